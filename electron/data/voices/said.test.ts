import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { usualMinimum } from "../../../shared/domain/privacy.ts";
import { ask, call, Desk } from "../session.fixture.ts";

const desk = new Desk();
beforeAll(async () => {
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  const { db } = desk.library;
  db.exec(`INSERT INTO film (id, title, studio) VALUES (1, 'Many', 'S'), (2, 'Few', NULL), (3, 'Public', 'S');
    INSERT INTO person (id, name) VALUES (1, 'Ann'); INSERT INTO credit (film, role, ordinal, person) VALUES (1, 'director', 0, 1);`);
  const member = db.prepare("INSERT INTO member (id, key) VALUES (?, ?)");
  const review = db.prepare(
    "INSERT INTO review (id, film, member, channel, language, at, text) VALUES (?, ?, ?, 'review', 'en', ?, ?)",
  );
  const read = db.prepare(
    "INSERT INTO text_reading (review, reader, language, positive, mentions, alike) VALUES (?, 'x', 'en', 0.75, ?, ?)",
  );
  let id = 0;
  const add = (film: number, writer: number | null): void => {
    review.run(++id, film, writer, 1000 - id, `Text ${id}. <script>x</script>`);
    read.run(id, '[["story",1,0,7],["pace",-0.5,0,7]]', 1);
  };
  for (let n = 1; n <= usualMinimum; n++) {
    member.run(n, Buffer.from([n]));
    add(1, n);
  }
  for (let n = 1; n < usualMinimum; n++) add(2, n);
  add(3, null);
});
afterAll(() => desk.end());

test("texts come by time with what they say; those that too few members wrote are kept back and counted", async () => {
  const said = await ask(desk.handlers.said({}, call));
  expect(said.ids.length).toBe(usualMinimum + 1);
  expect([...said.at]).toEqual([...said.at].sort((a, b) => a - b));
  expect(new Set(said.films)).toEqual(new Set([1, 3]));
  expect(said.keptBack).toBe(usualMinimum - 1);
  expect(said.mentions.of.length).toBe(2 * said.ids.length);
  expect([...said.mentions.feelings.slice(0, 2)]).toEqual([1, -0.5]);
  expect([...said.copies].filter((copy) => copy === 0)).toHaveLength(1);
});

test("quotes are told of the same texts alone, as they were written", async () => {
  const ids = Array.from({ length: 2 * usualMinimum }, (_, n) => n + 1);
  const { texts } = await ask(desk.handlers.shownTexts({ ids }, call));
  expect(texts.map(({ id }) => id)).toEqual([...ids.slice(0, usualMinimum), 2 * usualMinimum]);
  expect(texts[0]).toMatchObject({
    text: "Text 1. <script>x</script>",
    mentions: [{ aspect: "story", feeling: 1, from: 0, to: 7 }, { aspect: "pace" }],
  });
});

test("films with their people and studios, as far as they are spoken of", async () => {
  const { films, people } = await ask(desk.handlers.saidSubjects({}, call));
  expect(films.map(({ title, studio }) => [title, studio])).toEqual([
    ["Many", "S"],
    ["Few", ""],
    ["Public", "S"],
  ]);
  expect(people).toEqual([{ film: 1, person: 1, name: "Ann", nameZh: null }]);
});
