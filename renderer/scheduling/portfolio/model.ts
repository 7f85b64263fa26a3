/** Concepts as a choice: what each costs, what each brings in every scenario, and the rows that a plan must keep. */
import type { Concept } from "../../../shared/domain/concept.ts";
import {
  downsideTail,
  type Gain,
  type Holder,
  type PortfolioWish,
  type TraitLimit,
  type Worth,
} from "../../../shared/domain/portfolio.ts";

export interface PortfolioQuestion {
  readonly concepts: readonly { readonly id: string; readonly concept: Concept }[];
  /** What comes of each in every scenario: its revenue, or its audience. */
  readonly outcomes: readonly Float64Array[];
  readonly worth: Worth;
  readonly wish: PortfolioWish;
}
/** least <= films among `of`, each weighing `by`, <= most. */
export interface PortfolioRow {
  readonly holder: Holder;
  readonly by: Float64Array; // [concepts]
  readonly least: number;
  readonly most: number;
}
export interface PortfolioModel {
  readonly question: PortfolioQuestion;
  readonly cost: readonly (number | null)[];
  readonly gains: readonly Float64Array[]; // [concepts][scenarios]
  readonly mean: Float64Array;
  /** What holds a concept in or out whatever it is worth. */
  readonly held: readonly ("must" | "never" | "cost" | null)[];
  readonly rows: readonly PortfolioRow[];
}

export const costOf = ({ costs }: PortfolioWish, id: string, { budget }: Concept): number | null =>
  costs[id] ?? budget;

const hasTrait = (concept: Concept, { field, value }: TraitLimit): boolean =>
  field === "genre" ? concept.genres.includes(value) : concept[field] === value;

const meanOf = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;

export const portfolioModel = (question: PortfolioQuestion): PortfolioModel => {
  const { concepts, outcomes, worth, wish } = question;
  const cost = concepts.map(({ id, concept }) => costOf(wish, id, concept));
  const gains = outcomes.map((drawn, i) =>
    worth === "audience" ? drawn : drawn.map((each) => wish.returned * each - (cost[i] ?? 0)),
  );
  const held = concepts.map(({ id }, i) => {
    const stand = wish.stands[id];
    return stand === "never" ? "never" : cost[i] === null ? "cost" : (stand ?? null);
  });
  const weighing = (weigh: (i: number) => number): Float64Array =>
    Float64Array.from(concepts, (_, i) => weigh(i));
  const rows: PortfolioRow[] = [
    {
      holder: "count",
      by: weighing(() => 1),
      least: wish.leastFilms,
      most: wish.mostFilms ?? concepts.length,
    },
  ];
  if (wish.budget !== null)
    rows.push({ holder: "budget", by: weighing((i) => cost[i] ?? 0), least: 0, most: wish.budget });
  for (const limit of wish.traits)
    rows.push({
      holder: "trait",
      by: weighing((i) => Number(hasTrait((concepts[i] as (typeof concepts)[number]).concept, limit))),
      least: limit.least,
      most: limit.most ?? concepts.length,
    });
  if (wish.perWindow !== null) {
    const windowOf = (i: number): string | null => {
      const { year, month } = (concepts[i] as (typeof concepts)[number]).concept;
      return year === null || month === null ? null : `${year}-${month}`;
    };
    for (const window of new Set(concepts.map((_, i) => windowOf(i))))
      if (window !== null)
        rows.push({
          holder: "window",
          by: weighing((i) => Number(windowOf(i) === window)),
          least: 0,
          most: wish.perWindow,
        });
  }
  return { question, cost, gains, mean: Float64Array.from(gains, meanOf), held, rows };
};

/** The row that no plan keeps beside what must be in and what cannot be; null: none by itself. */
export const rowAgainst = (
  { rows }: PortfolioModel,
  decided: readonly (boolean | null)[], // null: either
): Holder | null => {
  for (const { holder, by, least, most } of rows) {
    let [surely, atMost] = [0, 0];
    for (const [i, each] of decided.entries()) {
      if (each === true) surely += by[i] as number;
      if (each !== false) atMost += by[i] as number;
    }
    if (surely > most + 1e-9 || atMost < least - 1e-9) return holder;
  }
  return null;
};

export const decidedBy = ({ held }: PortfolioModel): (boolean | null)[] =>
  held.map((each) => (each === "must" ? true : each === null ? null : false));

export const brokenAlone = (model: PortfolioModel): Holder | null => rowAgainst(model, decidedBy(model));

/** What films bring together, scenario by scenario. */
export const together = ({ gains }: PortfolioModel, films: readonly number[]): Float64Array => {
  const sum = new Float64Array(gains[0]?.length ?? 0);
  for (const i of films)
    for (const [s, each] of (gains[i] as Float64Array).entries()) sum[s] = (sum[s] as number) + each;
  return sum;
};

/** Scenarios of the tail, the worst first. */
export const worstScenarios = (gains: Float64Array): number[] =>
  [...gains.keys()]
    .sort((a, b) => (gains[a] as number) - (gains[b] as number))
    .slice(0, Math.max(1, Math.round(downsideTail * gains.length)));

export const gainOf = (gains: Float64Array): Gain => {
  const sorted = gains.slice().sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  const tail = sorted.subarray(0, Math.max(1, Math.round(downsideTail * sorted.length)));
  return {
    mean: meanOf(gains),
    low: at(0.1),
    high: at(0.9),
    loss: sorted.filter((each) => each < 0).length / sorted.length,
    worst: meanOf(tail),
  };
};
