import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkRules } from "../../../test/checker/check-rules.ts";
import { eightScreens, weekOf } from "../../../test/fixtures/house.ts";
import { described, randomRule } from "../../../test/fixtures/rules.ts";
import { conflicts, conflictsOfMove } from "../schedule-rules.ts";
import type { Candidate, House, ScheduledShowing } from "../slate.ts";
import { brokenRules } from "./broken-rules.ts";
import { compileRules } from "./measure.ts";
import { Rule, RulesFile, ruleKinds } from "./rule.ts";
import { parseRules } from "./rules-file.ts";
import { wallMinutes } from "./wall-minutes.ts";

const film = (id: number, over: Partial<Candidate> = {}): Candidate => ({
  film: id,
  title: `Film ${id}`,
  titleZh: null,
  runtime: 100,
  certificate: "12",
  distributor: "North",
  releaseDate: "2026-11-19",
  formats: ["2D"],
  minShowsPerDay: 0,
  hasPoster: false,
  ...over,
});
const show = (
  id: string,
  filmId: number,
  screen: number,
  start: number,
  date = "2026-11-26",
): ScheduledShowing => ({
  id,
  film: filmId,
  screen,
  date,
  start,
  locked: false,
});
const house: House = { ...eightScreens(15, 0), timeZone: "Europe/Berlin" };
const week = {
  house,
  candidates: [film(1, { certificate: "6" }), film(2), film(3, { distributor: "South" })],
  week: "2026-11-26",
};
const days = weekOf("2026-11-26");
const ruleOf = (rule: object): Rule => Rule.parse({ id: "r", ...rule });
const broken = (rule: object, showings: readonly ScheduledShowing[], slate: readonly number[] = []) =>
  brokenRules(compileRules(week, [ruleOf(rule)]), showings, { days, slate: new Set(slate) }).map(
    ({ amount, date, showings: ids }) => ({ amount, date, ids }),
  );

test("a curfew asks for the film's end on the clock, not for its start", () => {
  const rule = { kind: "curfew", params: { latest: 1200 }, scope: { certificates: ["6"] } };
  expect(broken(rule, [show("a", 1, 1, 1085)])).toEqual([]); // 18:05 + 15 + 100 = 20:00
  expect(broken(rule, [show("a", 1, 1, 1086), show("b", 2, 1, 1086)])).toEqual([
    { amount: 1, date: "2026-11-26", ids: ["a"] },
  ]);
});

test("clocks that change move a showing's end on the wall, business days across midnight included", () => {
  const at = (date: string, start: number, elapsed: number): number =>
    wallMinutes("Europe/Berlin", date, start, elapsed);
  expect(at("2026-11-26", 1500, 115)).toBe(1615);
  // Saturday night 24-25 October: 03:00 becomes 02:00; 28-29 March: 02:00 becomes 03:00.
  expect(at("2026-10-24", 1560, 115)).toBe(1560 + 115 - 60); // from 02:00, its first pass
  expect(at("2026-10-24", 1500, 30)).toBe(1530);
  expect(at("2026-03-28", 1500, 115)).toBe(1500 + 115 + 60);
  expect(at("2026-03-29", 100, 115)).toBe(100 + 115 + 60);
  expect(at("2026-03-29", 600, 115)).toBe(715);
});

test("a curfew holds in the night of the business day before, and by the clock on the wall when it changes", () => {
  const rule = { kind: "curfew", params: { latest: 1560 }, scope: { films: [2] } }; // 02:00
  const onDay = (date: string, start: number) =>
    brokenRules(compileRules({ ...week, week: date }, [ruleOf(rule)]), [show("a", 2, 1, start, date)]).length;
  // 00:05 + 15 + 100 = 02:00 of the night that belongs to Thursday.
  expect([onDay("2026-11-26", 1445), onDay("2026-11-26", 1446)]).toEqual([0, 1]);
  // In October 03:00 becomes 02:00: from 01:05 it ends at 03:00, an hour earlier on the wall. In March 02:00 becomes 03:00.
  expect([onDay("2026-10-24", 1505), onDay("2026-10-24", 1506)]).toEqual([0, 1]);
  expect([onDay("2026-03-28", 1444), onDay("2026-03-28", 1445)]).toEqual([0, 1]);
});

