/** Why each concept is in the picked plan or out of it: what the best plan with the other decision would bring instead. */
import type { PortfolioDecision } from "../../../shared/domain/portfolio.ts";
import type { Solver } from "../solver.ts";
import type { FrontierPlan } from "./frontier.ts";
import { decidedBy, gainOf, type PortfolioModel, rowAgainst, together, worstScenarios } from "./model.ts";
import { choose, worstFitted } from "./programme.ts";

const dearest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/**
 * The cost at which the picked plan takes a film in besides, null where none does: cheaper by δ it brings δ more in every scenario, so that the mean of the
 * worst rises by δ as well.
 */
const besides = (model: PortfolioModel, { films, floor }: FrontierPlan, film: number): number | null => {
  const cost = model.cost[film];
  if (cost === null || cost === undefined) return null;
  const all = [...films, film];
  let room = Number.POSITIVE_INFINITY;
  for (const { holder, by, most } of model.rows) {
    const left = most - films.reduce((sum, i) => sum + (by[i] as number), 0);
    if (holder === "budget") room = left;
    else if ((by[film] as number) > left + 1e-9) return null;
  }
  const short = floor === null ? 0 : Math.max(0, floor - worstFitted(model, all));
  const price = Math.min(room, cost - Math.max(short, -(model.mean[film] as number)));
  return price > 0 ? price : null;
};

export const decisionsOf = async (
  model: PortfolioModel,
  frontier: readonly FrontierPlan[],
  picked: number,
  solver: Solver,
  step: (share: number) => Promise<void>,
): Promise<PortfolioDecision[]> => {
  const { concepts, worth: judgedBy } = model.question;
  const found = frontier[picked] as FrontierPlan;
  const { films, floor } = found;
  const gains = together(model, films);
  const tail = worstScenarios(gains);
  const idOf = (i: number): string => concepts[i]?.id ?? "";
  const meanOf = (of: readonly number[]): number => of.reduce((sum, i) => sum + (model.mean[i] as number), 0);
  const decisions: PortfolioDecision[] = [];
  for (const [i, { id }] of concepts.entries()) {
    const own = model.gains[i] as Float64Array;
    const chosen = films.includes(i);
    const held = model.held[i] ?? null;
    const flipped = decidedBy(model).map((each, j) => (j === i ? !chosen : each));
    const other =
      held === null
        ? choose(model, solver, { seek: "mean", floor, decided: { film: i, chosen: !chosen } })
        : null;
    const worth = other && Math.max(0, meanOf(films) - meanOf(other));
    const cost = model.cost[i] ?? null;
    decisions.push({
      ...gainOf(own),
      id,
      cost,
      chosen,
      worth,
      instead: {
        into: (other ?? []).filter((j) => j !== i && !films.includes(j)).map(idOf),
        out: other ? films.filter((j) => j !== i && !other.includes(j)).map(idOf) : [],
      },
      heldBy: held ?? (other ? null : (rowAgainst(model, flipped) ?? "downside")),
      // Cheaper by what the plan would lose, it brings as much as the plan, and risks no more.
      entersAt:
        judgedBy === "revenue" && !chosen && held === null && cost !== null
          ? dearest(worth !== null && worth < cost ? cost - worth : null, besides(model, found, i))
          : null,
      worstPart: chosen ? tail.reduce((sum, s) => sum + (own[s] as number), 0) / tail.length : null,
      inPlans: frontier.filter((each) => each.films.includes(i)).length,
    });
    await step((i + 1) / concepts.length);
  }
  return decisions;
};
