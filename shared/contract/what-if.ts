/** Forecasts for films that are not there: a film of the library with other traits, or one that is only thought of. */
import { z } from "zod";
import { type FilmSketch, sketchFields } from "../domain/film-sketch.ts";
import { Figure } from "./evaluation.ts";
import { NoLibrary } from "./file-token.ts";
import { Suppressed } from "./privacy.ts";
import { Id, made } from "./schemas.ts";
import { ModelName, type traitFields, UnknownFilm } from "./training.ts";

/** A value with its interval (shared/domain/intervals.ts). */
export interface Expected {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export interface TraitPart {
  readonly field: (typeof traitFields)[number];
  readonly value: string;
  readonly share: number;
}
/** A share of the members, if nobody had rated the film yet, and how it differs from the film as it is: null of a film only thought of. */
export interface ForecastShare extends Expected {
  readonly change: Expected | null;
}
export interface GroupForecast {
  /** Whose next ten films would have it among them. */
  readonly choice: ForecastShare;
  /** Who would like it once seen. */
  readonly like: ForecastShare;
  /** Mean log-odds by which the histories move the film away from its chance with unknown members: what the parts add up to. */
  readonly total: number;
  /** From the largest down. */
  readonly parts: readonly TraitPart[];
}
export interface Forecast {
  /** As `groups` of the answer to `openWhatIf`. */
  readonly groups: readonly GroupForecast[];
  /** Traits that no two films of the library have: they say nothing to the model. */
  readonly strange: readonly { readonly field: TraitPart["field"]; readonly value: string }[];
  readonly nearest: readonly {
    readonly film: number;
    readonly likeness: number; // 1 = the same
    readonly shared: readonly { readonly field: TraitPart["field"]; readonly value: string }[];
  }[];
}
/** Null stands for everybody. */
export interface WhatIfGroup {
  readonly segment: number | null;
  readonly name: string;
  readonly nameZh: string | null;
  readonly members: number;
}

/**
 * Forecasts of films of the library, each as though nobody had rated it, beside the share of its raters who liked it:
 * mean errors of that share, of it and of one that is always the mean; how many intervals hold it.
 */
export interface WhatIfRecord {
  readonly films: number;
  readonly error: number;
  readonly usual: number;
  readonly covered: number;
}

/** What the model's card says of its forecasts for films nobody had rated. */
const ColdFigures = z.object({ members: z.number(), ratings: z.number(), ndcg: Figure });

const Sketch = z.object({
  title: z.string().max(1000),
  genres: z.array(z.string().max(200)).max(50).readonly(),
  people: z.array(z.string().max(200)).max(500).readonly(),
  keywords: z.array(z.string().max(200)).max(500).readonly(),
  year: z.number().nullable(),
  runtime: z.number().nullable(),
  certificate: z.string().max(500),
  language: z.string().max(500),
  country: z.string().max(500),
  studio: z.string().max(500),
  synopsis: z.string().max(20_000),
}) satisfies z.ZodType<FilmSketch>;

const model = z.string().optional(); // id; the champion for unseen films when absent
const film = Id.nullable(); // null: one that is only thought of

const failures = [
  NoLibrary,
  UnknownFilm,
  Suppressed,
  z.object({ type: z.literal("UnknownModel"), model: z.string() }),
  /** No model yet that knows films by content; `train` says which does. */
  z.object({ type: z.literal("NoContentModel"), train: ModelName }),
  /** The model asked for does not know films by content alone. */
  z.object({ type: z.literal("NotByContent"), model: z.string(), name: ModelName }),
] as const;

export const OpenedWhatIf = z.object({
  model: z.string(),
  sketch: made<FilmSketch>(),
  groups: made<readonly WhatIfGroup[]>(),
  kept: z.number(),
  /** Null where the card has no such figures. */
  cold: ColdFigures.nullable(),
  /** Null where too few films have enough ratings. */
  record: made<WhatIfRecord | null>(),
  /** Values that the model knows, most frequent first. */
  known: made<Readonly<Partial<Record<TraitPart["field"], readonly string[]>>>>(),
  asItIs: made<Forecast | null>(),
});
export type OpenedWhatIf = z.infer<typeof OpenedWhatIf>;

export const whatIfContract = {
  /** Segments are read anew; those of too few members are counted alone. */
  openWhatIf: {
    in: z.object({ model, film }),
    progress: z.object({ share: z.number() }),
    out: OpenedWhatIf,
    error: z.discriminatedUnion("type", failures),
  },
  /** At once where the film was opened before. */
  whatIf: {
    in: z.object({ model, film, sketch: Sketch }),
    progress: z.object({ share: z.number() }),
    out: made<Forecast>(),
    error: z.discriminatedUnion("type", [
      ...failures,
      z.object({
        type: z.literal("BadTrait"),
        trait: z.enum(sketchFields),
        value: z.union([z.string(), z.number()]),
      }),
    ]),
  },
} as const;
