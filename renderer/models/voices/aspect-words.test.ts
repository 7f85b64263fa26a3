import fc from "fast-check";
import { expect, test } from "vitest";
import { type AspectWord, plainPhrase, wordKey } from "../../../shared/domain/aspect-words.ts";
import { usedWords } from "./aspect-words.ts";
import { WordWeights } from "./learned-weights.ts";
import { lexiconWith } from "./lexicon.ts";
import { readText } from "./mentions.ts";

const film = { venue: false, titles: [], cast: [], directors: [] };
const found = (text: string, changed: readonly AspectWord[]) =>
  readText(text, lexiconWith(changed), film).mentions.map(({ aspect, feeling }) => [aspect, feeling]);
const story = { aspect: "story", language: "en" } as const;

test("a house's words are read with their weights; one taken out is not", () => {
  expect(found("What a yarn.", [])).toEqual([]);
  expect(found("What a yarn.", [{ ...story, phrase: "yarn", weight: 2 }])).toEqual([["story", 2]]);
  expect(found("The plot is great.", [])).toMatchObject([["story", expect.any(Number)]]);
  expect(found("The plot is great.", [{ ...story, phrase: "plot", weight: null }])).toEqual([]);
  expect(found("The plot.", [{ ...story, phrase: "plot", weight: -1.5 }])).toEqual([["story", -1.5]]);
});

test("each included word stands once for an aspect, as it is looked for", () => {
  const words = usedWords([]);
  expect(new Set(words.map(wordKey)).size).toBe(words.length);
  for (const { phrase } of words) expect(plainPhrase(phrase)).toBe(phrase);
});

test("changed words stand in the place of the included ones, others after them", () => {
  const start = usedWords([]);
  const own = { ...story, phrase: "yarn", weight: 1 };
  const changed = usedWords([{ ...story, phrase: "plot", weight: null }, own]);
  expect(changed).toHaveLength(start.length + 1);
  expect(changed.at(-1)).toEqual({ ...own, included: null });
  expect(changed.find(({ phrase, aspect }) => phrase === "plot" && aspect === "story")).toMatchObject({
    weight: null,
    included: 0,
  });
});

test("what people type becomes a phrase that is found where it stands, or none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (typed) => {
      const phrase = plainPhrase(typed);
      expect(plainPhrase(phrase)).toBe(phrase);
      expect(phrase.length).toBeLessThanOrEqual(60);
      lexiconWith([{ ...story, phrase: phrase || "yarn", weight: 1 }]);
    }),
  );
  expect([
    plainPhrase("  A  Good\nYarn "),
    plainPhrase("enjoy*"),
    plainPhrase("*"),
    plainPhrase("a*b"),
    plainPhrase("…"),
  ]).toEqual(["a good yarn", "enjoy*", "", "", ""]);
});

test("weights come from texts that hold a word, unless it is negated, and only where enough do", () => {
  const words: AspectWord[] = [
    { ...story, phrase: "yarn", weight: 0 },
    { ...story, phrase: "saga", weight: 0 },
    { aspect: "acting", language: "zh", phrase: "演技", weight: 0 },
  ];
  const weights = new WordWeights(words);
  for (let n = 0; n < 40; n++) {
    weights.add("A yarn, a YARN!", n < 30);
    weights.add(n % 2 === 0 ? "not a saga" : "sagacious", true);
    weights.add("演技不错", n < 10);
  }
  const learned = weights.learned();
  expect(learned.map(({ phrase, praising, blaming }) => [phrase, praising, blaming])).toEqual([
    ["yarn", 30, 10],
    ["演技", 10, 30],
  ]);
  const base = Math.log(80.5 / 40.5);
  expect(learned[0]?.weight).toBeCloseTo(Math.log(30.5 / 10.5) - base, 10);
  for (const { weight, low, high } of learned) expect(low < weight && weight < high).toBe(true);
});
