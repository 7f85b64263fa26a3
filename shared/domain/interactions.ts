/**
 * Ratings of one library as columns: one row a (member, film) pair, the latest rating of each.
 * Members and films are dense indices into `memberIds` and `filmIds`; `at` is seconds since 1970 UTC.
 */
export interface Ratings {
  readonly memberIds: Int32Array; // [members] library id of member index u
  readonly filmIds: Int32Array; // [films] library id of film index i; films without ratings included
  readonly member: Int32Array; // [n] index u
  readonly film: Int32Array; // [n] index i
  readonly value: Float32Array; // [n] rating on `scale`
  readonly at: Float64Array; // [n]
  readonly scale: RatingScale;
}

/** The scale's ends and step, for example 0.5 to 5 by 0.5. */
export interface RatingScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A member "liked" a film when the rating reaches 70 % of the way up the scale (4 of 5 stars on 0.5-5). */
export const likedFrom = (scale: RatingScale): number => scale.min + 0.7 * (scale.max - scale.min);

/** Kinds of interaction, as stored. */
export const interactionKinds = ["rating", "ticket", "view", "completion"] as const;
export type InteractionKind = (typeof interactionKinds)[number];
export const interactionKindCode = (kind: InteractionKind): number => interactionKinds.indexOf(kind);

/** What a model may know of a film beside its ratings; order as in `Ratings.filmIds`. */
export interface FilmTraits {
  readonly filmIds: Int32Array;
  readonly titles: readonly string[];
  readonly genres: readonly (readonly string[])[];
  readonly people: readonly (readonly string[])[];
  readonly years: Int32Array; // 0 = unknown
  readonly certificates: readonly string[]; // "" = unknown
  readonly runtimes: Int32Array; // minutes, 0 = unknown
  readonly keywords: readonly (readonly string[])[];
  readonly studios: readonly string[]; // "" = unknown
  readonly languages: readonly string[]; // "" = unknown
  readonly countries: readonly string[]; // "" = unknown
  readonly synopses: readonly string[]; // "" = unknown
  /** What posters look like, as vectors of length one; null = none known. Absent where too few are known to tell. */
  readonly posters?: readonly (Float32Array | null)[];
}

/** Films of which no trait is known. */
export const unknownTraits = (filmIds: Int32Array): FilmTraits => {
  const none = Array.from(filmIds, () => []);
  const unknown = Array.from(filmIds, () => "");
  return {
    filmIds,
    titles: unknown,
    genres: none,
    people: none,
    years: new Int32Array(filmIds.length),
    certificates: unknown,
    runtimes: new Int32Array(filmIds.length),
    keywords: none,
    studios: unknown,
    languages: unknown,
    countries: unknown,
    synopses: unknown,
  };
};
