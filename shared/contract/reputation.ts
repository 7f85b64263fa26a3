/** The reputation of films, series, people, studios and venues: what the page asks of the training worker. */
import { z } from "zod";
import type { Aspect } from "../domain/voices.ts";
import { Missing, NoLibrary } from "./file-token.ts";
import { made, Until } from "./schemas.ts";

export const subjectKinds = ["film", "series", "venue", "person", "studio"] as const;
export const SubjectKind = z.enum(subjectKinds);
export type SubjectKind = z.infer<typeof SubjectKind>;

/** A share with the interval that it may lie in; few texts make it wide. */
export interface Level {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface SubjectRow {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly name: string;
  readonly nameZh: string | null;
  readonly texts: number;
  readonly level: Level;
  readonly alerts: number;
}

export interface Span {
  /** ISO day of its start. */
  readonly from: string;
  readonly texts: number;
  /** Null where nobody wrote. */
  readonly level: Level | null;
  /** Of all texts on subjects of its kind; null where there is only one subject, or no text. */
  readonly share: Level | null;
}

export interface Alert {
  readonly kind: "fall" | "rise" | "burst";
  /** ISO day. */
  readonly at: string;
  readonly before: number;
  readonly after: number;
  /** In a burst, or in the two weeks after a turn. */
  readonly texts: number;
  /** What is spoken of more than before. */
  readonly aspects: readonly Aspect[];
  /** Texts that explain it. */
  readonly evidence: readonly number[];
}

export interface AspectRow {
  readonly aspect: Aspect;
  readonly texts: number;
  readonly level: Level;
  /** Of all subjects of this kind. */
  readonly usual: number;
  readonly praise: readonly number[];
  readonly blame: readonly number[];
}

export interface Reputation extends SubjectRow {
  /** In campaign-like bursts: shown, but not part of the level. */
  readonly apart: number;
  readonly copies: number;
  readonly languages: readonly number[];
  readonly usual: number;
  readonly spanDays: number;
  readonly spans: readonly Span[];
  /** By weeks since release, of films alone; `peers` and the 10th and 90th percentile of their levels. */
  readonly byAge: readonly {
    readonly week: number;
    readonly own: Level | null;
    readonly peers: number | null;
  }[];
  readonly peers: number;
  readonly found: readonly Alert[];
  readonly aspects: readonly AspectRow[];
  readonly topics: readonly {
    readonly words: string;
    readonly texts: number;
    readonly positive: number;
    readonly evidence: readonly number[];
  }[];
}

export const reputationContract = {
  /** Most spoken of first. */
  reputations: {
    in: z.object({ kind: SubjectKind, until: Until }),
    out: z.object({
      rows: made<readonly SubjectRow[]>(),
      /** Texts that were read, and members' texts that are not told since too few wrote. */
      texts: z.number(),
      keptBack: z.number(),
    }),
    error: NoLibrary,
  },
  reputation: {
    in: z.object({ kind: SubjectKind, key: z.string(), until: Until }),
    out: made<Reputation>(),
    error: Missing,
  },
} as const;
