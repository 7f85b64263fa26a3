/** Plans from the most return to the least downside, of which no other brings more and risks less. */
import type { PortfolioPlan } from "../../../shared/domain/portfolio.ts";
import type { Solver } from "../solver.ts";
import { gainOf, type PortfolioModel, together } from "./model.ts";
import { choose, worstFitted } from "./programme.ts";

const steps = 8;

/** With the floor that each was chosen under. */
export interface FrontierPlan {
  readonly plan: PortfolioPlan;
  readonly films: readonly number[];
  readonly floor: number | null;
}

const planOf = (model: PortfolioModel, films: readonly number[], caution: number): PortfolioPlan => ({
  ...gainOf(together(model, films)),
  caution,
  films: films.map((i) => model.question.concepts[i]?.id ?? ""),
  cost: films.reduce((sum, i) => sum + (model.cost[i] ?? 0), 0),
  worstApart: films.reduce((sum, i) => sum + gainOf(model.gains[i] as Float64Array).worst, 0),
});

/** Empty where no plan keeps all that is asked. */
export const frontierOf = async (
  model: PortfolioModel,
  solver: Solver,
  step: (share: number) => Promise<void>,
): Promise<FrontierPlan[]> => {
  const most = choose(model, solver, { seek: "mean", floor: null });
  if (most === null) return [];
  await step(1 / steps);
  const safest = choose(model, solver, { seek: "worst", floor: null }) ?? most;
  await step(2 / steps);
  const [low, high] = [worstFitted(model, most), worstFitted(model, safest)];
  const found = new Map<string, FrontierPlan>();
  const add = (films: readonly number[], caution: number, floor: number | null): void => {
    const key = films.join();
    if (!found.has(key)) found.set(key, { plan: planOf(model, films, caution), films, floor });
  };
  add(most, 0, null);
  for (let at = 1; at < steps - 1; at++) {
    const caution = at / (steps - 1);
    const floor = low + (high - low) * caution;
    const films = high > low ? choose(model, solver, { seek: "mean", floor }) : null;
    if (films) add(films, caution, floor);
    await step((at + 2) / steps);
  }
  add(safest, 1, high);
  // Judged by scenarios that none was chosen on: some that looked better there are not.
  const plans = [...found.values()];
  const beats = (a: PortfolioPlan, b: PortfolioPlan): boolean =>
    a !== b && a.mean >= b.mean && a.worst >= b.worst && (a.mean > b.mean || a.worst > b.worst);
  return plans
    .filter(({ plan }) => !plans.some((other) => beats(other.plan, plan)))
    .sort((a, b) => b.plan.mean - a.plan.mean);
};
