import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedLength } from "../../test/checker/check-lengths.ts";
import { eightScreens, weekOf } from "../../test/fixtures/house.ts";
import { described, randomRule } from "../../test/fixtures/rules.ts";
import { Rule } from "./rules/rule.ts";
import { conflicts, conflictsOfMove } from "./schedule-rules.ts";
import { timesIn } from "./showing-times.ts";
import type { Candidate, ScheduledShowing } from "./slate.ts";

const house = eightScreens(5, 0); // 15 min of trailers, 15 of cleaning; screens 1 and 2 have 3D
const days = weekOf("2026-11-26"); // a Thursday
const film = (number: number, distributor: string, formats: string[] = ["2D"]): Candidate => ({
  film: number,
  title: `Film ${number}`,
  titleZh: null,
  runtime: 100,
  certificate: "6",
  distributor,
  releaseDate: null,
  formats,
  minShowsPerDay: 0,
  hasPoster: false,
});
const candidates = [film(1, "North", ["2D", "3D"]), film(2, "South")];
const rule = (kind: "trailers" | "cleaning", minutes: number, scope: object = {}, on = true): Rule =>
  Rule.parse({ id: `${kind} ${minutes}`, kind, params: { minutes }, scope, on });
const at = (number: number, screen: number, date = "2026-11-26", start = 600) => ({
  film: number,
  screen,
  date,
  start,
});
const minutesBefore = (rules: readonly Rule[], showing: ReturnType<typeof at>): number => {
  const { start, feature } = timesIn({ house, candidates, rules })(showing);
  return feature - start;
};

describe("how long a showing takes", () => {
  it("is what the house says where no rule is in scope", () => {
    const elsewhere = [
      rule("cleaning", 40, { screens: ["Screen 2"] }),
      rule("cleaning", 45, {}, false),
      rule("trailers", 5, { venues: ["Elsewhere"] }),
    ];
    for (const rules of [undefined, elsewhere])
      expect(timesIn({ house, candidates, rules })(at(1, 1))).toEqual({
        ...{ start: 600, feature: 615, end: 715, clear: 730 },
      });
  });

  it("follows a rule by screen, distributor, format and day", () => {
    const rules = [rule("cleaning", 30, { screens: [1] }), rule("trailers", 0, { distributors: ["South"] })];
    const timesOf = timesIn({ house, candidates, rules });
    expect(timesOf(at(1, 1))).toEqual({ start: 600, feature: 615, end: 715, clear: 745 });
    expect(timesOf(at(2, 1))).toEqual({ start: 600, feature: 600, end: 700, clear: 730 });
    expect(timesOf(at(2, 3))).toEqual({ start: 600, feature: 600, end: 700, clear: 715 });
    const weekend = [rule("trailers", 25, { weekdays: [6, 7] })];
    expect(["2026-11-27", "2026-11-28"].map((date) => minutesBefore(weekend, at(1, 1, date)))).toEqual([
      15, 25,
    ]);
    const inDepth = [rule("trailers", 20, { formats: ["3D"] })];
    // Only a film that comes in 3D, on a screen that has it.
    expect([at(1, 1), at(1, 3), at(2, 1)].map((showing) => minutesBefore(inDepth, showing))).toEqual([
      20, 15, 15,
    ]);
  });

  it("is by the rule with the narrowest scope, of equals the later", () => {
    const weekend = rule("trailers", 25, { weekdays: [6, 7] });
    const south = rule("trailers", 0, { distributors: ["South"] });
    const one = rule("trailers", 10, { films: [2], screens: [1] });
    const everything = rule("trailers", 12);
    const sunday = "2026-11-29";
    for (const rules of [
      [everything, weekend, south, one],
      [one, south, weekend, everything],
    ])
      expect(
        [at(1, 1), at(1, 1, sunday), at(2, 2, sunday), at(2, 1, sunday)].map((showing) =>
          minutesBefore(rules, showing),
        ),
      ).toEqual([12, 25, 0, 10]);
    expect(minutesBefore([rule("trailers", 20), rule("trailers", 21)], at(1, 1))).toBe(21);
  });

  it("is what an independent checker says, under any rules", () => {
    const cast = described(candidates, "2026-11-26", 3);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.constantFrom("trailers", "cleaning")), {
          maxLength: 6,
        }),
        fc.constantFrom(1, 2),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(...days),
        (seeds, number, screen, date) => {
          const rules = seeds.map(([seed, kind]) =>
            randomRule(seed, house, cast, days, kind as "trailers" | "cleaning"),
          );
          const { feature, end, clear } = timesIn({ house, candidates: cast, rules })(
            at(number, screen, date, 0),
          );
          const checked = (kind: "trailers" | "cleaning"): number =>
            checkedLength(kind, house, cast, rules, { film: number, screen, date });
          expect([feature, end - feature, clear - end]).toEqual([
            checked("trailers"),
            100,
            checked("cleaning"),
          ]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it("a screen that is cleaned for longer is held for longer, whatever is asked of the schedule", () => {
  const rules = [rule("cleaning", 30, { screens: ["Screen 1"] })];
  const show = (id: string, screen: number, start: number): ScheduledShowing => ({
    ...{ id, film: 1, screen, date: "2026-11-26", start, locked: false },
  });
  const own = { rules, week: "2026-11-26" };
  const both = [show("a", 1, 600), show("b", 1, 735), show("c", 2, 600), show("d", 2, 735)];
  expect(conflicts(house, candidates, both)).toEqual([]);
  expect(conflicts(house, candidates, both, [], days, own)).toEqual([
    { rule: "overlap", showings: ["a", "b"], params: { screen: 1, minutes: 10 } },
  ]);
  const [a, b] = both as [ScheduledShowing, ScheduledShowing];
  expect(conflictsOfMove(house, candidates, [a], b, own).map(({ rule: broken }) => broken)).toEqual([
    "overlap",
  ]);
  const late = show("e", 1, 1365); // clear at 1510 with the rule, 1495 without
  const early = { ...house, closes: 1500 };
  expect(conflicts(early, candidates, [late])).toEqual([]);
  expect(conflicts(early, candidates, [late], [], [], own).map(({ rule: broken }) => broken)).toEqual([
    "closes",
  ]);
});
