/** Who keeps coming: what is known of members, what visits tell of their staying, and what is expected of them. */
import type { Visits } from "./experience.ts";
import type { Ranged } from "./intervals.ts";

/** Everybody of the library, or every so-manieth where tickets are sampled; columns of equal length. */
export interface MemberFacts {
  readonly id: Int32Array;
  readonly joined: Int32Array; // days since 1970; -1 = unknown
  readonly ageBand: Int16Array; // place in `ageBands`; -1 = unknown
  readonly ageBands: readonly string[];
}

/** Which films played in which week: pairs, once each. */
export interface FilmWeeks {
  readonly film: Int32Array;
  readonly monday: Int32Array; // days since 1970
}

export interface RetentionFacts {
  readonly visits: Visits;
  readonly members: MemberFacts;
  readonly playing: FilmWeeks;
}

/** Quarters of the year: from December, March, June and September. */
export const quarters = ["winter", "spring", "summer", "autumn"] as const;
export type Quarter = (typeof quarters)[number];

/** Why members stop, as far as visits tell: associated, not a cause. */
export type LapseReason =
  /** No reason known: nothing but a silence longer than the member's visits were apart. */
  | { readonly kind: "silence" }
  /** In the fifth of all weeks in which what played fitted the member's ratings least. */
  | { readonly kind: "taste" }
  /** In the twelve weeks after prices rose. */
  | { readonly kind: "price"; readonly from: string; readonly rise: number } // share of the price
  /** A visit to a screen while it pleased less than usual. */
  | { readonly kind: "room"; readonly screen: number; readonly from: string; readonly to: string }
  | { readonly kind: "season"; readonly ageBand: string; readonly quarter: Quarter };

/** With the interval that `intervalLevel` (intervals.ts) says. */
export type Estimate = Ranged;

export interface ReasonRow {
  readonly reason: LapseReason;
  /** Chance to stop in a week in which the reason held. */
  readonly hazard: Estimate;
  readonly weeks: number; // member-weeks in which it held
  /** How many members are thought to have stopped for it. */
  readonly lapsed: Estimate;
  /** Members who have more likely stopped than not, most likely for this. Null = too few to tell. */
  readonly members: number | null;
  /** Visits that those who stopped would have made in the weeks ahead. */
  readonly visitsLost: number;
  /** How many more are expected to stop for it in the weeks ahead. */
  readonly ahead: number;
}

export interface RetentionGroup {
  /** Null = everybody. */
  readonly segment: { readonly name: string; readonly nameZh: string | null } | null;
  readonly members: number;
  readonly alive: number; // mean probability of still being with the house
  readonly expected: Estimate; // visits in the weeks ahead
  /** Worth of the next two years; null = prices are not known. */
  readonly value: Estimate | null;
}

/** A tenth of the members, those of whom most visits were expected first. */
export interface Decile {
  readonly members: number;
  readonly expected: Estimate;
  readonly actual: number;
  readonly bgNbd: number; // expected by BG/NBD
}

export interface Validation {
  readonly calibrationWeeks: number;
  readonly holdoutWeeks: number;
  readonly from: string; // first day of the holdout
  readonly members: number;
  /** Members who got an offer whose effect falls into the holdout. */
  readonly leftOut: number;
  readonly actual: number;
  /** Foretold without knowing how busy the house would be. */
  readonly blind: Estimate;
  /** As busy as the other half of the members, chosen by chance, shows the house to have been. */
  readonly deciles: readonly Decile[];
  /** Σ |actual − expected| / Σ expected over deciles. */
  readonly error: { readonly lapse: number; readonly bgNbd: number };
  /** What chance alone makes of that error where the model is right. */
  readonly chance: number;
}

export interface RetentionReport {
  readonly members: number;
  readonly visits: number;
  readonly weeks: number; // looked at
  readonly until: string; // first day ahead
  readonly ahead: number; // weeks
  readonly rate: { readonly mean: number; readonly r: number; readonly α: number }; // visits a week
  /** How busy the house was each week, 1 = its mean. */
  readonly season: readonly { readonly week: string; readonly busy: number }[];
  readonly everybody: RetentionGroup;
  readonly segments: readonly RetentionGroup[];
  readonly reasons: readonly ReasonRow[];
  readonly validation: Validation | null; // null = too few weeks to hold some out
  readonly bgNbd: { readonly r: number; readonly α: number; readonly a: number; readonly b: number };
  /** Null = no price is known. */
  readonly spend: {
    readonly known: number; // share of visits with a price
    readonly mean: number; // a visit
    readonly p: number;
    readonly q: number;
    readonly γ: number;
  } | null;
  readonly seconds: number;
}
