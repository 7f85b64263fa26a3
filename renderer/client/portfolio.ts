/** The concepts of a portfolio, what may come of them together, and the plans among which to choose. */
import type { KeptConcept } from "../../shared/contract/concepts.ts";
import { faultOf } from "../../shared/domain/fault.ts";
import type { Portfolio, PortfolioWish, SharedErrors, Worth } from "../../shared/domain/portfolio.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";

const draws = 4300;
const seed = 1;
/** Part of the wait that learning takes. */
const learning = 0.6;
/** Without members, or a model of films by content, there is nobody to ask. */
const noAudience: ReadonlySet<string> = new Set(["NoContentModel", "Suppressed"]);

export interface PortfolioAnswer extends Portfolio {
  readonly worth: Worth;
  readonly shared: SharedErrors | null;
  readonly draws: number;
}

const audienceOf = async (clients: Clients, concepts: readonly KeptConcept[], signal?: AbortSignal) => {
  const training = await clients.training();
  const calls = signal ? { signal } : {};
  try {
    const { groups } = await unwrap(training.openWhatIf({ film: null }, calls));
    const shares = [];
    for (const { concept } of concepts) {
      const { budget: _budget, month: _month, ...sketch } = concept;
      const forecast = await unwrap(training.whatIf({ film: null, sketch }, calls));
      const everybody = forecast.groups[groups.findIndex(({ segment }) => segment === null)];
      if (!everybody) return null;
      shares.push(everybody.choice);
    }
    const members = groups.find(({ segment }) => segment === null)?.members ?? 0;
    return members > 0 ? { members, shares } : null;
  } catch (error) {
    if (noAudience.has(faultOf(error).type)) return null;
    throw error;
  }
};

export const readPortfolio = async (
  clients: Clients,
  concepts: readonly KeptConcept[],
  wish: PortfolioWish,
  onShare: (share: number) => void,
  signal?: AbortSignal,
): Promise<PortfolioAnswer> => {
  const training = await clients.training();
  const ask = async (audience: Awaited<ReturnType<typeof audienceOf>>) =>
    training.conceptScenarios(
      { concepts: concepts.map(({ concept }) => concept), draws, seed, audience },
      {
        ...(signal ? { signal } : {}),
        onProgress: ({ share }) => onShare(learning * share),
      },
    );
  let drawn = await ask(null);
  if (!drawn.ok && drawn.error.type === "TooFewOutcomes") {
    const audience = await audienceOf(clients, concepts, signal);
    if (audience) drawn = await ask(audience);
  }
  const { worth, outcomes, shared } = await unwrap(Promise.resolve(drawn));
  const portfolio = await unwrap(
    (await clients.scheduling()).choosePortfolio(
      { concepts: [...concepts], outcomes, worth, wish },
      {
        ...(signal ? { signal } : {}),
        onProgress: ({ share }) => onShare(learning + (1 - learning) * share),
      },
    ),
  );
  return { ...portfolio, worth, shared, draws };
};
