/** What a model of choices must know of a history; what follows from it is common to all (choice-preferences.ts). */
import type { RatingScale } from "../../shared/domain/interactions.ts";
import type { Random } from "../../shared/domain/random.ts";
import type { Catalogue } from "./model.ts";

/** Histories are film indices, ascending; π is the chance that the next film chosen is this one. */
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
}
