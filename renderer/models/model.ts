/** What every preference model offers. Members and films are dense indices; a member is known by the history alone. */

import type { Artefact } from "../../shared/blocks/artefact.ts";
import type { LossPoint, ModelName, Reason, ScoreUnit } from "../../shared/contract/training.ts";
import type { FilmTraits, RatingScale } from "../../shared/domain/interactions.ts";
import type { Random } from "../../shared/domain/random.ts";
import type { FilmRow, FilmWords } from "./film-likeness.ts";

/** What one member has rated: film indices ascending, ratings on the scale. */
export interface History {
  readonly films: Int32Array;
  readonly ratings: Float32Array;
  /** When each film was rated, in any unit: only the order counts. Absent or equal = unknown. */
  readonly at?: Uint32Array;
}

/** Histories of all members in compressed rows: those of member u lie from start[u] to start[u + 1]. */
export interface Histories {
  readonly start: Int32Array; // [members + 1]
  readonly film: Int32Array;
  readonly rating: Float32Array;
  readonly at: Uint32Array; // seconds since 1970 UTC, 0 = unknown or before
  /** Histories of members that are no longer as the rows say, by feedback since: asked for with `historyOf`. */
  readonly changed?: ReadonlyMap<number, History>;
}

/** The films a model speaks of, in the order of its indices. */
export interface Catalogue {
  readonly filmIds: Int32Array;
  readonly traits: FilmTraits;
}

export interface TrainingData {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly training: Histories;
  /** For early stopping and calibration. */
  readonly validation: Histories;
}

export type Parameters = Readonly<Record<string, number>>;

/** An expected value with its interval (shared/domain/intervals.ts). */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A member folded into a model. */
export interface Taste {
  /** What films are ranked by, [films]: any increasing function of the score. */
  rank(): Float32Array;
  /** The score, in the model's unit. */
  predict(film: number): Estimate;
  /** The probability of liking the film once seen. */
  like(film: number): Estimate;
  /**
   * Reasons whose shares add up to the explained quantity (see `Reason`), films of the history from the largest share down;
   * what these share with the film is left to be filled in where it is shown.
   */
  explain(film: number): Reason[];
}

/**
 * What a model of choices knows of a history; what follows from it is common to all (choice-preferences.ts).
 * Histories are film indices, oldest first where that is known; π is the chance that the next film chosen is this one.
 */
export interface ChoiceScorer {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  /** Histories each film is in, [films]. */
  readonly ratings: Int32Array;
  /** ln π of all films, [films]. */
  logs(history: Int32Array): Float32Array;
  /** The same for many on the engine now chosen, [members x films]. */
  logsOfMany(histories: readonly Int32Array[]): Promise<Float32Array>;
  /** ln π for a copy of the history from which films were dropped at random, the others weighing as much as all did. */
  thinned(history: Int32Array, random: Random): Float32Array;
  /** The log-odds that each film of the history adds to film i; null where the history has no say. */
  shares(history: Int32Array, i: number): Float64Array | null;
  /** The shares follow one path from no history to this one; another path would give others. */
  readonly byPath?: true;
  /** Standard errors of the shares, where these are estimates. */
  shareErrors?(history: Int32Array, i: number): Float64Array | null;
}

/** The chance that one member likes a film nobody has rated. `excess` is ln π beyond that of an unknown member. */
export interface ColdLike {
  at(excess: number): Estimate;
  /** What a move of the excess changes; the interval holds the doubt of how much the excess says. */
  change(from: number, to: number): Estimate;
}

/** Films that are not in the catalogue, told by their words alone; scores s are linear in them, and ln π = τ s − norm. */
export interface ContentScorer {
  readonly words: FilmWords; // of the catalogue
  readonly τ: number;
  /** Of a member who liked so many of the films rated. */
  coldLike(liked: number, rated: number): ColdLike;
  /** As though nobody had chosen this film; -1: as it is. */
  without(film: number): ContentView;
}
/** A model of content, perhaps with a film left out. */
export interface ContentView {
  /** s of the catalogue's films, each told by its content; every film of the history counts `weight`. */
  scores(history: Int32Array, weight?: number): Float64Array;
  /** What each film of a history adds to s of a film with these words, [films]. */
  pulls(row: FilmRow): Float64Array;
  /** What each word adds to s, for choices counted by film; linear in these. */
  wordWeights(choices: Float64Array): Float64Array;
}

