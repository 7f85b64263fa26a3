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
 *   trend_j = (n_j + ½) / (N + 1) lately over the same before, log-normal with variance 1/(n_j + ½) + 1/(m_j + ½)  (Katz et al. 1978)
 *
 * Associated, not a cause: what is wanted of a trait may come of the films that have had it.
 */
import type { Concept, ReleasedFilm } from "../../../shared/domain/concept.ts";
import type { Standing, TraitField, TraitStanding, WhiteSpace } from "../../../shared/domain/white-space.ts";
import { falseDiscoveries } from "../false-discoveries.ts";
import { factorise, quadraticForm, solveFactorised } from "../linear-algebra.ts";

const λ = 1; // films that a trait needs to count for half: little, so that the range stands where the estimate does
const fewestFilms = 8; // of a trait
const mostTraits = 400;
const span = 3; // years that share a level
const lateYears = 5;
const z90 = 1.6449;
const mostFalse = 0.1;
const rare = 0.1; // of all films: of what more have, there is no lack
const exclusive: ReadonlySet<TraitField> = new Set(["language", "country", "length", "budget"]);
/** Too few films to compare traits by. */
export const fewestAttended = 60;

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

const standingOf = (
  sure: boolean,
  draw: TraitStanding["draw"],
  trend: TraitStanding["trend"],
  lately: number,
): Standing => {
  if (!sure) return "unclear";
  if (draw.value > 1) return trend.low > 1 || lately > rare ? "wanted" : "space";
  return trend.low > 1 ? "crowded" : "unwanted";
};

/** Null where too few films have drawn attention. */
export const whiteSpace = (released: readonly ReleasedFilm[]): WhiteSpace | null => {
  const byMembers = released.filter(({ memberRatings }) => memberRatings > 0).length;
  const byPublic = released.filter(({ voteCount }) => voteCount > 0).length;
  const attention = byMembers >= byPublic ? "members" : "public";
  const drawn = ({ memberRatings, voteCount }: ReleasedFilm): number =>
    attention === "members" ? memberRatings : voteCount;
  const films = released.filter((film) => film.concept.year !== null && drawn(film) > 0);
  if (films.length < fewestAttended) return null;
  const yearOf = ({ concept }: ReleasedFilm): number => concept.year as number;
  const last = films.reduce((latest, film) => Math.max(latest, yearOf(film)), 0);
  const since = last - lateYears + 1;

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
  let squares = 0;
  for (const [n, row] of rows.entries()) {
    let fitted = 0;
    for (const j of row) fitted += w[j] as number;
    for (let j = 0; j < J; j++) fitted -= (mean[j] as number) * (w[j] as number);
    squares += ((residual[n] as number) - fitted) ** 2;
  }
  const σ2 = squares / Math.max(1, films.length - levels.size - J / 2);

  const late = films.filter((film) => yearOf(film) >= since).length;
  const early = films.length - late;
  const known = new Map<TraitField, number>();
  for (const { field, films: own } of traits) known.set(field, (known.get(field) ?? 0) + own.length);
  const effects = traits.map(({ field }, j) => {
    const contrast = Float64Array.from(traits, (other, k) => {
      const against =
        exclusive.has(field) && other.field === field ? other.films.length / (known.get(field) as number) : 0;
      return (k === j ? 1 : 0) - against;
    });
    return {
      estimate: contrast.reduce((sum, share, k) => sum + share * (w[k] as number), 0),
      sd: Math.sqrt(σ2 * quadraticForm(L, J, contrast)),
    };
  });
  const q = falseDiscoveries(effects);
  return {
    attention,
    films: films.length,
    since,
    traits: traits.map(({ field, value, films: own }, j): TraitStanding => {
      const { estimate, sd } = effects[j] as { estimate: number; sd: number };
      const lately = own.filter((n) => yearOf(films[n] as ReleasedFilm) >= since).length;
      const before = own.length - lately;
      const ratio = Math.log((lately + 0.5) / (late + 1) / ((before + 0.5) / (early + 1)));
      const spread = Math.sqrt(1 / (lately + 0.5) + 1 / (before + 0.5));
      const ranged = (log: number, deviation: number) => ({
        value: Math.exp(log),
        low: Math.exp(log - z90 * deviation),
        high: Math.exp(log + z90 * deviation),
      });
      const draw = ranged(estimate, sd);
      const share = lately / Math.max(1, late);
      const trend = ranged(ratio, spread);
      return {
        field,
        value,
        films: own.length,
        draw,
        q: q[j] as number,
        lately: share,
        before: before / Math.max(1, early),
        trend,
        standing: standingOf((q[j] as number) <= mostFalse, draw, trend, share),
      };
    }),
  };
};
