/** A film before it is made: what can be known of it before its release. */
import { blankSketch, type FilmSketch } from "./film-sketch.ts";

export interface Concept extends FilmSketch {
  /** In the money of the library; null = unknown. */
  readonly budget: number | null;
  /** Of the release, 1 to 12; null = unknown. */
  readonly month: number | null;
}

export const blankConcept: Concept = { ...blankSketch, budget: null, month: null };

/** What came of a film that was released; null = unknown. */
export interface Outcome {
  readonly voteAverage: number | null;
  readonly voteCount: number;
  /** Of this library's members; null where too few rated it. */
  readonly memberRating: number | null;
  readonly memberRatings: number;
  readonly revenue: number | null;
}

/** A film of the library that was released, with what came of it. */
export interface ReleasedFilm extends Outcome {
  readonly id: number;
  readonly concept: Concept;
}