export interface PreferenceModel {
  readonly name: ModelName;
  readonly unit: ScoreUnit;
  readonly catalogue: Catalogue;
  /** Ratings the model has of each film, [films]. */
  readonly ratings: Int32Array;
  /** At once, without training: a newcomer with a few films is a member like any other. */
  foldIn(history: History): Taste;
  /** The same model with these films as all ratings there are now tell them; absent where that needs training. */
  foldInFilms?(
    histories: Histories,
    films: readonly number[],
    breathe: () => Promise<void>,
  ): Promise<PreferenceModel>;
  /** Ranking scores of many members on the engine now chosen, [members x films]. */
  rankAll(histories: readonly History[]): Promise<Float32Array>;
  save(): Artefact;
  /** Absent in models of ratings. */
  readonly choices?: ChoiceScorer;
  /** Only in models that know films by content alone. */
  readonly content?: ContentScorer;
}

export interface TrainingHooks {
  readonly signal: AbortSignal;
  onEpoch(progress: {
    readonly loss: LossPoint;
    readonly epochs: number;
    readonly secondsLeft: number;
  }): void;
  readonly checkpointSeconds: number;
  /** Called at the end of an epoch, at least `checkpointSeconds` apart, with all that is needed to go on from here. */
  checkpoint(state: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Resolves or throws `EngineLostError`: called when the engine lost its context. */
  recoverEngine(): Promise<void>;
  readonly engineLost: () => boolean;
  /** Tells when the engine is lost, until the returned function is called. */
  onEngineLost(listener: () => void): () => void;
}

export interface Fitted {
  readonly model: PreferenceModel;
  readonly curve: readonly LossPoint[];
}

export interface Algorithm {
  readonly name: ModelName;
  readonly unit: PreferenceModel["unit"];
  readonly defaults: Parameters;
  /** `resumeFrom`: the state of a checkpoint of a run with the same data, parameters and seed. */
  fit(
    data: TrainingData,
    parameters: Parameters,
    seed: number,
    hooks: TrainingHooks,
    resumeFrom: Uint8Array | null,
  ): Promise<Fitted>;
  /** A stored model, its films matched to the present catalogue; films it never met are treated as unrated. */
  load(artefact: Artefact, catalogue: Catalogue): PreferenceModel;
}

export const historyOf = (histories: Histories, member: number): History => {
  const changed = histories.changed?.get(member);
  if (changed) return changed;
  const from = histories.start[member] as number;
  const to = histories.start[member + 1] as number;
  return {
    films: histories.film.subarray(from, to),
    ratings: histories.rating.subarray(from, to),
    at: histories.at.subarray(from, to),
  };
};

/** A history as though these films had never been met. */
export const withoutFilms = ({ films, ratings, at }: History, left: ReadonlySet<number>): History => {
  const kept = [...films.keys()].filter((n) => !left.has(films[n] as number));
  return {
    films: Int32Array.from(kept, (n) => films[n] as number),
    ratings: Float32Array.from(kept, (n) => ratings[n] as number),
    ...(at && { at: Uint32Array.from(kept, (n) => at[n] as number) }),
  };
};

/** Films of a history, oldest first; those of the same or an unknown moment stay ascending. */
export const inOrder = ({ films, at }: History): Int32Array => {
  if (!at) return films;
  const order = Int32Array.from(films.keys()).sort((a, b) => (at[a] as number) - (at[b] as number) || a - b);
  return order.map((n) => films[n] as number);
};

/** Ratings of each film, [films]. */
export const countRatings = (histories: Histories, films: number): Int32Array => {
  const counts = new Int32Array(films);
  for (const film of histories.film) counts[film] = (counts[film] as number) + 1;
  return counts;
};
