/**
 * What a house must know of its week: claims, each with how sure it is, where its evidence stands and what to do about it.
 * A claim holds the figures of the page it leads to and of the batch command beside it, never figures of its own.
 */
import type { ScreenName } from "./experience.ts";
import type { Condition } from "./experience-report.ts";
import type { Ranged } from "./intervals.ts";
import type { LapseReason } from "./retention.ts";
import type { IsoDate } from "./slate.ts";

export interface Name {
  readonly name: string;
  readonly nameZh: string | null;
}
export interface NamedFilm extends Name {
  readonly film: number;
}
/**
 * counted: it happened.  forecast: four times of five within.  estimated: nine of ten, of shares of texts or members.
 * associated: goes together, 95 %, not shown to be a cause.  experiment: 95 %, compared with rooms and weeks that stayed the same.
 */
export type Sureness = "counted" | "forecast" | "estimated" | "associated" | "experiment";

export const topics = [
  "week",
  "coming",
  "voices",
  "experience",
  "preference",
  "promotion",
  "retention",
] as const;
export type Topic = (typeof topics)[number];

export type SpokenOf = "film" | "series" | "venue" | "person" | "studio";

export type Claim =
  | {
      readonly kind: "total";
      readonly seen: number;
      readonly before: number | null;
      readonly expected: Ranged;
    }
  | { readonly kind: "film"; readonly film: NamedFilm; readonly seen: number; readonly expected: Ranged }
  | { readonly kind: "plan"; readonly version: number; readonly showings: number; readonly expected: Ranged }
  /** Kept before totals had ranges. */
  | { readonly kind: "planUnranged"; readonly version: number; readonly showings: number }
  | { readonly kind: "noPlan" }
  | { readonly kind: "peak"; readonly date: IsoDate; readonly expected: Ranged }
  | {
      readonly kind: "turn";
      readonly turn: "fall" | "rise" | "burst";
      readonly subject: SpokenOf;
      readonly of: Name;
      readonly at: IsoDate;
      readonly before: number;
      readonly after: number;
      readonly texts: number;
    }
  | {
      readonly kind: "praised" | "blamed" | "spoken";
      readonly film: NamedFilm;
      readonly level: Ranged;
      readonly texts: number;
    }
  /** Beside what is usual for its kind; null: it is the only one. */
  | {
      readonly kind: "reputation";
      readonly subject: SpokenOf;
      readonly of: Name;
      readonly level: Ranged;
      readonly usual: number | null;
      readonly texts: number;
    }
  /** What the films of a series, a studio or a person had of a venue's week. */
  | {
      readonly kind: "share";
      readonly of: Name;
      readonly films: number;
      readonly showings: number;
      readonly allShowings: number;
      readonly seen: number;
      readonly allSeen: number;
    }
  /** Their part of the plan of the week to come. */
  | {
      readonly kind: "planned";
      readonly of: Name;
      readonly version: number;
      readonly showings: number;
      readonly allShowings: number;
    }
  /** The segment that likes it most. */
  | {
      readonly kind: "likedBy";
      readonly film: NamedFilm;
      readonly segment: Name;
      readonly like: Ranged;
      readonly everybody: number;
    }
  | {
      readonly kind: "effect";
      readonly outcome: "rating" | "return";
      readonly condition: Condition;
      readonly screens: readonly ScreenName[];
      readonly estimate: Ranged;
      readonly visits: number;
    }
  /** Promotion spread best over the films of the week, against spread evenly; by strengths that are assumed unless `measured`. */
  | {
      readonly kind: "promotion";
      readonly gain: Ranged;
      readonly even: number;
      readonly cost: number;
      readonly measured: boolean;
      /** Where most of it goes. */
      readonly films: readonly { readonly film: NamedFilm; readonly cost: number }[];
    }
  | { readonly kind: "staying"; readonly members: number; readonly weeks: number; readonly visits: Ranged }
  | { readonly kind: "stopped"; readonly reason: LapseReason; readonly members: Ranged }
  | { readonly kind: "liked"; readonly film: NamedFilm; readonly like: Ranged }
  | {
      readonly kind: "wanted";
      readonly film: NamedFilm;
      readonly releaseDate: IsoDate;
      readonly like: Ranged;
    };

/** What goes with a surprise and may explain it; that it does is not shown. */
export type Reason =
  | { readonly kind: "full"; readonly full: number; readonly showings: number }
  /** Opened in the same week, and drew more than was expected of it. */
  | { readonly kind: "rival"; readonly film: NamedFilm; readonly seen: number; readonly expected: Ranged }
  | {
      readonly kind: "turn";
      readonly turn: "fall" | "rise" | "burst";
      readonly at: IsoDate;
      readonly before: number;
      readonly after: number;
    }
  /** In this week, or in the one before it that the forecast went by. */
  | { readonly kind: "holiday"; readonly date: IsoDate; readonly of: Name };

export interface Why {
  readonly reason: Reason;
  readonly evidence: Evidence;
}

/** Where a figure stands. */
export interface Evidence {
  /** The page that shows it. */
  readonly route: string;
  /** The batch command that tells it, without `--library`. */
  readonly command: readonly string[];
}

/** What a programmer may do about it. */
export const steps = [
  "moreShowings",
  "fewerShowings",
  "planWeek",
  "staffPeak",
  "readTexts",
  "checkCampaign",
  "quotePraise",
  "checkRoom",
  "useEffect",
  "bookOpening",
  "writeToMembers",
  "speakToSegment",
  "spreadPromotion",
] as const;
export type Step = (typeof steps)[number];

export interface Statement {
  readonly topic: Topic;
  readonly claim: Claim;
  readonly sureness: Sureness;
  readonly step: Step | null;
  readonly evidence: Evidence;
  readonly why?: readonly Why[];
}

/** A series, studio, venue or person in one picture. */
export interface Picture extends Pick<Briefing, "statements" | "missing"> {
  readonly subject: Name & { readonly kind: SpokenOf; readonly key: string };
  /** Whose week its demand is of; null: no venue has showings. */
  readonly house: { readonly venue: Name; readonly week: IsoDate } | null;
}

export interface Briefing {
  readonly venue: Name & { readonly id: number };
  /** First day of the week to come; the week told of is the one before. */
  readonly week: IsoDate;
  readonly statements: readonly Statement[];
  /** What could not be told, and why, as types of failures. */
  readonly missing: readonly { readonly topic: Topic; readonly why: string }[];
}
