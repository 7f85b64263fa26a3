/** What visits tell: effects on rating and return with their intervals, where viewers leave, and what changed in a room. */
import type { ScreenName } from "./experience.ts";
import type { DayPart } from "./slate.ts";

/** What was so at a visit. Reference: the most common format and subtitles, the evening, a room half full or less, two seats; screens stand against the average visit. */
export type Condition =
  | { readonly kind: "format"; readonly format: string }
  | { readonly kind: "dubbed" }
  | { readonly kind: "subtitles"; readonly language: string }
  | { readonly kind: "dayPart"; readonly part: Exclude<DayPart, "evening"> }
  | { readonly kind: "matinee" }
  | { readonly kind: "longAndLate" }
  /** Share of the seats that were taken: more than `from`, at most `to`. */
  | { readonly kind: "filled"; readonly from: number; readonly to: number }
  | { readonly kind: "weekend" }
  /** Per unit of the currency. */
  | { readonly kind: "price" }
  | { readonly kind: "company"; readonly seats: "alone" | "group" }
  | { readonly kind: "screen"; readonly screen: number }
  /** A screen between two days, both included: other rooms and other weeks are its control. */
  | { readonly kind: "change"; readonly screen: number; readonly from: string; readonly to: string };

/** Films of so many minutes are long, starts from this minute on are late. */
export const longFrom = 125;
export const lateFrom = 1260;

export const outcomes = ["rating", "return"] as const;
export type Outcome = (typeof outcomes)[number];
/** A member returned who came again within so many days. */
export const returnDays = 60;

/** Null = everybody. */
export type Segment = { readonly name: string; readonly nameZh: string | null } | null;

/** Of the effects on ratings but of screens. */
export interface JointEffects {
  readonly segment: Segment;
  readonly conditions: readonly Condition[];
  readonly covariance: Float64Array; // in the order of `conditions`, row-major
}

export interface Effect {
  readonly outcome: Outcome;
  readonly condition: Condition;
  /** Whose; null = everybody's. */
  readonly segment: Segment;
  readonly visits: number; // where the condition held
  readonly members: number;
  /** Stars of the library's scale, or the share that returns; with its 95 % interval. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of false ones expected among effects called real up to this one (Benjamini & Hochberg 1995). */
  readonly q: number;
  readonly evidence: "associated" | "naturalExperiment";
}

/** What was so of a viewing: the film long, or begun at 21:00 or later, on a weekend. */
export const stopConditions = ["long", "late", "weekend"] as const;
export type StopCondition = (typeof stopConditions)[number];
export interface StopEffect {
  readonly condition: StopCondition;
  readonly viewings: number; // where it was so
  readonly members: number;
  /** How many times as many viewers stop per minute, with its 95 % interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export interface DropOff {
  /** Null = all viewers. */
  readonly segment: Effect["segment"];
  readonly viewings: number;
  readonly members: number;
  /** Share still watching at each of `places`, with its 95 % interval. */
  readonly watching: readonly { readonly share: number; readonly low: number; readonly high: number }[];
}

export interface ExperienceReport {
  readonly tickets: number;
  readonly visits: number; // tickets that are the start of one showing
  readonly rated: number; // of these, compared with others of the same film and member
  /** Standard deviation of the ratings of one film, in stars. */
  readonly spread: number;
  readonly effects: readonly Effect[];
  /** Conditions that cannot be told apart from the others here. */
  readonly inseparable: readonly Condition[];
  /** Shares of the running time. */
  readonly places: readonly number[];
  readonly dropOff: readonly DropOff[];
  /** How many times as many viewers stop per minute in long films as in others; null = too few of either. */
  readonly longFilms: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  /** Of those that can be told. */
  readonly stops: readonly StopEffect[];
  /** How the effects on ratings go together: of everybody, then of each segment. */
  readonly joint: readonly JointEffects[];
  readonly screens: readonly ScreenName[];
  readonly seconds: number;
}
