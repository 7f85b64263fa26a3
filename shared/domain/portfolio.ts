/** Concepts chosen together under a budget and for what may go wrong. */
import type { Ranged } from "./intervals.ts";

export type SharedError = Ranged; // share of the variance of errors, 90 % interval
/** How films' forecasts went wrong together in the past. */
export interface SharedErrors {
  readonly all: SharedError;
  /** By films of the same genres, on top of what all share. */
  readonly genre: SharedError;
  readonly films: number;
}

/** What a plan is judged by: money that comes back, or members who would choose its films. */
export type Worth = "revenue" | "audience";
export const stands = ["must", "never"] as const;
export type Stand = (typeof stands)[number];
export const traitLimitFields = ["genre", "language", "country", "studio", "certificate"] as const;
export type TraitLimitField = (typeof traitLimitFields)[number];
/** At least, or at most so many films with a trait. */
export interface TraitLimit {
  readonly field: TraitLimitField;
  readonly value: string;
  readonly least: number;
  readonly most: number | null;
}
export const memoKinds = ["greenLight", "acquisition"] as const;
export type MemoKind = (typeof memoKinds)[number];

export interface PortfolioWish {
  readonly memo: MemoKind;
  readonly budget: number | null;
  /** Share of a film's revenue that comes back to the house. */
  readonly returned: number;
  /** By concept; where none, its budget. */
  readonly costs: Readonly<Record<string, number>>;
  readonly stands: Readonly<Record<string, Stand>>;
  readonly traits: readonly TraitLimit[];
  readonly leastFilms: number;
  readonly mostFilms: number | null;
  /** Films released in one month; null: any number. */
  readonly perWindow: number | null;
  /** Which plan of the frontier is picked: 0 = the most return, 1 = the least downside. */
  readonly caution: number;
}
export const usualWish: PortfolioWish = {
  memo: "greenLight",
  budget: null,
  returned: 0.5,
  costs: {},
  stands: {},
  traits: [],
  leastFilms: 1,
  mostFilms: null,
  perWindow: null,
  caution: 0.5,
};

/** Share of the scenarios that downside is the mean of: the worst ones. */
export const downsideTail = 0.1;

/** Of one concept or of a plan: the gain over all scenarios. */
export interface Gain {
  readonly mean: number;
  readonly low: number; // 80 % interval
  readonly high: number;
  /** Share of scenarios in which less comes back than is spent. */
  readonly loss: number;
  /** Mean of the worst tenth of scenarios. */
  readonly worst: number;
}
export interface PortfolioPlan extends Gain {
  /** Places on the frontier that lead to it. */
  readonly caution: number;
  readonly films: readonly string[];
  readonly cost: number;
  /** The worst tenths of its films, added up as if all failed at once. */
  readonly worstApart: number;
}
export const holders = ["must", "never", "cost", "budget", "window", "trait", "count", "downside"] as const;
export type Holder = (typeof holders)[number];
/** One concept in the picked plan, or left out of it. */
export interface PortfolioDecision extends Gain {
  readonly id: string;
  readonly cost: number | null; // null: not known
  readonly chosen: boolean;
  /** What a plan with the other decision would lose in its mean; null: there is none. */
  readonly worth: number | null;
  /** What that plan has instead. */
  readonly instead: { readonly into: readonly string[]; readonly out: readonly string[] };
  /** What alone decides; null: what it is worth. */
  readonly heldBy: Holder | null;
  /** Left out: it comes in if it costs no more than this, at the latest; null: not by its cost. */
  readonly entersAt: number | null;
  /** Its part of the worst tenth of the plan: those of all its films add up to it. */
  readonly worstPart: number | null;
  /** In so many plans of the frontier. */
  readonly inPlans: number;
}
export interface Portfolio {
  readonly plans: readonly PortfolioPlan[]; // from the most return to the least downside
  readonly picked: number;
  readonly decisions: readonly PortfolioDecision[]; // as the concepts were given
}
