/** Portfolios: the frontier of what was asked last stays, so that another plan of it is told at once. */
import type { portfolioContract } from "../../shared/contract/portfolio.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { PortfolioDecision } from "../../shared/domain/portfolio.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { decisionsOf } from "../scheduling/portfolio/decisions.ts";
import { type FrontierPlan, frontierOf } from "../scheduling/portfolio/frontier.ts";
import { brokenAlone, type PortfolioModel, portfolioModel } from "../scheduling/portfolio/model.ts";
import type { Solver } from "../scheduling/solver.ts";

interface Held {
  readonly asked: string;
  readonly model: PortfolioModel;
  readonly frontier: readonly FrontierPlan[];
  readonly decisions: Map<number, readonly PortfolioDecision[]>;
}
/** The frontier takes about as long as the reasons. */
const half = 0.5;

export const portfolioHandlers = (solver: () => Promise<Solver>): Handlers<typeof portfolioContract> => {
  let last: Held | null = null;
  return {
    async choosePortfolio({ concepts, outcomes, worth, wish }, { signal, progress }) {
      const step = async (share: number): Promise<void> => {
        progress({ share });
        await new Promise((resolve) => setTimeout(resolve, 0));
        signal.throwIfAborted();
      };
      const { caution, memo: _memo, ...asking } = wish;
      const asked = JSON.stringify([
        concepts,
        worth,
        asking,
        outcomes.map((drawn) => drawn.subarray(0, 5).join()),
      ]);
      if (last?.asked !== asked) {
        const model = portfolioModel({ concepts, outcomes, worth, wish });
        const frontier = await frontierOf(model, await solver(), (share) => step(half * share));
        if (frontier.length === 0) return err({ type: "NoPortfolio", holder: brokenAlone(model) });
        last = { asked, model, frontier, decisions: new Map() };
      }
      const { model, frontier, decisions } = last;
      const off = ({ plan }: FrontierPlan): number => Math.abs(plan.caution - caution);
      const picked = frontier.reduce(
        (best, each, at) => (off(each) < off(frontier[best] as FrontierPlan) ? at : best),
        0,
      );
      const told =
        decisions.get(picked) ??
        (await decisionsOf(model, frontier, picked, await solver(), (share) => step(half + half * share)));
      decisions.set(picked, told);
      return ok({ plans: frontier.map(({ plan }) => plan), picked, decisions: told });
    },
  };
};
