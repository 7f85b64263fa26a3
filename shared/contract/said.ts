/** What was read in texts, for the worker that sums it up and for the page that quotes it. */
import { z } from "zod";
import type { Mention } from "../domain/voices.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

/** Texts that were read, by time. */
export interface Said {
  readonly ids: Int32Array;
  /** 0 = none. */
  readonly films: Int32Array;
  readonly venues: Int32Array;
  /** Texts on a whole series or studio, by its name; `row`: its place among the texts. */
  readonly brands: readonly {
    readonly row: number;
    readonly kind: "series" | "studio";
    readonly name: string;
  }[];
  /** Seconds since 1970. */
  readonly at: Float64Array;
  readonly positive: Float32Array;
  /** Places in `textLanguages`. */
  readonly languages: Uint8Array;
  /** 1 = nearly equal to an earlier one. */
  readonly copies: Uint8Array;
  /** The first text of its burst; 0 = part of none. */
  readonly bursts: Int32Array;
  readonly mentions: {
    /** Rows of the texts. */
    readonly of: Int32Array;
    /** Places in `aspects`. */
    readonly aspects: Uint8Array;
    readonly feelings: Float32Array;
  };
  /** Members' texts that are not told, since too few wrote. */
  readonly keptBack: number;
}

interface Named {
  readonly name: string;
  readonly nameZh: string | null;
}
export interface SaidSubjects {
  readonly films: readonly {
    readonly id: number;
    readonly title: string;
    readonly titleZh: string | null;
    readonly releaseDate: string | null;
    /** "" = none. */
    readonly studio: string;
    readonly series: string;
    readonly seriesZh: string | null;
  }[];
  readonly people: readonly ({ readonly film: number; readonly person: number } & Named)[];
  readonly venues: readonly ({ readonly id: number } & Named)[];
}

export interface ShownText {
  readonly id: number;
  readonly at: number;
  readonly channel: "review" | "post";
  readonly rating: number | null;
  readonly text: string;
  readonly mentions: readonly Mention[];
}

export const saidContract = {
  said: { in: Nothing, out: made<Said>(), error: NoLibrary },
  /** Films that texts speak of, or whose series or studio they speak of, with their people; and venues. */
  saidSubjects: { in: Nothing, out: made<SaidSubjects>(), error: NoLibrary },
  shownTexts: {
    in: z.object({ ids: z.array(Id).max(500) }),
    out: z.object({ texts: made<readonly ShownText[]>() }),
    error: NoLibrary,
  },
} as const;
