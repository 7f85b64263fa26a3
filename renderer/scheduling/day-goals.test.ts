import { beforeAll, describe, expect, it } from "vitest";
import { type DayStanding, dayStanding } from "../../shared/domain/day-standing.ts";
import { dueShares, seatsBeyond } from "../../shared/domain/fair-shares.ts";
import { dayGoals, dayPrices, Objective } from "../../shared/domain/objective.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import { eightScreens, randomDemand, realisticWeek } from "../../test/fixtures/house.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { planWeek } from "./plan.ts";
import type { Solver } from "./solver.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const whole = realisticWeek(3, { ...eightScreens(), screens: eightScreens().screens.slice(0, 4) });
const problem: WeekProblem = {
  ...whole,
  days: whole.days.slice(0, 1),
  candidates: whole.candidates.slice(0, 6).map((film) => ({ ...film, minShowsPerDay: 0 })),
};
const slate = problem.candidates.map(({ film }) => film);

const planned = async (objective: Objective) => {
  const { plan, standing } = valueOrThrow(
    await planWeek(problem, { slate, objective, timeLimit: 4 }, randomDemand(3), solver, {
      signal: new AbortController().signal,
      progress: () => {},
    }),
  );
  const admissions = plan.forecast.reduce((sum, { mean }) => sum + mean, 0);
  return { plan, admissions, standing: standing[0] as (typeof standing)[number] };
};

describe("goals of a day", () => {
  it("give up admissions for fair shares and an even day, and prove it in the same terms", async () => {
    const plain = await planned(Objective.parse({ admissions: 1 }));
    for (const goal of dayGoals) {
      const objective = Objective.parse({ admissions: 1, [goal]: 1 });
      const { plan, admissions, standing } = await planned(objective);
      const worth = (drawn: number, { strays }: DayStanding): number =>
        drawn - dayPrices(objective)[goal] * strays[goal];
      expect(standing.strays[goal]).toBeLessThan(plain.standing.strays[goal]);
      expect(worth(admissions, standing)).toBeGreaterThan(worth(plain.admissions, plain.standing));
      expect(admissions).toBeLessThan(plain.admissions);
      const [proof] = plan.proof;
      expect(proof?.value).toBeCloseTo(worth(admissions, standing), 5);
      expect(proof?.value).toBeLessThanOrEqual((proof?.bound ?? 0) * (1 + 1e-9));
      expect(proof?.gap).toBeLessThan(0.05);
    }
  }, 60_000);

  it("are counted by hand", () => {
    const house = { ...eightScreens(), cleaning: 20 };
    const [one, two] = whole.candidates as [
      WeekProblem["candidates"][number],
      WeekProblem["candidates"][number],
    ];
    const candidates = [
      { ...one, runtime: 90, distributor: "North" },
      { ...two, runtime: 90, distributor: "South" },
    ];
    const at = (screen: number, film: number, start: number) => ({
      ...{ id: `${screen}-${start}`, film, screen, date: "2026-11-26", start, locked: false },
    });
    // Ends at 20:15, 20:10 and 20:30: turned over until 20:35, 20:30 and 20:50.
    const showings = [at(1, one.film, 1110), at(2, one.film, 1105), at(3, two.film, 1125)];
    const due = dueShares([
      { distributor: "North", draw: 60 },
      { distributor: "South", draw: 30 },
      { distributor: "South", draw: 10 },
      { distributor: null, draw: 50 },
    ]);
    expect(dayStanding({ house, candidates }, due, "2026-11-26", showings)).toEqual({
      date: "2026-11-26",
      peak: { from: 1215, rooms: 2 },
      usual: 2,
      shares: [
        { distributor: "North", offered: 560 / 750, due: 0.6 },
        { distributor: "South", offered: 190 / 750, due: 0.4 },
      ],
      strays: { fairness: 560 - 0.6 * 750, evenness: 0 },
    });
  });

  it("ask nothing where nobody shares with anybody", () => {
    expect(dueShares([{ distributor: "North", draw: 60 }])).toBeNull();
    expect(
      dueShares([
        { distributor: "North", draw: 0 },
        { distributor: "South", draw: 0 },
      ]),
    ).toBeNull();
    expect(seatsBeyond(new Map([["North", 100]]), new Map([["South", 1]]))).toBe(100);
  });
});
