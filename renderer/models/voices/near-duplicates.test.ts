import { expect, test } from "vitest";
import { burstsOf, isShort } from "./bursts.ts";
import { NearDuplicates } from "./near-duplicates.ts";

const day = 86_400;

test("copies with small changes join the first, in both languages; others stand for themselves", () => {
  const groups = new NearDuplicates();
  const texts = [
    "BEST film of the year!!! Undertow City is a must see, book your tickets now",
    "best film of the year! Undertow City is a must see, book your tickets now #mustsee",
    "The acting is wooden and the story goes nowhere, what a pity",
    "《潜流之城》太恶心了，千万别看，抵制这部电影",
    "《潜流之城》太恶心了，千万别看，抵制这部电影大家都这么说",
    "",
    "x".repeat(1_000_000),
  ];
  expect(texts.map((text, n) => groups.add(n + 1, text))).toEqual([1, 1, 3, 4, 4, 6, 7]);
});

test("a burst is many copies close together on one subject; short common words are none", () => {
  const posted = (n: number, at: number, subject = "f1", short = false) => ({
    id: n,
    subject,
    at,
    alike: subject === "f1" ? 1 : 100,
    short,
  });
  const burst = Array.from({ length: 12 }, (_, n) => posted(n + 1, n * 3600));
  const late = posted(50, 30 * day);
  const spread = Array.from({ length: 12 }, (_, n) => posted(100 + n, n * 5 * day, "f2"));
  const bursts = burstsOf([...burst, late, ...spread]);
  expect([...bursts.keys()]).toEqual(burst.map(({ id }) => id));
  expect(new Set(bursts.values())).toEqual(new Set([1]));
  expect(burstsOf(burst.map((each) => ({ ...each, short: true }))).size).toBe(0);
  expect([isShort("Great film!"), isShort("太好看了"), isShort("年度最佳！！！必看，快去买票")]).toEqual([
    true,
    true,
    false,
  ]);
});
