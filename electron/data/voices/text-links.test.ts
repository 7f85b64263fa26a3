import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

const desk = new Desk();
const { handlers } = desk;
beforeAll(async () => {
  await ask(handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(`
    INSERT INTO film (id, title, series, studio) VALUES (1, 'One', 'Saga', 'S'), (2, 'Two', NULL, NULL);
    INSERT INTO review (id, film, channel, language, at, text) VALUES (1, 1, 'post', 'en', 1, 'Two is better.');
    INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'x', 'en', 0.5, '[]');`);
});
afterAll(() => desk.end());

const film = () => desk.library.db.prepare("SELECT film FROM review WHERE id = 1").pluck().get();
const readings = () => desk.library.db.prepare("SELECT count(*) FROM text_reading").pluck().get();
const decided = async () => [...(await ask(handlers.linkNames({}, call))).decided];

test("what a person says of a link stands, is asked once and can be taken back; a link that stays keeps its reading", async () => {
  const kept = await ask(handlers.decideLink({ text: 1, to: { kind: "film", key: "1" } }, call));
  expect([film(), readings(), await decided()]).toEqual([1, 1, [1]]);
  await ask(handlers.undoChangeSet({ id: kept.changeSet as number }, call));
  expect(await decided()).toEqual([]);

  const moved = await ask(handlers.decideLink({ text: 1, to: { kind: "film", key: "2" } }, call));
  expect([film(), readings(), await decided()]).toEqual([2, 0, [1]]);
  await ask(handlers.undoChangeSet({ id: moved.changeSet as number }, call));
  expect([film(), await decided()]).toEqual([1, []]);

  await ask(handlers.decideLink({ text: 1, to: null }, call));
  expect(film()).toBeNull();
  expect(await handlers.decideLink({ text: 1, to: { kind: "film", key: "9" } }, call)).toMatchObject({
    error: { type: "NotFound" },
  });
});

test("a text can be put on a whole series or studio that a film is of, and speaks of it from then on", async () => {
  const brands = async () => (await ask(handlers.said({}, call))).brands;
  const { db } = desk.library;
  const read =
    "INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'x', 'en', 0.5, '[]')";
  db.exec(`UPDATE review SET film = 1; DELETE FROM text_reading; ${read}`);
  const kept = await ask(handlers.decideLink({ text: 1, to: { kind: "series", key: "Saga" } }, call));
  db.exec(read);
  expect([film(), await brands()]).toEqual([null, [{ row: 0, kind: "series", name: "Saga" }]]);
  expect((await ask(handlers.saidSubjects({}, call))).films).toMatchObject([{ id: 1, series: "Saga" }]);
  await ask(handlers.decideLink({ text: 1, to: { kind: "studio", key: "S" } }, call));
  db.exec(read);
  expect(await brands()).toEqual([{ row: 0, kind: "studio", name: "S" }]);
  expect(await handlers.decideLink({ text: 1, to: { kind: "series", key: "Two" } }, call)).toMatchObject({
    error: { type: "NotFound" },
  });
  await ask(handlers.undoChangeSet({ id: kept.changeSet as number }, call)).catch(() => {});
});

test("a table of answers is taken as one edit, or not at all; rows without a kind are left for later", async () => {
  const { db } = desk.library;
  db.exec(`DELETE FROM text_link; UPDATE review SET film = 1, studio = NULL;
    INSERT INTO review (id, channel, language, at, text) VALUES (2, 'post', 'en', 2, 'Saga!'), (3, 'post', 'en', 3, 'Hm.');`);
  const file = (...lines: string[]) => {
    const path = join(desk.home, `answers ${lines.length}.csv`);
    writeFileSync(path, ["words,Text,Kind,Key", ...lines].join("\n"));
    return desk.token(path);
  };
  const placed = () => db.prepare("SELECT id, film, series FROM review ORDER BY id").raw().all();
  const answer = (...lines: string[]) => handlers.decideLinks({ file: file(...lines) }, call);

  expect(await answer('"Saga!",2,series,Saga', "x,9,none,")).toMatchObject({
    error: { type: "BadLinkAnswers", line: 3, problem: "text", found: "9" },
  });
  for (const [line, problem] of [
    ["x,2,book,Saga", "kind"],
    ["x,2,series,Nowhere", "key"],
    ["x,2,film,", "key"],
    ["x,two,none,", "text"],
  ])
    expect(await answer(line as string)).toMatchObject({ error: { line: 2, problem } });
  expect([placed()[1], await decided()]).toEqual([[2, null, null], []]);

  const taken = await ask(answer('"Saga!",2,series,Saga', "x,1,none,", "x,3,,", "x,3,film,2"));
  expect(taken).toMatchObject({ answers: 3, moved: 3 });
  expect(placed()).toEqual([
    [1, null, null],
    [2, null, "Saga"],
    [3, 2, null],
  ]);
  await ask(handlers.undoChangeSet({ id: taken.changeSet as number }, call));
  expect([placed()[0], await decided()]).toEqual([[1, 1, null], []]);
});
