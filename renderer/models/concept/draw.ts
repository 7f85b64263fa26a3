/**
 * What draws attention, and what is made of it:
 *
 *   log(1 + a_f) = b_y(f) + Σ_j x_fj w_j + e,   w_j ~ N(0, σ²/λ)
 *
 *   a_f: how many speak for film f (ratings of members, or the public's votes);  b_y: the level of its year, as a mean over `span` years;
 *   x_fj = 1 where film f has trait j.  Posterior of w: mean A⁻¹X'(y − b), variance σ² (A⁻¹)_jj, A = X'X + λI (Bishop, Pattern Recognition and
 *   Machine Learning, 3.3); e^w: what a film with the trait draws as a multiple of films otherwise like it. Of fields of which a film has one
 *   value (language, country, length, budget) the others are all films whose value is known: w_j − Σ_k p_k w_k, p the values' shares.
 *
 * Associated, not a cause: what is wanted of a trait may come of the films that have had it.
 */
import type { Concept, ReleasedFilm } from "../../../shared/domain/concept.ts";
import type { Ranged } from "../../../shared/domain/intervals.ts";
import type { TraitField } from "../../../shared/domain/white-space.ts";
import { factorise, quadraticForm, solveFactorised } from "../linear-algebra.ts";

const λ = 1; // films that a trait needs to count for half: little, so that the range stands where the estimate does
const fewestFilms = 8; // of a trait
const mostTraits = 400;
const span = 3; // years that share a level
const z90 = 1.6449;
const surely = 2; // deviations above nothing
const fewestTogether = 3;
const fewestPairs = 8;
const exclusive: ReadonlySet<TraitField> = new Set(["language", "country", "length", "budget"]);

const lengthOf = (minutes: number): string => (minutes < 95 ? "short" : minutes < 125 ? "usual" : "long");
const budgetBands = ["low", "middle", "high"] as const;

const traitsOf = (
  concept: Concept,
  budgetBand: (concept: Concept) => string | null,
): (readonly [TraitField, string])[] => {
  const { genres, keywords, language, country, runtime } = concept;
  const band = budgetBand(concept);
  return [
    ...genres.map((genre) => ["genre", genre] as const),
    ...keywords.map((keyword) => ["keyword", keyword] as const),
    ...(language ? [["language", language] as const] : []),
    ...(country ? [["country", country] as const] : []),
    ...(runtime === null ? [] : [["length", lengthOf(runtime)] as const]),
    ...(band === null ? [] : [["budget", band] as const]),
  ];
};

/** Thirds of the budgets known within three years of the film's. */
const bandsOf = (films: readonly ReleasedFilm[]): ((concept: Concept) => string | null) => {
  const known = films.flatMap(({ concept: { budget, year } }) =>
    budget !== null && year !== null ? [{ budget, year }] : [],
  );
  const bounds = new Map<number, readonly [number, number] | null>();
  return ({ budget, year }) => {
    if (budget === null || year === null) return null;
    let thirds = bounds.get(year);
    if (thirds === undefined) {
      const near = known
        .flatMap((each) => (Math.abs(each.year - year) <= span ? [each.budget] : []))
        .sort((a, b) => a - b);
      const at = (share: number): number => near[Math.floor(share * near.length)] as number;
      thirds = near.length < 3 * fewestFilms ? null : [at(1 / 3), at(2 / 3)];
      bounds.set(year, thirds);
    }
    if (thirds === null) return null;
    return budgetBands[budget < thirds[0] ? 0 : budget < thirds[1] ? 1 : 2];
  };
};

export const yearOf = ({ concept }: ReleasedFilm): number => concept.year as number;

interface Trait {
  readonly field: TraitField;
  readonly value: string;
  /** Places of the films that have it. */
  readonly films: readonly number[];
}
export interface Effect {
  readonly estimate: number;
  readonly sd: number;
}
export interface Draw {
  readonly traits: readonly Trait[];
  /** Of one trait against films otherwise like those with it. */
  readonly effects: readonly Effect[];
  /** Of a film with both traits, at their places. */
  pair(i: number, j: number): Effect;
  /** Which of `traits` a film has. */
  traitsOf(concept: Concept): readonly (readonly [TraitField, string])[];
}

/** As a multiple, with its 90 % interval. */
export const multipleOf = ({ estimate, sd }: Effect): Ranged => ({
  value: Math.exp(estimate),
  low: Math.exp(estimate - z90 * sd),
  high: Math.exp(estimate + z90 * sd),
});

/**
 * What two traits that draw bring beyond the sum of their effects, over pairs that films have: mean μ and variance τ² of the pairs' own (random effects:
 * DerSimonian & Laird 1986), so that two traits that no film has together are not told as though they were sure to add up.
 */
