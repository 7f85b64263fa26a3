import fc from "fast-check";
import { expect, test } from "vitest";
import { madeTexts } from "../../../test/fixtures/made-texts.ts";
import { burstsOf, isShort } from "./bursts.ts";
import { fingerprintAt, fingerprintOf, fingerprintsOf, NearDuplicates } from "./near-duplicates.ts";

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
  expect(texts.map((text, n) => groups.add(n + 1, fingerprintOf(text)))).toEqual([1, 1, 3, 4, 4, 6, 7]);
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

/** As plainly as it can be said: every candidate is compared, bands lie in maps. */
const plainly = (texts: readonly string[]): number[] => {
  const firsts: { id: number; shingles: Set<number> }[] = [];
  const buckets = new Map<string, number[]>();
  return texts.map((text, id) => {
    const { shingles, bands } = fingerprintOf(text);
    const keys = Array.from(bands, (key, band) => `${band} ${key}`);
    let [best, most] = [-1, 0.5];
    for (const at of new Set(keys.flatMap((key) => buckets.get(key) ?? []))) {
      const other = (firsts[at] as (typeof firsts)[number]).shingles;
      const shared = [...shingles].filter((shingle) => other.has(shingle)).length;
      const likeness = shared / (shingles.length + other.size - shared);
      if (likeness >= most) [best, most] = [at, likeness];
    }
    if (best >= 0) return (firsts[best] as (typeof firsts)[number]).id;
    for (const key of keys) {
      const held = buckets.get(key) ?? [];
      if (held.length < 4) buckets.set(key, [...held, firsts.length]);
    }
    firsts.push({ id, shingles: new Set(shingles) });
    return id;
  });
};

test("what spares comparisons changes nothing of what is found", async () => {
  const found = (texts: readonly string[]): number[] => {
    const groups = new NearDuplicates();
    return texts.map((text, n) => groups.add(n, fingerprintOf(text)));
  };
  const words = fc.constantFrom("good", "film", "the", "story", "dull", "好看", "剧情", "!", "actor");
  const text = fc.array(words, { maxLength: 30 }).map((all) => all.join(" "));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(text, fc.string({ unit: "binary", maxLength: 60 })), { maxLength: 40 }),
      (texts) => {
        expect(found(texts)).toEqual(plainly(texts));
      },
    ),
    { numRuns: 40 },
  );
  const many = madeTexts(600, 0, 5).map((each) => each.text);
  expect(found(many)).toEqual(plainly(many));
  const packed = await fingerprintsOf(many.slice(0, 50), async () => undefined);
  for (const n of Array(50).keys())
    expect(fingerprintAt(packed, n)).toEqual(fingerprintOf(many[n] as string));
});
