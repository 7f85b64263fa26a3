/**
 * Words of slate scheduling. Times within a business day are minutes after its midnight:
 * 25:30 (1530) is half past one in the night that belongs to the day before.
 */
import type { ForecastOverride } from "./overrides.ts";
import type { Rule } from "./rules/rule.ts";
import type { TotalSpread } from "./week-total.ts";

export type Minutes = number;
/** "2026-11-23" */
export type IsoDate = string;

export interface House {
  readonly venue: number;
  readonly name: string;
  readonly timeZone: string;
  readonly opens: Minutes; // earliest start of a programme
  readonly lastStart: Minutes; // latest start of a programme
  readonly closes: Minutes; // latest end of cleaning
  readonly trailers: Minutes; // advertisements and trailers before the feature, where no rule says otherwise
  readonly cleaning: Minutes; // after the feature's end, where no rule says otherwise
  readonly stagger: Minutes; // no two programmes of the house start within this
  readonly grid: Minutes; // starts lie on multiples of this
  readonly screens: readonly Screen[];
}

export interface Screen {
  readonly screen: number;
  readonly name: string;
  readonly capacity: number;
  readonly formats: readonly string[];
}

/** A film that may play this week, with what the scheduler must know of it. */
export interface Candidate {
  readonly film: number;
  readonly title: string;
  readonly titleZh: string | null;
  readonly runtime: Minutes;
  readonly certificate: string | null;
  readonly distributor: string | null;
  readonly releaseDate: IsoDate | null;
  readonly formats: readonly string[]; // a screen must offer one of them
  readonly minShowsPerDay: number; // a hard rule once the film is in the slate
  readonly hasPoster: boolean;
  readonly versions?: readonly ShowingVersion[] | undefined;
  readonly genres?: readonly string[] | undefined;
}

/** One showing placed in the week. `start` is when the programme (trailers) starts. */
export interface ScheduledShowing {
  readonly id: string; // stable through edits and exports
  readonly film: number;
  readonly screen: number;
  readonly date: IsoDate; // business day
  readonly start: Minutes;
  readonly locked: boolean;
  /** Agreed tentatively: planning leaves it where it is, and only with the user's consent moves it. Edits by hand are free. */
  readonly pencilled?: boolean | undefined;
  /** The version that it plays, chosen by hand; absent: any that film and screen both offer. */
  readonly version?: ShowingVersion | undefined;
}

/** One cut of a film as a showing plays it. */
export interface ShowingVersion {
  readonly format: string;
  readonly audio: string;
  readonly subtitles: string | null;
}

export const isVersion = (a: ShowingVersion, b: ShowingVersion): boolean =>
  a.format === b.format && a.audio === b.audio && a.subtitles === b.subtitles;

/** What planning does not touch. */
export const isHeld = ({ locked, pencilled }: ScheduledShowing): boolean => locked || pencilled === true;

/** Attendance forecast of one showing, with an 80 % interval. */
export interface ShowingForecast {
  readonly id: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** start, feature, end and clear of one showing (`showing-times.ts`). */
export interface ShowingTimes {
  readonly start: Minutes;
  readonly feature: Minutes;
  readonly end: Minutes;
  readonly clear: Minutes;
}

/** Parts of a cinema day in which audiences choose alike. */
export const dayParts = ["morning", "afternoon", "evening", "late"] as const;
export type DayPart = (typeof dayParts)[number];
/** morning before 12:00, afternoon before 17:00, evening before 21:00, late after. */
export const dayPartOf = (start: Minutes): DayPart =>
  start < 720 ? "morning" : start < 1020 ? "afternoon" : start < 1260 ? "evening" : "late";

/** Starts from `from` to before `to`; the night of the business day is late. */
export const dayPartHours: Readonly<Record<DayPart, { readonly from: Minutes; readonly to: Minutes }>> = {
  morning: { from: 0, to: 720 },
  afternoon: { from: 720, to: 1020 },
  evening: { from: 1020, to: 1260 },
  late: { from: 1260, to: 2880 },
};

/** A past showing with its outcome: the evidence that demand is learned from. */
export interface ShowingHistory {
  readonly film: Int32Array;
  readonly screen: Int32Array;
  readonly date: readonly IsoDate[];
  readonly start: Int32Array; // minutes of the business day
  readonly capacity: Int32Array;
  readonly admissions: Int32Array;
  /** What an admission paid on average; NaN where nobody knows. */
  readonly price?: Float64Array | undefined;
  readonly releaseDate: readonly (IsoDate | null)[];
}

/** What a film is made of: "genre:Drama", "language:en". */
export interface FilmTraits {
  readonly film: number;
  readonly traits: readonly string[];
}

/** Of those predicted to like `film`, the share predicted to like `other` too: 0..1. */
export interface AudienceOverlap {
  readonly film: number;
  readonly other: number;
  readonly share: number;
}

/** A week to be planned: everything the scheduling worker needs, nothing else. */
export interface WeekProblem {
  readonly house: House;
  readonly week: IsoDate; // its first day
  readonly days: readonly IsoDate[]; // seven
  readonly candidates: readonly Candidate[];
  readonly history: ShowingHistory;
  readonly preference: readonly FilmPreference[];
  /** Of the films of the history and of the candidates. */
  readonly traits?: readonly FilmTraits[] | undefined;
  /** Between films of the history and candidates, where a model knows. */
  readonly overlaps?: readonly AudienceOverlap[] | undefined;
  readonly takings: readonly FilmTakings[];
  readonly holidays: readonly IsoDate[];
  /** The house's own, beside those of the house and its bookings. */
  readonly rules?: readonly Rule[] | undefined;
  /** What each film's day is forecast to draw, played as a week before. */
  readonly outlook?:
    | readonly { readonly film: number; readonly date: IsoDate; readonly expected: number }[]
    | undefined;
  /** Forecasts of the week that the user replaced; of two for one day the later counts. */
  readonly overrides?: readonly ForecastOverride[];
}

/** What the audience is predicted to think of a candidate: mean share of members who would like it. */
export interface FilmPreference {
  readonly film: number;
  readonly likeShare: number; // 0..1
  readonly low: number;
  readonly high: number;
  /** The same by the hour at which it plays, where hours are known to matter. */
  readonly likeAt?: Readonly<Record<DayPart, number>> | undefined;
  /** Of those who would like it: 1 where it is the only candidate they would, 1 / n where there are n of them. */
  readonly reach?: number | undefined;
}

/** What one admission to a candidate brings in. */
export interface FilmTakings {
  readonly film: number;
  readonly price: number; // gross of an admission here, of this film or else of the house
  readonly hireShare: number; // 0..1, kept by the distributor
}

/** The proven bound and what the schedule earns, in expected admissions. */
export interface DayProof {
  readonly date: IsoDate;
  readonly value: number;
  readonly bound: number;
  readonly gap: number; // (bound - value) / bound
  readonly seconds: number;
}

export interface Plan {
  readonly week: IsoDate;
  readonly slate: readonly number[];
  readonly showings: readonly ScheduledShowing[];
  readonly forecast: readonly ShowingForecast[];
  readonly proof: readonly DayProof[];
  readonly seconds: number;
  /** How far its total may miss. */
  readonly spread?: TotalSpread | undefined;
}
