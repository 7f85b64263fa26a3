/** Draws from the distributions the generator needs, each part of it from its own stream. */
import { fnv1a } from "../../../shared/domain/hash.ts";
import { normal, type Random, seededRandom } from "../../../shared/domain/random.ts";

/** A stream of its own for each part, so that a change in one part leaves the others as they were. */
export const streamOf = (seed: number, part: string): Random => seededRandom(fnv1a(`${seed}/${part}`));

export const pick = <T>(values: readonly T[], random: Random): T => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};

export const shuffled = <T>(values: readonly T[], random: Random): T[] => {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
};

/** Index drawn with probability proportional to its weight; weights are not negative and not all zero. */
export const weighted = (weights: ArrayLike<number>, random: Random): number => {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i] as number;
  let rest = random() * total;
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i] as number;
    if (rest < 0) return i;
  }
  return weights.length - 1;
};

export const weightedKey = <K extends string>(weights: Readonly<Record<K, number>>, random: Random): K => {
  const keys = Object.keys(weights) as K[];
  return keys[
    weighted(
      keys.map((key) => weights[key]),
      random,
    )
  ] as K;
};

/** Knuth (1969) below 30, the normal approximation above. */
export const poisson = (mean: number, random: Random): number => {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
};

/** Marsaglia & Tsang (2000) for shape >= 1; scale 1. */
export const gamma = (shape: number, random: Random): number => {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
};
