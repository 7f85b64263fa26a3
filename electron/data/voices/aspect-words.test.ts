import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, call, Desk } from "../session.fixture.ts";

const desk = new Desk();
const { handlers } = desk;
beforeAll(async () => {
  await ask(handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
});
afterAll(() => desk.end());

const words = async () => (await ask(handlers.aspectWords({}, call))).words;
const reader = async () => (await ask(handlers.readingState({}, call))).reader;
const story = { aspect: "story", language: "en" } as const;

test("a word is weighed, taken out and put back; each is one edit that Undo takes back, and texts are to be read anew", async () => {
  const started = await reader();
  const edit = (...edits: { phrase: string; weight: number | null | "included" }[]) =>
    ask(handlers.editAspectWords({ words: edits.map((each) => ({ ...story, ...each })) }, call));
  const first = await edit({ phrase: "yarn", weight: 1.5 }, { phrase: "plot", weight: null });
  expect(await words()).toEqual([
    { ...story, phrase: "plot", weight: null },
    { ...story, phrase: "yarn", weight: 1.5 },
  ]);
  const changed = await reader();
  expect(changed).not.toBe(started);
  expect(await edit({ phrase: "yarn", weight: 1.5 })).toEqual({ changeSet: null });
  await edit({ phrase: "yarn", weight: 2 });
  expect(await reader()).not.toBe(changed);
  const back = await edit({ phrase: "plot", weight: "included" });
  await ask(handlers.undoChangeSet({ id: back.changeSet as number }, call));
  await ask(handlers.resetAspectWords({}, call));
  expect([await words(), await reader()]).toEqual([[], started]);
  const { undo } = await ask(handlers.editHistory({}, call));
  await ask(handlers.undoChangeSet({ id: undo?.id as number }, call));
  expect(await words()).toHaveLength(2);
  expect(first.changeSet).not.toBeNull();
});

const file = (name: string, text: string) => {
  const path = join(desk.home, name);
  writeFileSync(path, text);
  return handlers.readAspectWords({ file: desk.token(path) }, call);
};

test("a table of words is read; a row that is none is told with its line", async () => {
  const table =
    "aspect,language,phrase,weight\nstory,en,  A Good   Yarn,1.5\nacting,zh,演技炸裂,2\nprice,en,cheap,\n";
  expect(await file("words.csv", table)).toEqual({
    ok: true,
    value: {
      words: [
        { ...story, phrase: "a good yarn", weight: 1.5 },
        { aspect: "acting", language: "zh", phrase: "演技炸裂", weight: 2 },
        { aspect: "price", language: "en", phrase: "cheap", weight: null },
      ],
    },
  });
  for (const [problem, text, line] of [
    ["columns", "aspect,phrase\nstory,yarn\n", 0],
    ["aspect", "aspect,language,phrase,weight\nplot,en,yarn,1\n", 2],
    ["language", "aspect,language,phrase,weight\nstory,fr,yarn,1\n", 2],
    ["phrase", "aspect,language,phrase,weight\nstory,en,yarn,1\nstory,en,*,1\n", 3],
    ["weight", "aspect,language,phrase,weight\nstory,en,yarn,heavy\n", 2],
    ["weight", "aspect,language,phrase,weight\nstory,en,yarn,9\n", 2],
  ] as const)
    expect(await file("bad.csv", text)).toMatchObject({
      ok: false,
      error: { type: "BadAspectWords", problem, line },
    });
});
