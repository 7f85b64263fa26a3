/** What to do about how a film is spoken of: whom it delights with what, what to quote, when to speak, where trouble starts. */
import { z } from "zod";
import type { FilmDays } from "../domain/attendance.ts";
import { TextDocument } from "../domain/text-document.ts";
import type { Aspect } from "../domain/voices.ts";
import {
  FileInUse,
  FileToken,
  FolderFull,
  Missing,
  NoLibrary,
  UnknownFile,
  UnwritableFile,
} from "./file-token.ts";
import type { Level } from "./reputation.ts";
import type { ShownText } from "./said.ts";
import { Id, made } from "./schemas.ts";

interface Named {
  readonly name: string;
  readonly nameZh: string | null;
}

export interface SegmentTexts extends Named {
  readonly id: number;
  /** On the film, by its members; null where they, or those who wrote beside them, are too few to be told apart. */
  readonly texts: Int32Array | null;
}

export interface AspectLevel {
  readonly aspect: Aspect;
  readonly texts: number;
  readonly level: Level;
}
/** `id` null: everybody who wrote. */
export interface Delight extends Named {
  readonly id: number | null;
  readonly texts: number | null;
  readonly aspects: readonly AspectLevel[];
}

export interface LeadQuote extends Pick<ShownText, "id" | "at" | "channel" | "rating" | "text"> {
  readonly aspects: readonly Aspect[];
}

export const phaseKinds = ["announce", "open", "hold", "last"] as const;
export interface Phase {
  readonly kind: (typeof phaseKinds)[number];
  /** Days since release, both ends within; ISO days where the release is known. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly from: string | null;
  readonly to: string | null;
  /** What to lead with, and what to be ready to answer. */
  readonly lead: Aspect | null;
  readonly answer: Aspect | null;
}

/** Shares by week since release: of this film's texts, of other films' and of admissions, each of their whole. */
export interface AttentionWeek {
  readonly week: number;
  readonly own: number | null;
  readonly talk: number | null;
  readonly seats: number | null;
}

export interface Trouble {
  readonly kind: "aspect" | "fall" | "burst" | "venue";
  /** ISO day. */
  readonly at: string;
  readonly aspect: Aspect | null;
  /** Of a venue. */
  readonly named: Named | null;
  readonly before: number;
  readonly after: number;
  readonly texts: number;
  readonly evidence: readonly number[];
}

export interface Guidance extends Named {
  readonly film: number;
  readonly releaseDate: string | null;
  readonly segment: number | null;
  readonly texts: number;
  readonly delights: readonly Delight[];
  /** Of the segment, else of everybody. */
  readonly quotes: readonly LeadQuote[];
  readonly weeks: readonly AttentionWeek[];
  readonly phases: readonly Phase[];
  readonly troubles: readonly Trouble[];
}

export const guidanceDataContract = {
  /** Which of a film's texts members of each segment wrote. */
  segmentTexts: {
    in: z.object({ film: Id }),
    out: z.object({ segments: made<readonly SegmentTexts[]>() }),
    error: NoLibrary,
  },
  /** All files or none, in place of those that are there. */
  exportText: {
    in: z.object({
      document: TextDocument,
      folder: FileToken,
      /** Without an ending. */
      name: z.string().min(1).max(200),
    }),
    out: z.object({ files: z.array(z.object({ name: z.string(), path: z.string(), bytes: z.number() })) }),
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnwritableFile,
      FolderFull,
      FileInUse,
      z.object({ type: z.literal("PrintFailed"), detail: z.string() }),
    ]),
  },
} as const;

export const guidanceContract = {
  guidance: {
    in: z.object({ film: Id, segment: Id.nullable(), days: made<FilmDays>() }),
    out: made<Guidance>(),
    error: Missing,
  },
} as const;
