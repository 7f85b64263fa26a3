/**
 * What trials learn from and are judged by, without a look at the test part: the validation part judges, and from the training part some
 * ratings are held back in turn for what a model does with validation itself (early stopping, calibration), so that no trial is judged
 * by what it was stopped or calibrated on. Choices among unseen films are judged on films withheld from training altogether.
 */

import type { SearchRequest } from "../../../shared/contract/tuning.ts";
import type { FilmTraits, Ratings } from "../../../shared/domain/interactions.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import type { Histories, TrainingData } from "../model.ts";
import { splitRatings } from "../split.ts";
import type { SearchSpace } from "./spaces.ts";

export interface TrialData {
  readonly data: TrainingData;
  /** By member: what judges. */
  readonly held: Histories;
  /** Films among which choices are judged; null = all. */
  readonly among: ReadonlySet<number> | null;
}

const heldBackShare = 0.06;
const withheldFilms = 0.2;

/** The rows that are wanted. */
const rowsWhere = (all: Histories, wanted: (row: number, member: number) => boolean): Histories => {
  const start = new Int32Array(all.start.length);
  const rows: number[] = [];
  for (let u = 0; u < start.length - 1; u++) {
    for (let n = all.start[u] as number; n < (all.start[u + 1] as number); n++)
      if (wanted(n, u)) rows.push(n);
    start[u + 1] = rows.length;
  }
  return {
    start,
    film: Int32Array.from(rows, (n) => all.film[n] as number),
    rating: Float32Array.from(rows, (n) => all.rating[n] as number),
    at: Uint32Array.from(rows, (n) => all.at[n] as number),
  };
};

/** The latest ones where time decides, else drawn. */
const holdBack = (all: Histories, kind: SearchRequest["split"], seed: number) => {
  const rows = Int32Array.from({ length: all.film.length }, (_, n) => n);
  if (kind === "time") rows.sort((a, b) => (all.at[b] as number) - (all.at[a] as number) || a - b);
  else shuffle(rows, seededRandom(seed));
  const back = new Set(rows.subarray(0, Math.max(1, Math.round(heldBackShare * rows.length))));
  return {
    training: rowsWhere(all, (n) => !back.has(n)),
    validation: rowsWhere(all, (n) => back.has(n)),
  };
};

export const trialData = (
  ratings: Ratings,
  traits: FilmTraits,
  { split, holdout, seed }: Pick<SearchRequest, "split" | "holdout" | "seed">,
  judging: SearchSpace["judging"],
): TrialData => {
  const { training, validation } = splitRatings(ratings, split, holdout, seed);
  const { filmIds, scale } = ratings;
  const base = { catalogue: { filmIds, traits }, scale };
  if (judging !== "unseen")
    return { data: { ...base, ...holdBack(training, split, seed) }, held: validation, among: null };
  const films = shuffle(
    Int32Array.from({ length: filmIds.length }, (_, i) => i),
    seededRandom(seed),
  );
  const among = new Set(films.subarray(0, Math.max(1, Math.floor(withheldFilms * films.length))));
  const isWithheld = (n: number): boolean => among.has(training.film[n] as number);
  return {
    data: {
      ...base,
      ...holdBack(
        rowsWhere(training, (n) => !isWithheld(n)),
        split,
        seed,
      ),
    },
    held: rowsWhere(training, isWithheld),
    among,
  };
};

/** Only a share of the members teach; each share holds the smaller ones. */
export const withShareOfMembers = (data: TrainingData, share: number, seed: number): TrainingData => {
  if (share >= 1) return data;
  const members = data.training.start.length - 1;
  const drawn = shuffle(
    Int32Array.from({ length: members }, (_, u) => u),
    seededRandom(seed),
  );
  const teaching = new Set(drawn.subarray(0, Math.ceil(share * members)));
  return { ...data, training: rowsWhere(data.training, (_, u) => teaching.has(u)) };
};
