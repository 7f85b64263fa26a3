import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

const desk = new Desk();
beforeAll(async () => {
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  desk.library.db.exec(`
    INSERT INTO film (id, title) VALUES (1, 'One');
    INSERT INTO member (id, key) VALUES (1, x'01');
    INSERT INTO review (id, film, member, channel, language, at, text) VALUES
      (1, 1, NULL, 'post', 'en', 1, 'Surely a good one.'), (2, 1, NULL, 'post', 'en', 2, 'Who can say of this?'),
      (3, 1, NULL, 'post', 'en', 3, 'Who can say of this!'), (4, 1, 1, 'post', 'en', 4, 'By a member alone.'),
      (5, 1, NULL, 'post', 'en', 5, 'Rather bad, I think.');
    INSERT INTO text_reading (review, reader, language, positive, mentions, alike) VALUES
      (1, 'x', 'en', 0.95, '[]', 1), (2, 'x', 'en', 0.5, '[]', 2), (3, 'x', 'en', 0.5, '[]', 2),
      (4, 'x', 'en', 0.51, '[]', 4), (5, 'x', 'en', 0.3, '[]', 5);`);
});
afterAll(() => desk.end());

const queue = async () =>
  (await ask(desk.handlers.textsToLabel({ limit: 10 }, call))).texts.map(({ id }) => id);

test("the least sure come first; copies, and texts that may not be told, are left out", async () => {
  expect(await queue()).toEqual([2, 5, 1]);
});

test("a label is stored, stands above the reader, and can be taken back", async () => {
  expect(await ask(desk.handlers.labelText({ id: 5, label: "positive" }, call))).toEqual({ labelled: 1 });
  expect(await queue()).toEqual([2, 1]);
  const feeling = async () => {
    const said = await ask(desk.handlers.said({}, call));
    return said.positive[said.ids.indexOf(5)];
  };
  expect(await feeling()).toBe(1);
  expect(await ask(desk.handlers.labelText({ id: 5, label: "mixed" }, call))).toEqual({ labelled: 1 });
  expect(await feeling()).toBe(0.5);
  expect(await ask(desk.handlers.labelText({ id: 5, label: null }, call))).toEqual({ labelled: 0 });
  expect(await queue()).toEqual([2, 5, 1]);
  expect(await feeling()).toBeCloseTo(0.3, 5);
  expect(await ask(desk.handlers.labelText({ id: 99, label: "mixed" }, call))).toEqual({ labelled: 0 });
});

test("an answer takes no time that a hand would notice", async () => {
  const started = process.cpuUsage();
  for (let n = 0; n < 20; n++) {
    await ask(desk.handlers.labelText({ id: 1, label: n % 2 === 0 ? "positive" : "mixed" }, call));
    await queue();
  }
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 20 / 1000).toBeLessThan(50); // ms an answer
});
