/**
 * Like or dislike by a linear support vector machine: min_w ½ |w|² + C Σ_n max(0, 1 − y_n w·x_n), y = ±1, by dual coordinate descent (Hsieh, Chang, Lin,
 * Keerthi & Sundararajan 2008): for n in random order, with G = y_n w·x_n − 1, α_n ← clip(α_n − G / |x_n|², 0, C), w ← w + Δα_n y_n x_n.
 * x are the features of like-features.ts in standard deviations, none further than `farthest` from the mean, a constant, and the film's own words hashed with a sign into `buckets` (Weinberger et al.
 * 2009). The score is w·x, so each feature's part is exact.
 */
import { storedArray } from "../../shared/blocks/artefact.ts";
import { likenessFields } from "../../shared/contract/training.ts";
import { fnv1a } from "../../shared/domain/hash.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import { breather } from "./breather.ts";
import type { Logistic } from "./calibration.ts";
import { featureGroups, type LikeBasis } from "./like-features.ts";
import {
  basisOf,
  calibrateLikes,
  type LikeRows,
  type LikeScorer,
  makeLikeModel,
  rowsOf,
  storedLikes,
} from "./like-preferences.ts";
import type { Algorithm, PreferenceModel } from "./model.ts";

const defaults = {
  cost: 0.001, // C
  epochs: 20,
  buckets: 512,
  shrink: 2, // κ of the features
};

interface Machine {
  readonly centre: Float64Array; // [features]
  readonly spread: Float64Array; // [features] standard deviations
  readonly w: Float64Array; // [features + 1 + buckets]
}

/** Where each word of the films goes, and with which sign. */
const hashed = ({ words }: LikeBasis, buckets: number): { bucket: Int32Array; sign: Int8Array } => {
  const hashes = words.words.map(({ field, word }) => fnv1a(`${field}:${word}`));
  return {
    bucket: Int32Array.from(hashes, (h) => (buckets === 0 ? 0 : (h >>> 1) % buckets)),
    sign: Int8Array.from(hashes, (h) => (buckets === 0 ? 0 : h % 2 === 0 ? 1 : -1)),
  };
};

const features = featureGroups.length;
const farthest = 3;
const firstField = featureGroups.length - likenessFields.length;

/** In standard deviations: a film unlike any that was learned from is judged no further out than those are. */
const standard = (value: number, f: number, { centre, spread }: Pick<Machine, "centre" | "spread">): number =>
  Math.min(farthest, Math.max(-farthest, (value - (centre[f] as number)) / (spread[f] as number)));

const scorerOf = (basis: LikeBasis, machine: Machine): LikeScorer => {
  const { w } = machine;
  const { start, word, weight } = basis.words;
  const { bucket, sign } = hashed(basis, w.length - features - 1);
  const wordPart = (at: number): number => {
    const own = word[at] as number;
    return (w[features + 1 + (bucket[own] as number)] ?? 0) * (sign[own] as number) * (weight[at] as number);
  };
  /** What a film's own words add, whoever asks, [films]. */
  const wordsAdd = Float64Array.from({ length: start.length - 1 }, (_, film) => {
    let sum = 0;
    for (let at = start[film] as number; at < (start[film + 1] as number); at++) sum += wordPart(at);
    return sum;
  });
  return {
    scores: (X, films) =>
      Float64Array.from(films, (film, row) => {
        let score = (w[features] as number) + (wordsAdd[film] as number);
        for (let f = 0; f < features; f++)
          score += (w[f] as number) * standard(X[row * features + f] as number, f, machine);
        return score;
      }),
    parts(x, film) {
      const parts = x.map((value, f) => (w[f] as number) * standard(value, f, machine));
      for (let at = start[film] as number; at < (start[film + 1] as number); at++) {
        const f = firstField + (basis.fieldOf[word[at] as number] as number);
        parts[f] = (parts[f] as number) + wordPart(at);
      }
      return { base: w[features] as number, parts };
    },
  };
};