test("a crowd is broken by the minutes that each event lacks to the one so many before it", () => {
  const shows = [show("a", 1, 1, 600), show("b", 1, 2, 610), show("c", 1, 3, 625), show("d", 2, 4, 600)];
  expect(broken({ kind: "spacing", params: { minutes: 20 } }, shows).map(({ amount }) => amount)).toEqual([
    10, 5,
  ]);
  expect(broken({ kind: "staff", params: { minutes: 15, most: 2, events: "starts" } }, shows)).toEqual([
    { amount: 5, date: "2026-11-26", ids: ["a", "d", "b"] },
  ]);
});

test("least numbers bind the films of the slate and those that a rule names, on the days it is of", () => {
  const rule = { kind: "shows", params: { per: "day", least: 2 }, scope: { weekdays: [4] } }; // Thursdays
  expect(broken(rule, [show("a", 1, 1, 600)], [1])).toEqual([{ amount: 1, date: "2026-11-26", ids: ["a"] }]);
  expect(broken({ ...rule, scope: { films: ["Film 3"], from: "2026-12-02" } }, [])).toEqual([
    { amount: 2, date: "2026-12-02", ids: [] },
  ]);
  const together = {
    kind: "shows",
    params: { per: "week", most: 1, each: false },
    scope: { distributors: ["North"] },
  };
  expect(broken(together, [show("a", 1, 1, 600), show("b", 2, 2, 600), show("c", 3, 3, 600)])).toEqual([
    { amount: 1, date: null, ids: ["a", "b"] },
  ]);
});

test("rules of other venues, or switched off, are silent; a price makes a cost", () => {
  const rule = { kind: "curfew", params: { latest: 700 } };
  expect(broken({ ...rule, scope: { venues: ["Elsewhere"] } }, [show("a", 1, 1, 900)])).toEqual([]);
  expect(broken({ ...rule, on: false }, [show("a", 1, 1, 900)])).toEqual([]);
  const priced = compileRules(week, [ruleOf({ ...rule, price: 7 })]);
  expect(brokenRules(priced, [show("a", 1, 1, 900)])[0]).toMatchObject({ cost: 7, amount: 1 });
});

test("a turnaround asks for an empty screen after films in scope, whatever plays next, and not before them", () => {
  const rule = { kind: "turnaround", params: { minutes: 40 }, scope: { certificates: ["6"] } };
  // Film 1 from 600 ends at 715: its screen is free at 755.
  expect(broken(rule, [show("a", 1, 1, 600), show("b", 2, 1, 755), show("c", 1, 1, 885)])).toEqual([]);
  expect(broken(rule, [show("a", 1, 1, 600), show("b", 2, 1, 740), show("c", 3, 2, 720)])).toEqual([
    { amount: 15, date: "2026-11-26", ids: ["a", "b"] },
  ]);
});

test("a turnaround lasts as long in a night whose clocks change: like the house's own cleaning, it counts what passes", () => {
  const rule = { kind: "turnaround", params: { minutes: 40 } };
  // From 01:00 the film ends after 115 minutes, which the clock shows as 01:55 in autumn and 03:55 in spring.
  const nights = ["2026-11-26", "2026-10-24", "2026-03-28"];
  const brokenOn = (date: string, next: number) =>
    broken(rule, [show("a", 1, 1, 1500, date), show("b", 2, 1, next, date)]).map(({ amount }) => amount);
  expect(nights.map((date) => brokenOn(date, 1655))).toEqual([[], [], []]);
  expect(nights.map((date) => brokenOn(date, 1645))).toEqual([[10], [10], [10]]);
  const showings = nights.flatMap((date) => [
    show(`a ${date}`, 1, 1, 1500, date),
    show(`b ${date}`, 2, 1, 1645, date),
  ]);
  expect(checkRules({ ...week, days: nights, slate: [], showings }, [ruleOf(rule)])).toEqual([
    { rule: "r", amount: 30 },
  ]);
});

