import { beforeAll, describe, expect, it } from "vitest";
import type { PlanOptions } from "../../shared/contract/scheduling.ts";
import { Rule } from "../../shared/domain/rules/rule.ts";
import type { Candidate, WeekProblem } from "../../shared/domain/slate.ts";
import { noHistory, randomDemand } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { planWeek } from "./plan.ts";
import type { Solver } from "./solver.ts";

const film = (id: number, over: Partial<Candidate> = {}): Candidate => ({
  film: id,
  title: `Film ${id}`,
  titleZh: null,
  runtime: 100,
  certificate: id === 1 ? "6" : "16",
  distributor: null,
  releaseDate: null,
  formats: ["2D"],
  minShowsPerDay: 0,
  hasPoster: false,
  ...over,
});
const weekUnder = (rules: readonly object[], days = ["2026-11-26"]): WeekProblem => ({
  house: {
    venue: 1,
    name: "Two",
    timeZone: "Europe/Berlin",
    opens: 840,
    lastStart: 1320,
    closes: 1440,
    trailers: 10,
    cleaning: 10,
    stagger: 0,
    grid: 30,
    screens: ["A", "B"].map((name, n) => ({ screen: n + 1, name, capacity: 200 - 50 * n, formats: ["2D"] })),
  },
  week: "2026-11-26",
  days,
  candidates: [film(1), film(2)],
  history: noHistory,
  preference: [],
  takings: [],
  holidays: [],
  rules: rules.map((rule, n) => Rule.parse({ id: `r${n}`, ...rule })),
});
let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});
const planned = (problem: WeekProblem, options: PlanOptions = { slate: [1, 2] }) =>
  planWeek(problem, { timeLimit: 20, ...options }, randomDemand(1), solver, {
    signal: new AbortController().signal,
    progress: () => {},
  });

describe("rules that cannot hold together", () => {
  it("are named as the smallest set, with the least change of each that makes the day possible", async () => {
    const curfew = { kind: "curfew", params: { latest: 1080 }, scope: { certificates: ["6"] } };
    const four = { kind: "shows", params: { per: "day", least: 4 }, scope: { films: [1] } };
    const apart = { kind: "spacing", params: { minutes: 15 }, scope: { films: [2] } };
    // Between 14:00 and 18:00 two screens have room for two showings of two hours each: 14:00 and 16:00 on both.
    expect((await planned(weekUnder([curfew, four, apart]))).ok).toBe(true);
    const problem = weekUnder([{ ...curfew, params: { latest: 1050 } }, four, apart]);
    const result = await planned(problem);
    expect(result).toMatchObject({ ok: false, error: { type: "RulesClash", date: "2026-11-26" } });
    if (result.ok || result.error.type !== "RulesClash") return;
    const { rules, relaxations } = result.error;
    expect(rules.map(({ rule }) => rule?.id)).toEqual(["r0", "r1"]);
    expect(relaxations.filter(({ change }) => change !== "off")).toMatchObject([
      { change: "fewer", by: 2, to: { id: "r1", params: { least: 2 } } },
      { change: "later", by: 30, to: { id: "r0", params: { latest: 1080 } } },
    ]);
    for (const { to } of relaxations) {
      const changed = (problem.rules ?? []).map((rule) => (rule.id === to.id ? to : rule));
      expect((await planned({ ...problem, rules: changed })).ok, JSON.stringify(to)).toBe(true);
    }
  });

  it("a number over the week that its days have no room for is made as small as it must be", async () => {
    const days = ["2026-11-26", "2026-11-27"];
    const eleven = {
      kind: "shows",
      params: { per: "week", least: 11 },
      scope: { films: [1], screens: ["A"] },
    };
    const result = await planned(weekUnder([eleven], days));
    expect(result).toMatchObject({
      ok: false,
      error: {
        type: "RulesClash",
        rules: [{ rule: { id: "r0" } }],
        relaxations: [{ change: "fewer", by: 1 }, { change: "off" }],
      },
    });
    expect((await planned(weekUnder([{ ...eleven, params: { per: "week", least: 10 } }], days))).ok).toBe(
      true,
    );
  });

  it("of every film are told rather than planned around with no film at all", async () => {
    // Two screens from 14:00 to 24:00 have room for ten showings of two hours.
    const ofEach = (least: number) => weekUnder([{ kind: "shows", params: { per: "day", least } }]);
    expect(await planned(ofEach(12), {})).toMatchObject({
      ok: false,
      error: {
        type: "RulesClash",
        rules: [{ rule: { id: "r0" } }],
        relaxations: [{ change: "fewer", by: 2, to: { params: { least: 10 } } }, { change: "off" }],
      },
    });
    const one = await planned(ofEach(10), {});
    expect(one.ok && one.value.plan.showings.length).toBe(10);
  });

  it("make a turnaround as short as it must be", async () => {
    const ten = { kind: "shows", params: { per: "day", least: 10, each: false } };
    // Ten showings of 110 min with 10 min of cleaning fill both screens.
    const under = (minutes: number) => weekUnder([ten, { kind: "turnaround", params: { minutes } }]);
    expect((await planned(under(10))).ok).toBe(true);
    const result = await planned(under(30));
    expect(result).toMatchObject({ ok: false, error: { type: "RulesClash" } });
    if (result.ok || result.error.type !== "RulesClash") return;
    expect(result.error.relaxations).toContainEqual(
      expect.objectContaining({ change: "closer", by: 20, to: expect.objectContaining({ id: "r1" }) }),
    );
  });

  it("name what takes too long, and make it as short as it must be", async () => {
    const ten = { kind: "shows", params: { per: "day", least: 10, each: false } };
    // On screen A only four showings of 150 min fit, beside five on B.
    const cleaning = { kind: "cleaning", params: { minutes: 40 }, scope: { screens: ["A"] } };
    const atOnce = { kind: "trailers", params: { minutes: 0 }, scope: { screens: ["B"] } };
    expect((await planned(weekUnder([ten, { ...cleaning, params: { minutes: 10 } }]))).ok).toBe(true);
    const problem = weekUnder([ten, cleaning, atOnce]);
    const result = await planned(problem);
    expect(result).toMatchObject({ ok: false, error: { type: "RulesClash" } });
    if (result.ok || result.error.type !== "RulesClash") return;
    const { rules, relaxations } = result.error;
    expect(rules.map(({ rule }) => rule?.id)).toEqual(["r0", "r1"]);
    expect(relaxations.filter(({ change }) => change !== "off")).toMatchObject([
      { change: "fewer", by: 1, to: { id: "r0", params: { least: 9 } } },
      { change: "shorter", by: 30, to: { id: "r1", params: { minutes: 10 } } },
    ]);
    for (const { to } of relaxations) {
      const changed = (problem.rules ?? []).map((rule) => (rule.id === to.id ? to : rule));
      expect((await planned({ ...problem, rules: changed })).ok, JSON.stringify(to)).toBe(true);
    }
  });
});