const standardised = (x: readonly Float64Array[]): Pick<Machine, "centre" | "spread"> => {
  const centre = new Float64Array(features);
  const spread = new Float64Array(features);
  for (const row of x)
    for (let f = 0; f < features; f++) centre[f] = (centre[f] as number) + (row[f] as number) / x.length;
  for (const row of x)
    for (let f = 0; f < features; f++)
      spread[f] = (spread[f] as number) + ((row[f] as number) - (centre[f] as number)) ** 2 / x.length;
  // What is the same everywhere says nothing.
  return { centre, spread: spread.map((variance) => Math.sqrt(variance) || Number.POSITIVE_INFINITY) };
};

const train = async (
  basis: LikeBasis,
  { x, film, liked }: LikeRows,
  { cost: C, epochs, buckets }: typeof defaults,
  seed: number,
  breathe: () => Promise<void>,
): Promise<Machine> => {
  const { centre, spread } = standardised(x);
  const { start, word, weight } = basis.words;
  const { bucket, sign } = hashed(basis, buckets);
  const w = new Float64Array(features + 1 + buckets);
  const scaled = x.map((row) => row.map((value, f) => standard(value, f, { centre, spread })));
  const α = new Float64Array(x.length);
  const squared = Float64Array.from(scaled, (row, n) => {
    let sum = 1 + row.reduce((total, value) => total + value * value, 0);
    const i = film[n] as number;
    for (let at = start[i] as number; at < (start[i + 1] as number); at++)
      sum += (weight[at] as number) ** 2 * Math.abs(sign[word[at] as number] as number);
    return sum;
  });
  const random = seededRandom(seed);
  const order = Int32Array.from({ length: x.length }, (_, n) => n);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const n of order) {
      const row = scaled[n] as Float64Array;
      const i = film[n] as number;
      const y = liked[n] === 1 ? 1 : -1;
      let score = w[features] as number;
      for (let f = 0; f < features; f++) score += (w[f] as number) * (row[f] as number);
      for (let at = start[i] as number; at < (start[i + 1] as number); at++) {
        const own = word[at] as number;
        score +=
          (w[features + 1 + (bucket[own] as number)] ?? 0) * (sign[own] as number) * (weight[at] as number);
      }
      const before = α[n] as number;
      const after = Math.min(C, Math.max(0, before - (y * score - 1) / (squared[n] as number)));
      if (after === before) continue;
      α[n] = after;
      const step = (after - before) * y;
      w[features] = (w[features] as number) + step;
      for (let f = 0; f < features; f++) w[f] = (w[f] as number) + step * (row[f] as number);
      for (let at = start[i] as number; at < (start[i + 1] as number); at++) {
        const own = word[at] as number;
        const place = features + 1 + (bucket[own] as number);
        if (place < w.length)
          w[place] = (w[place] as number) + step * (sign[own] as number) * (weight[at] as number);
      }
    }
    await breathe();
  }
  return { centre, spread, w };
};

const made = (basis: LikeBasis, machine: Machine, logistic: Logistic): PreferenceModel =>
  makeLikeModel("support-vectors", basis, scorerOf(basis, machine), logistic, () => ({
    header: {},
    arrays: { ...machine },
  }));

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks) => {
  const given = parameters as typeof defaults;
  const wait = breather(30);
  const breathe = async (): Promise<void> => {
    await wait();
    hooks.signal.throwIfAborted();
  };
  const basis = basisOf(data, given.shrink);
  const rows = await rowsOf(basis, data.training, breathe);
  const machine = await train(basis, rows, { ...given, buckets: Math.round(given.buckets) }, seed, breathe);
  return { model: made(basis, machine, calibrateLikes(basis, scorerOf(basis, machine), data)), curve: [] };
};

const load: Algorithm["load"] = (artefact, catalogue) => {
  const { basis, logistic } = storedLikes(artefact, catalogue);
  const part = (name: keyof Machine) => storedArray(artefact.arrays, name, Float64Array);
  return made(basis, { centre: part("centre"), spread: part("spread"), w: part("w") }, logistic);
};

export const supportVectors: Algorithm = { name: "support-vectors", unit: "like", defaults, fit, load };