test("every kind counts as an independent checker does, on showings at random", () => {
  const candidates = described([film(1), film(2), film(3)], "2026-11-26", 3);
  const shows = fc.array(
    fc.record({
      film: fc.integer({ min: 1, max: 3 }),
      screen: fc.integer({ min: 1, max: 8 }),
      date: fc.constantFrom(...days.slice(0, 3)),
      start: fc.integer({ min: 120, max: 310 }).map((slot) => slot * 5),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      shows,
      fc.integer({ min: 1, max: 1e6 }),
      fc.constantFrom(...ruleKinds),
      (places, seed, kind) => {
        const showings = places.map((place, n) => ({ ...place, id: `s${n}`, locked: false }));
        const rules = [randomRule(seed, house, candidates, days, kind)];
        const found = brokenRules(compileRules({ house, candidates, week: "2026-11-26" }, rules), showings, {
          days,
          slate: new Set([1]),
        });
        const checked = checkRules({ house, candidates, days, slate: [1], showings }, rules);
        expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(checked[0]?.amount ?? 0);
      },
    ),
    { numRuns: 1500 },
  );
});

test("a move in a week of 16 screens and 40 films under 30 rules is answered within 5 ms", () => {
  const screens = Array.from({ length: 16 }, (_, i) => ({
    screen: i + 1,
    name: `Screen ${i + 1}`,
    capacity: 400 - 20 * i,
    formats: ["2D"],
  }));
  const large = { ...house, screens };
  const candidates = described(
    Array.from({ length: 40 }, (_, i) => film(i + 1)),
    "2026-11-26",
    1,
  );
  const showings = days.flatMap((date, d) =>
    screens.flatMap(({ screen }) =>
      [600, 735, 870, 1005, 1140, 1275].map((start, n) =>
        show(`${date}-${screen}-${n}`, ((screen * 7 + n * 5 + d) % 40) + 1, screen, start, date),
      ),
    ),
  );
  const rules = Array.from({ length: 30 }, (_, n) => ({
    ...randomRule(n, large, candidates, days, ruleKinds[n % ruleKinds.length]),
    id: `r${n}`,
  }));
  const own = { rules, week: "2026-11-26" };
  const moved = { ...(showings[200] as ScheduledShowing), start: 990 };
  expect(conflicts(large, candidates, showings, [1, 2], days, own).length).toBeGreaterThan(0);
  const took = Array.from({ length: 15 }, () => {
    // Of the processor: the clock runs on while others have it.
    const began = process.cpuUsage();
    conflictsOfMove(large, candidates, showings, moved, own);
    return process.cpuUsage(began).user / 1000;
  }).sort((a, b) => a - b);
  expect(took[7]).toBeLessThan(5);
});

test("the published schema is the one that is kept", () => {
  const published = JSON.parse(
    readFileSync(new URL("../../../docs/rules.schema.json", import.meta.url), "utf8"),
  ) as unknown;
  expect(published).toEqual(z.toJSONSchema(RulesFile, { io: "input" }));
});

test("the documented example is a file of rules, and every kind is documented", () => {
  const document = readFileSync(new URL("../../../docs/rules-format.md", import.meta.url), "utf8");
  const example = /```json\n([\s\S]*?)```/.exec(document)?.[1] as string;
  expect(parseRules(example)).toMatchObject({ ok: true });
  for (const kind of ruleKinds) expect(document).toContain(`| \`${kind}\` |`);
});
