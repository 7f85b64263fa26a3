import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

const desk = new Desk();
const { handlers } = desk;
beforeAll(async () => {
  await ask(handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One'), (2, 'Two');
    INSERT INTO review (id, film, channel, language, at, text) VALUES (1, 1, 'post', 'en', 1, 'Two is better.');
    INSERT INTO text_reading (review, reader, language, positive, mentions) VALUES (1, 'x', 'en', 0.5, '[]');`);
});
afterAll(() => desk.end());

const film = () => desk.library.db.prepare("SELECT film FROM review WHERE id = 1").pluck().get();
const readings = () => desk.library.db.prepare("SELECT count(*) FROM text_reading").pluck().get();
const decided = async () => [...(await ask(handlers.linkNames({}, call))).decided];

test("what a person says of a link stands, is asked once and can be taken back; a link that stays keeps its reading", async () => {
  const kept = await ask(handlers.decideLink({ text: 1, to: { kind: "film", id: 1 } }, call));
  expect([film(), readings(), await decided()]).toEqual([1, 1, [1]]);
  await ask(handlers.undoChangeSet({ id: kept.changeSet as number }, call));
  expect(await decided()).toEqual([]);

  const moved = await ask(handlers.decideLink({ text: 1, to: { kind: "film", id: 2 } }, call));
  expect([film(), readings(), await decided()]).toEqual([2, 0, [1]]);
  await ask(handlers.undoChangeSet({ id: moved.changeSet as number }, call));
  expect([film(), await decided()]).toEqual([1, []]);

  await ask(handlers.decideLink({ text: 1, to: null }, call));
  expect(film()).toBeNull();
  expect(await handlers.decideLink({ text: 1, to: { kind: "film", id: 9 } }, call)).toMatchObject({
    error: { type: "NotFound" },
  });
});
