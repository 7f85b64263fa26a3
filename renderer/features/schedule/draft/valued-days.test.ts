import { describe, expect, it } from "vitest";
import { keepByDay } from "../../../../shared/domain/by-day.ts";
import { admissionsOnly } from "../../../../shared/domain/objective.ts";
import { seededRandom } from "../../../../shared/domain/random.ts";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import { Rule } from "../../../../shared/domain/rules/rule.ts";
import type { DayProof, ScheduledShowing, WeekProblem } from "../../../../shared/domain/slate.ts";
import { fullWeek } from "../../../../test/fixtures/full-week.ts";
import { loadSolver } from "../../../../test/fixtures/solver.ts";
import { schedulingHandlers } from "../../../workers/scheduling-handlers.ts";
import { daysToValue, type Valued, type WorthQuestion, withDays } from "./valued-days.ts";

const { problem: whole, showings: planned } = fullWeek(3);
const { value } = schedulingHandlers(loadSolver);
const priced = (id: string, kind: "stagger" | "sessions", params: object): Rule =>
  Rule.parse({ id, name: id, kind, params, scope: {}, price: 3, on: true });

describe("a week valued day by day", () => {
  it.each([
    ["without rules", {}],
    ["under a priced rule of each day", { rules: [priced("r", "stagger", { minutes: 10 })] }],
    ["under a priced count of the week", { rules: [priced("r", "sessions", { most: 300, per: "week" })] }],
  ])("is worth what it is worth when all of it is valued, %s", async (_, own) => {
    const problem: WeekProblem = { ...whole, ...own };
    const random = seededRandom(5);
    const bounds = problem.days.map((date): DayProof => ({ date, value: 0, bound: 1e6, gap: 1, seconds: 1 }));
    const ask = async (
      { objective, slate, showings, ...asked }: WorthQuestion,
      days: readonly string[],
    ): Promise<Parameters<typeof withDays>[2]> =>
      valueOrThrow(
        await value(
          {
            problem: asked.problem,
            showings: days.flatMap((date) => showings.get(date) ?? []),
            bounds: bounds.filter(({ date }) => days.includes(date)),
            objective,
            slate,
          },
          { signal: new AbortController().signal, progress: () => {}, block: async () => {} },
        ),
      );
    const grouped = keepByDay();
    const objective = { ...admissionsOnly, fairness: 0.5, evenness: 0.5 };
    const slate = problem.candidates.map(({ film }) => film);
    let valued: Valued | null = null;
    let showings: readonly ScheduledShowing[] = planned;
    let least = problem.days.length;
    for (let turn = 0; turn < 12; turn++) {
      const at = Math.floor(random() * showings.length);
      const start = 720 + 5 * Math.floor(random() * 120);
      showings = showings.flatMap((showing, n) => {
        if (n !== at) return showing;
        return random() < 0.3
          ? []
          : { ...showing, start, date: random() < 0.3 ? (problem.days[0] as string) : showing.date };
      });
      const question: WorthQuestion = {
        problem,
        showings: grouped(showings),
        bounds,
        objective,
        slate,
      };
      const days = daysToValue(question, valued);
      least = Math.min(least, days.length);
      valued = withDays(question, days, await ask(question, days), valued);
      const anew = daysToValue(question, null);
      const full = withDays(question, anew, await ask(question, anew), null);
      expect(valued.worth.forecast).toEqual(full.worth.forecast);
      expect(valued.worth.total).toBeCloseTo(full.worth.total, 6);
      expect(valued.worth.range.low).toBeCloseTo(full.worth.range.low, 6);
      expect(valued.worth.range.low).toBeLessThan(valued.worth.total);
      expect(valued.worth.range.high).toBeGreaterThan(valued.worth.total);
      for (const date of problem.days) {
        expect(valued.worth.standing.get(date)).toEqual(full.worth.standing.get(date));
        expect(valued.worth.proof.get(date)?.value).toBeCloseTo(
          full.worth.proof.get(date)?.value ?? Number.NaN,
          6,
        );
      }
    }
    expect(least).toBe(own && "rules" in own && own.rules?.[0]?.kind === "sessions" ? 7 : 1);
  });
});
