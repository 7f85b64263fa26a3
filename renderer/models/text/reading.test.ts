import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "./reading.ts";

const words = (text: string): string[] => read(text).map(({ word }) => word);

test("words, clitics, marks and emoji of English", () => {
  expect(words("Don't miss it!!! It's GREAT 😍")).toEqual([
    "do",
    "n't",
    "miss",
    "it",
    "!!!",
    "it",
    "'s",
    "great",
    "😍",
  ]);
  expect(words("the film wo n't sit still")).toEqual(["the", "film", "wo", "n't", "sit", "still"]);
});

test("Chinese by dictionary, or as its writer set it apart", () => {
  expect(words("这部电影非常好看")).toEqual(["这", "部", "电影", "非常", "好看"]);
  expect(words("电影 不算 太过分 结尾 太狗血")).toEqual(["电影", "不算", "太过分", "结尾", "太狗血"]);
  expect(words("电影IMAX，好看")).toEqual(["电影", "imax", ",", "好看"]);
});

test("what cannot be seen does not part a word, nor hide it", () => {
  expect(words("go\u200bod \u202egreat\u202c ｇｏｏｄ")).toEqual(["good", "great", "good"]);
});

test("a character that resolves to several pieces stays one token", () => {
  expect(words("㈀")).toEqual(["(ᄀ)"]);
  expect(words("a ㋀ b")).toEqual(["a", "1月", "b"]);
});

test("tokens stand where they say, in order and apart", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      let last = 0;
      for (const { from, to, word } of read(text)) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        expect(text.slice(from, to)).not.toMatch(/^\s+$/);
        expect(word).not.toBe("");
        last = to;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("a line of a million characters is read in seconds", () => {
  const started = process.cpuUsage();
  expect(read("好a\u202e".repeat(330_000)).length).toBeGreaterThan(300_000);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
});
