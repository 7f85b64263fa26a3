/** What is read in the sample's texts against what was planted there. */
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { Review } from "../../electron/data/sample/reviews.ts";
import { sampleToday } from "../../electron/data/sample/sample.ts";
import { readSources } from "../../electron/data/sample/sources.ts";
import { campaignTruth, crisisTruth } from "../../electron/data/sample/truth.ts";
import { makeWorld, type World } from "../../electron/data/sample/world.ts";
import { burstsOf, isShort } from "../../renderer/models/voices/bursts.ts";
import { turnsOf } from "../../renderer/models/voices/change-points.ts";
import { includedLexicon } from "../../renderer/models/voices/lexicon.ts";
import { readText, type TextRead } from "../../renderer/models/voices/mentions.ts";
import { fingerprintOf, NearDuplicates } from "../../renderer/models/voices/near-duplicates.ts";
import { positiveOf } from "../../renderer/models/voices/sentiment.ts";

let world: World;
let readings: readonly TextRead[];
const read = ({ text, ofVenue, film }: Review, lexicon = includedLexicon()): TextRead =>
  readText(text, lexicon, {
    venue: ofVenue,
    titles: film ? [film.title, film.titleZh] : [],
    cast: film?.cast.flatMap(({ name, nameZh }) => [name, nameZh]) ?? [],
    directors: film ? [film.director.name, film.director.nameZh] : [],
  });

beforeAll(async () => {
  const sources = readSources(join(import.meta.dirname, "../../assets"));
  world = await makeWorld(sources, sampleToday, 1, () => {}, new AbortController().signal);
  const lexicon = includedLexicon();
  readings = world.reviews.map((review) => read(review, lexicon));
}, 60_000);

/** Aspects with the sign of what is said of them. */
const signed = (stated: readonly (readonly [string, number])[]): Set<string> => {
  const sums = new Map<string, number>();
  for (const [aspect, feeling] of stated) sums.set(aspect, (sums.get(aspect) ?? 0) + feeling);
  return new Set([...sums].flatMap(([aspect, sum]) => (sum === 0 ? [] : [`${aspect} ${Math.sign(sum)}`])));
};

test("aspects with what is said of them: F1 of at least 0.85 in both languages", () => {
  const hits = { en: [0, 0, 0], zh: [0, 0, 0] };
  for (const [n, { aspects, language }] of world.reviews.entries()) {
    const planted = signed(aspects.map(({ aspect, polarity }) => [aspect, polarity]));
    const found = signed((readings[n] as TextRead).mentions.map(({ aspect, feeling }) => [aspect, feeling]));
    const both = [...found].filter((each) => planted.has(each)).length;
    for (const [place, count] of [both, found.size, planted.size].entries())
      hits[language][place] = (hits[language][place] as number) + count;
  }
  for (const [language, [both = 0, found = 0, planted = 0]] of Object.entries(hits)) {
    const f1 = (2 * both) / (found + planted);
    console.log(
      `aspects of the sample, ${language}: precision ${(both / found).toFixed(3)}, recall ${(both / planted).toFixed(3)}, F1 ${f1.toFixed(3)}`,
    );
    expect(f1).toBeGreaterThan(0.85);
  }
  expect(readings.filter(({ language }, n) => language !== world.reviews[n]?.language).length).toBeLessThan(
    25,
  );
});

test("the planted campaigns are found whole, and nothing else is taken for one", () => {
  const groups = new NearDuplicates();
  const bursts = burstsOf(
    world.reviews.map(({ id, film, at, text }) => ({
      id,
      subject: film ? `f${film.id}` : "v1",
      at,
      alike: groups.add(id, fingerprintOf(text)),
      short: isShort(text),
    })),
  );
  const planted = world.reviews.filter(({ origin }) => origin === "campaign").map(({ id }) => id);
  expect([...bursts.keys()].sort((a, b) => a - b)).toEqual(planted);
  expect(new Set(bursts.values()).size).toBe(campaignTruth.length);
});

test("the house's fault and its repair are found within three days, and no film is said to have turned", () => {
  const feelings = new Map<number, { at: number; positive: number }[]>();
  for (const [n, { film, at, origin }] of world.reviews.entries()) {
    if (origin === "campaign") continue;
    const subject = film?.id ?? 0;
    const told = { at, positive: positiveOf(readings[n] as TextRead) };
    feelings.set(subject, [...(feelings.get(subject) ?? []), told]);
  }
  const now = world.instant(sampleToday, 0);
  for (const [subject, told] of feelings) {
    const turns = turnsOf(told.map(({ positive }) => positive)).map(({ at, before, after }) => ({
      daysAgo: (now - (told[at] as { at: number }).at) / 86_400,
      falls: after < before,
    }));
    if (subject > 0) expect(turns, `film ${subject}`).toEqual([]);
    else {
      expect(turns.map(({ falls }) => falls)).toEqual([true, false]);
      expect(Math.abs((turns[0]?.daysAgo ?? 0) - crisisTruth.starts)).toBeLessThan(3);
      expect(Math.abs((turns[1]?.daysAgo ?? 0) - crisisTruth.repaired)).toBeLessThan(3);
    }
  }
});
