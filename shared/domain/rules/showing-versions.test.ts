import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRules } from "../../../test/checker/check-rules.ts";
import { checkedVersion } from "../../../test/checker/check-versions.ts";
import { eightScreens, weekOf } from "../../../test/fixtures/house.ts";
import { described, randomRule } from "../../../test/fixtures/rules.ts";
import type { Candidate, House, ScheduledShowing, ShowingVersion } from "../slate.ts";
import { brokenRules } from "./broken-rules.ts";
import { compileRules } from "./measure.ts";
import { Rule } from "./rule.ts";
import { versionsIn } from "./showing-versions.ts";

const dubbed: ShowingVersion = { format: "2D", audio: "nl-BE", subtitles: null };
const original: ShowingVersion = { format: "2D", audio: "en", subtitles: "nl" };
const deep: ShowingVersion = { format: "3D", audio: "en", subtitles: null };
const film = (id: number, versions: readonly ShowingVersion[], certificate: string | null): Candidate => ({
  film: id,
  title: `Film ${id}`,
  titleZh: null,
  runtime: 100,
  certificate,
  distributor: "North",
  releaseDate: null,
  formats: ["2D", "3D"],
  minShowsPerDay: 0,
  hasPoster: false,
  versions,
});
const flat: House = {
  ...eightScreens(15, 0),
  screens: eightScreens(15, 0).screens.map((screen) => ({ ...screen, formats: ["2D"] })),
};
const candidates = [film(1, [dubbed, original, deep], "6"), film(2, [original], "12"), film(3, [], null)];
const days = weekOf("2026-11-26");
const week = { house: flat, candidates, week: "2026-11-26" };
const at = (filmId: number, start: number, version?: ShowingVersion): ScheduledShowing => ({
  id: `${filmId} ${start}`,
  film: filmId,
  screen: 1,
  date: "2026-11-26",
  start,
  locked: false,
  version,
});
const rule = (params: object, over: object = {}): Rule =>
  Rule.parse({ id: JSON.stringify([params, over]), kind: "version", params, ...over });
const childrenDubbed = rule({ audio: ["NL"], to: 1020 }, { scope: { certificates: ["6"] } });
const eveningsOriginal = rule({ audio: ["en"], subtitles: ["nl"], from: 1020 });
const playedUnder = (rules: readonly Rule[], showing: ScheduledShowing) =>
  versionsIn({ ...week, rules })(showing);
const brokenUnder = (rules: readonly Rule[], showing: ScheduledShowing): string[] =>
  brokenRules(compileRules(week, rules), [showing]).map(({ rule: id }) => id);

describe("which version plays", () => {
  it("is any that the screen can show where no rule speaks of it", () => {
    expect(playedUnder([], at(1, 600))).toEqual([dubbed, original]);
    expect(playedUnder([{ ...childrenDubbed, on: false }], at(1, 600))).toEqual([dubbed, original]);
  });

  it("follows the rules by scope and hour", () => {
    const rules = [childrenDubbed, eveningsOriginal];
    expect(playedUnder(rules, at(1, 1019))).toEqual([dubbed]);
    expect(playedUnder(rules, at(1, 1020))).toEqual([original]);
    expect(playedUnder(rules, at(2, 600))).toEqual([original]);
    expect(brokenUnder(rules, at(1, 600))).toEqual([]);
  });

  it("breaks the dearest rule last where a film cannot keep them all", () => {
    const spoken = rule({ audio: ["nl"] }, { price: 5 });
    const written = rule({ subtitles: ["nl"] }, { price: 7 });
    expect(playedUnder([spoken, written], at(1, 600))).toEqual([original]);
    expect(brokenUnder([spoken, written], at(1, 600))).toEqual([spoken.id]);
    const bare = rule({ subtitles: ["none"] });
    expect(playedUnder([spoken, written, bare], at(1, 600))).toEqual([dubbed]);
    expect(brokenUnder([spoken, written, bare], at(1, 600))).toEqual([written.id]);
  });

  it("stays the one chosen, and is judged by it", () => {
    expect(playedUnder([childrenDubbed], at(1, 600, original))).toEqual([original]);
    expect(brokenUnder([childrenDubbed], at(1, 600, original))).toEqual([childrenDubbed.id]);
  });

  it("is nothing that anybody knows for a film without versions, which breaks no rule", () => {
    expect(playedUnder([eveningsOriginal], at(3, 1200))).toEqual([]);
    expect(brokenUnder([eveningsOriginal], at(3, 1200))).toEqual([]);
  });

  it("is not offered at an hour at which the film has none in the language", () => {
    expect(brokenUnder([rule({ audio: ["nl"], to: 1020 })], at(2, 600))).toHaveLength(1);
    expect(brokenUnder([rule({ audio: ["nl"], to: 1020 })], at(2, 1020))).toEqual([]);
  });
});

it("a rule that names no language is none", () => {
  expect(Rule.safeParse({ id: "r", kind: "version", params: { from: 600 } }).success).toBe(false);
});

it("rules of versions together count as an independent checker does, chosen versions among them", () => {
  const version = fc.record({
    format: fc.constantFrom("2D", "3D"),
    audio: fc.constantFrom("en", "en-GB", "nl"),
    subtitles: fc.constantFrom(null, "nl", "fr"),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.record(
          {
            film: fc.integer({ min: 1, max: 3 }),
            screen: fc.integer({ min: 1, max: 8 }),
            date: fc.constantFrom(...days),
            start: fc.integer({ min: 600, max: 1500 }),
            version,
          },
          { requiredKeys: ["film", "screen", "date", "start"] },
        ),
        { maxLength: 8 },
      ),
      (seed, count, places) => {
        const cast = described(candidates, "2026-11-26", seed);
        const house = seed % 2 === 0 ? flat : eightScreens(15, 0);
        const showings = places.map((place, n) => ({ ...place, id: `s${n}`, locked: false }));
        const rules = Array.from({ length: count }, (_, n) => ({
          ...randomRule(seed * 7 + n, house, cast, days, "version"),
          id: `r${n}`,
        }));
        const found = brokenRules(
          compileRules({ house, candidates: cast, week: "2026-11-26" }, rules),
          showings,
        );
        const checked = checkRules({ house, candidates: cast, days, slate: [], showings }, rules);
        for (const { id } of rules)
          expect(found.filter((each) => each.rule === id)).toHaveLength(
            checked.find((each) => each.rule === id)?.amount ?? 0,
          );
        for (const showing of showings)
          expect(versionsIn({ house, candidates: cast, rules })(showing)[0] ?? null).toEqual(
            checkedVersion(house, cast, rules, showing),
          );
      },
    ),
    { numRuns: 500 },
  );
});
