/**
 * Films and members as directions of one space, whatever the model: a film is what the model thinks of it for a sample of members.
 *   X_si = score of film i for sampled member s, centred over the films of a member and the members of a film,
 *   g_i  = the d leading principal coordinates of column i, of length one,
 *   t_i  = mean over the traits of i of the mean g of the films that carry the trait,
 *   f_i  ∝ n_i / (n_i + κ) g_i + κ / (n_i + κ) t_i − μ   (n_i ratings: a film hardly rated stands where its traits are),
 *   v_u  ∝ Σ ln(1 + M / n_i) f_i over the films that member u liked, of M members: what everybody sees tells little of anyone,
 * μ the mean over all likes. Where the model tells members not apart, or there is none, g_i sums random directions of the traits
 * weighted by their rarity (random indexing, Kanerva et al. 2000).
 */
import { type FilmTraits, likedFrom } from "../../../shared/domain/interactions.ts";
import { normal, seededRandom, shuffle } from "../../../shared/domain/random.ts";
import type { Audience } from "../audience.ts";
import { type Histories, historyOf, type PreferenceModel } from "../model.ts";
import { principalCoordinates } from "./principal-axes.ts";
import { mapTraits, traitKey } from "./traits.ts";

export interface TasteSpace {
  readonly width: number;
  readonly films: Float32Array; // [films x width], of length one or zero
  readonly members: Float32Array; // [members x width], of length one; zero for a member without ratings
  readonly basis: "model" | "traits";
}

const width = 24;
const sampledMembers = 256;
const membersAtOnce = 32;
const κ = 5;

/** Scales each row to length one; rows of nothing stay zero. */
const normalise = (rows: Float32Array): void => {
  for (let at = 0; at < rows.length; at += width) {
    let length = 0;
    for (let a = 0; a < width; a++) length += (rows[at + a] as number) ** 2;
    const scale = length > 1e-12 ? 1 / Math.sqrt(length) : 0;
    for (let a = 0; a < width; a++) rows[at + a] = (rows[at + a] as number) * scale;
  }
};

const centre = (X: Float32Array, rows: number, columns: number): void => {
  const means = new Float64Array(columns);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = 0; i < columns; i++) sum += X[r * columns + i] as number;
    const mean = sum / columns;
    for (let i = 0; i < columns; i++) {
      const value = (X[r * columns + i] as number) - mean;
      X[r * columns + i] = value;
      means[i] = (means[i] as number) + value / rows;
    }
  }
  for (let r = 0; r < rows; r++)
    for (let i = 0; i < columns; i++)
      X[r * columns + i] = (X[r * columns + i] as number) - (means[i] as number);
};

/** Members with the longest histories say most; among many of them, a sample that repeats. */
const sampleOf = ({ start }: Histories, seed: number): number[] => {
  const members = Int32Array.from({ length: start.length - 1 }, (_, u) => u).filter(
    (u) => (start[u + 1] as number) - (start[u] as number) >= 3,
  );
  const drawn = shuffle(members, seededRandom(seed)).slice(0, sampledMembers * 4);
  const length = (u: number): number => (start[u + 1] as number) - (start[u] as number);
  return [...drawn].sort((a, b) => length(b) - length(a) || a - b).slice(0, sampledMembers);
};

const scoresOf = async (
  model: PreferenceModel,
  { histories }: Audience,
  seed: number,
  breathe: () => Promise<void>,
): Promise<{ X: Float32Array; rows: number }> => {
  const sample = sampleOf(histories, seed);
  const films = model.catalogue.filmIds.length;
  const X = new Float32Array(sample.length * films);
  for (let from = 0; from < sample.length; from += membersAtOnce) {
    const some = sample.slice(from, from + membersAtOnce).map((u) => historyOf(histories, u));
    const scores = await model.rankAll(some);
    X.set(
      scores.map((score) => (Number.isFinite(score) ? score : 0)),
      from * films,
    );
    await breathe();
  }
  centre(X, sample.length, films);
  return { X, rows: sample.length };
};

const carriersOf = (traits: FilmTraits, films: number): Map<string, number[]> => {
  const carriers = new Map<string, number[]>();
  for (let film = 0; film < films; film++)
    for (const trait of mapTraits(traits, film)) {
      const key = traitKey(trait);
      const list = carriers.get(key);
      if (list) list.push(film);
      else carriers.set(key, [film]);
    }
  return carriers;
};