const beyondSum = (
  rows: readonly (readonly number[])[],
  e: Float64Array,
  σ2: number,
  J: number,
): { readonly μ: number; readonly τ2: number } => {
  const pairs = new Map<number, { count: number; sum: number }>();
  for (const [n, row] of rows.entries())
    for (const [at, i] of row.entries())
      for (const j of row.slice(at + 1)) {
        const pair = pairs.get(i * J + j) ?? { count: 0, sum: 0 };
        pairs.set(i * J + j, pair);
        pair.count++;
        pair.sum += e[n] as number;
      }
  const met = [...pairs.values()].filter(({ count }) => count >= fewestTogether);
  if (met.length < fewestPairs) return { μ: 0, τ2: σ2 };
  const weight = met.map(({ count }) => count / σ2);
  const total = weight.reduce((sum, each) => sum + each, 0);
  const centre =
    met.reduce((sum, each, n) => sum + ((weight[n] as number) * each.sum) / each.count, 0) / total;
  const Q = met.reduce(
    (sum, each, n) => sum + (weight[n] as number) * (each.sum / each.count - centre) ** 2,
    0,
  );
  const squares = weight.reduce((sum, each) => sum + each ** 2, 0);
  const τ2 = Math.max(0, (Q - (met.length - 1)) / (total - squares / total));
  const shrunk = met.map(({ count }) => 1 / (σ2 / count + τ2));
  const all = shrunk.reduce((sum, each) => sum + each, 0);
  const μ = met.reduce((sum, each, n) => sum + ((shrunk[n] as number) * each.sum) / each.count, 0) / all;
  return { μ, τ2: τ2 + 1 / all };
};

/** `films` with years; `drawn`: how many speak for each. */
export const learnDraw = (films: readonly ReleasedFilm[], drawn: (film: ReleasedFilm) => number): Draw => {
  const last = films.reduce((latest, film) => Math.max(latest, yearOf(film)), 0);
  const bands = bandsOf(films);
  const counts = new Map<string, { field: TraitField; value: string; films: number[] }>();
  for (const [n, film] of films.entries())
    for (const [field, value] of traitsOf(film.concept, bands)) {
      const trait = counts.get(`${field} ${value}`) ?? { field, value, films: [] };
      counts.set(`${field} ${value}`, trait);
      if (trait.films.at(-1) !== n) trait.films.push(n);
    }
  // A trait of nearly every film is told apart from the level by the few that lack it.
  const traits = [...counts.values()]
    .filter(({ films: own }) => own.length >= fewestFilms && own.length <= films.length - fewestFilms)
    .sort((a, b) => b.films.length - a.films.length)
    .slice(0, mostTraits);

  const y = films.map((film) => Math.log1p(drawn(film)));
  const levels = new Map<number, { sum: number; count: number }>();
  const blockOf = (film: ReleasedFilm): number => Math.floor((last - yearOf(film)) / span);
  films.forEach((film, n) => {
    const level = levels.get(blockOf(film)) ?? { sum: 0, count: 0 };
    levels.set(blockOf(film), level);
    level.sum += y[n] as number;
    level.count++;
  });
  const residual = Float64Array.from(films, (film, n) => {
    const { sum, count } = levels.get(blockOf(film)) as { sum: number; count: number };
    return (y[n] as number) - sum / count;
  });

  const J = traits.length;
  const rows: number[][] = films.map(() => []);
  for (const [j, { films: own }] of traits.entries()) for (const n of own) (rows[n] as number[]).push(j);
  // Centred columns: the level is what remains of every trait's mean.
  const mean = Float64Array.from(traits, ({ films: own }) => own.length / films.length);
  const A = new Float64Array(J * J);
  const c = new Float64Array(J);
  for (const [n, row] of rows.entries())
    for (const i of row) {
      c[i] = (c[i] as number) + (residual[n] as number);
      for (const j of row) A[i * J + j] = (A[i * J + j] as number) + 1;
    }
  for (let i = 0; i < J; i++)
    for (let j = 0; j < J; j++)
      A[i * J + j] =
        (A[i * J + j] as number) -
        films.length * (mean[i] as number) * (mean[j] as number) +
        (i === j ? λ : 0);
  const L = factorise(A, J);
  const w = solveFactorised(L, J, c);
  let level = 0;
  for (let j = 0; j < J; j++) level += (mean[j] as number) * (w[j] as number);
  const e = residual.map((each, n) => {
    let fitted = -level;
    for (const j of rows[n] as number[]) fitted += w[j] as number;
    return each - fitted;
  });
  const squares = e.reduce((sum, each) => sum + each ** 2, 0);
  const σ2 = squares / Math.max(1, films.length - levels.size - J / 2);

  const known = new Map<TraitField, number>();
  for (const { field, films: own } of traits) known.set(field, (known.get(field) ?? 0) + own.length);
  const effectOf = (contrast: Float64Array): Effect => ({
    estimate: contrast.reduce((sum, share, k) => sum + share * (w[k] as number), 0),
    sd: Math.sqrt(σ2 * quadraticForm(L, J, contrast)),
  });
  const against = (j: number): Float64Array => {
    const { field } = traits[j] as Trait;
    return Float64Array.from(traits, (other, k) => {
      const usual =
        exclusive.has(field) && other.field === field ? other.films.length / (known.get(field) as number) : 0;
      return (k === j ? 1 : 0) - usual;
    });
  };
  const effects = traits.map((_, j) => effectOf(against(j)));
  const drawing = effects.map(({ estimate, sd }) => estimate > surely * sd);
  const { μ, τ2 } = beyondSum(
    rows.map((row) => row.filter((j) => drawing[j])),
    e,
    σ2,
    J,
  );
  return {
    traits,
    effects,
    pair: (i, j) => {
      const other = against(j);
      const { estimate, sd } = effectOf(against(i).map((share, k) => share + (other[k] as number)));
      return { estimate: estimate + μ, sd: Math.sqrt(sd ** 2 + τ2) };
    },
    traitsOf: (concept) => traitsOf(concept, bands),
  };
};
