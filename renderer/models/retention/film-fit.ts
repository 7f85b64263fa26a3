/**
 * How well a film fits a member beside how it fits everybody: forecasts of a matrix factorisation (factor-descent.ts), centred over members
 * for each film and divided by their spread over all pairs.
 */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { descend, type Factors, startSide, type Visits } from "../factor-descent.ts";

/** Library ids, and seconds since 1970. */
export interface RatedFilms {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly value: Float32Array;
  readonly at: Float64Array;
}

const k = 10;
const epochs = 20;
const η = 0.05;
const penalties = { λ: 1, λb: 0.6 };
const ρ = 0.5;
const atOnce = 20_000;

const weightsOf = (indices: Int32Array, count: number): Float32Array => {
  const n = new Float32Array(count);
  for (const index of indices) n[index] = (n[index] as number) + 1;
  return n.map((ratings) => Math.max(1, ratings) ** (ρ - 1));
};

export interface FilmFit {
  /** Spreads from the average member; NaN where the member or the film has no rating. */
  readonly of: (member: number, film: number) => number;
}

/** From the ratings given before `until`, in seconds since 1970. Null where there are none. */
export const filmFit = async (
  { member, film, value, at }: RatedFilms,
  until: number,
  step: (share: number) => Promise<void>,
): Promise<FilmFit | null> => {
  const random = seededRandom(1);
  const rows = shuffle(
    Int32Array.from(member.keys()).filter((row) => (at[row] as number) < until),
    random,
  );
  if (rows.length === 0) return null;
  const placesOf = (ids: Int32Array): ReadonlyMap<number, number> =>
    new Map([...new Set(rows.map((row) => ids[row] as number))].map((id, place) => [id, place]));
  const members = placesOf(member);
  const films = placesOf(film);
  const μ = rows.reduce((sum, row) => sum + (value[row] as number), 0) / rows.length;
  const factors: Factors = {
    members: startSide(members.size, k, random),
    films: startSide(films.size, k, random),
  };
  const visits: Visits = {
    member: rows.map((row) => members.get(member[row] as number) as number),
    film: rows.map((row) => films.get(film[row] as number) as number),
    x: Float32Array.from(rows, (row) => (value[row] as number) - μ),
  };
  const weights = {
    ...penalties,
    memberWeight: weightsOf(visits.member, members.size),
    filmWeight: weightsOf(visits.film, films.size),
  };
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let from = 0; from < rows.length; from += atOnce) {
      descend(factors, visits, weights, η, from, Math.min(rows.length, from + atOnce));
      await step((epoch + from / rows.length) / epochs);
    }
  const { vectors: P } = factors.members;
  const { vectors: Q } = factors.films;
  const centre = new Float64Array(k);
  for (let u = 0; u < members.size; u++)
    for (let f = 0; f < k; f++) centre[f] = (centre[f] as number) + (P[u * k + f] as number) / members.size;
  const product = (u: number, i: number): number => {
    let sum = 0;
    for (let f = 0; f < k; f++)
      sum += ((P[u * k + f] as number) - (centre[f] as number)) * (Q[i * k + f] as number);
    return sum;
  };
  let squares = 0;
  for (let u = 0; u < members.size; u++) for (let i = 0; i < films.size; i++) squares += product(u, i) ** 2;
  const spread = Math.sqrt(squares / (members.size * films.size)) || 1;
  return {
    of: (id, its) => {
      const u = members.get(id);
      const i = films.get(its);
      return u === undefined || i === undefined ? Number.NaN : product(u, i) / spread;
    },
  };
};