const randomIndexing = (
  carriers: ReadonlyMap<string, readonly number[]>,
  films: number,
  seed: number,
): Float32Array => {
  const rows = new Float32Array(films * width);
  const random = seededRandom(seed);
  for (const [, carrying] of carriers) {
    const direction = Float64Array.from({ length: width }, () => normal(random));
    const rarity = carrying.length < 2 ? 0 : Math.log(films / carrying.length);
    for (const film of carrying)
      for (let a = 0; a < width; a++)
        rows[film * width + a] = (rows[film * width + a] as number) + rarity * (direction[a] as number);
  }
  normalise(rows);
  return rows;
};

/** Moves films towards the mean of their traits' means, the more the fewer ratings they have. */
const leanOnTraits = (
  g: Float32Array,
  n: ArrayLike<number>,
  carriers: ReadonlyMap<string, readonly number[]>,
): Float32Array => {
  const films = n.length;
  const sums = new Float32Array(films * width);
  for (const [, carrying] of carriers) {
    const mean = new Float64Array(width);
    let weight = 0;
    for (const film of carrying) {
      const known = (n[film] as number) / ((n[film] as number) + κ);
      weight += known;
      for (let a = 0; a < width; a++) mean[a] = (mean[a] as number) + known * (g[film * width + a] as number);
    }
    if (weight === 0) continue;
    // A rare trait says more, but of few films less surely.
    const telling = Math.log(1 + films / carrying.length) / (weight + 2);
    for (const film of carrying)
      for (let a = 0; a < width; a++)
        sums[film * width + a] = (sums[film * width + a] as number) + telling * (mean[a] as number);
  }
  normalise(sums);
  return g.map((value, at) => {
    const ratings = n[Math.floor(at / width)] as number;
    return (ratings * value + κ * (sums[at] as number)) / (ratings + κ);
  });
};

export const likedBy = ({ histories, scale }: Audience, member: number): number[] => {
  const { films, ratings } = historyOf(histories, member);
  const threshold = likedFrom(scale);
  const liked = [...films].filter((_, n) => (ratings[n] as number) >= threshold);
  if (liked.length > 0 || films.length === 0) return liked;
  const best = ratings.reduce((most, rating) => Math.max(most, rating), 0);
  return [...films].filter((_, n) => ratings[n] === best);
};

const add = (
  to: Float32Array | Float64Array,
  at: number,
  from: Float32Array,
  row: number,
  weight: number,
): void => {
  for (let a = 0; a < width; a++)
    to[at + a] = (to[at + a] as number) + weight * (from[row * width + a] as number);
};

export const tasteSpace = async (
  model: PreferenceModel | null,
  traits: FilmTraits,
  audience: Audience,
  counts: Int32Array,
  seed: number,
  breathe: () => Promise<void>,
): Promise<TasteSpace> => {
  const films = counts.length;
  const carriers = carriersOf(traits, films);
  const scored = model && (await scoresOf(model, audience, seed, breathe));
  const informative = scored?.X.some((value) => Math.abs(value) > 1e-6) ?? false;
  let rows: Float32Array;
  if (scored && informative) {
    const g = await principalCoordinates(scored.X, scored.rows, width, seed, breathe);
    normalise(g);
    rows = leanOnTraits(g, counts, carriers);
  } else rows = randomIndexing(carriers, films, seed);

  const members = audience.memberIds.length;
  const μ = new Float64Array(width);
  let likes = 0;
  for (let u = 0; u < members; u++) {
    if (u % 4096 === 0) await breathe();
    for (const film of likedBy(audience, u)) {
      add(μ, 0, rows, film, 1);
      likes++;
    }
  }
  if (likes > 0)
    for (let at = 0; at < rows.length; at++)
      rows[at] = (rows[at] as number) - (μ[at % width] as number) / likes;
  normalise(rows);
  const directions = new Float32Array(members * width);
  for (let u = 0; u < members; u++) {
    if (u % 4096 === 0) await breathe();
    for (const film of likedBy(audience, u))
      add(directions, u * width, rows, film, Math.log(1 + members / (counts[film] as number)));
  }
  normalise(directions);
  return { width, films: rows, members: directions, basis: informative ? "model" : "traits" };
};
