/**
 * What goes with what people say, beyond what attendance was forecast to be: a distributed lag regression over films' days,
 *
 *   y(f, t) = Σ_b β_b volume_b(f, t) + Σ_b γ_b feeling_b(f, t) + Σ_b ρ_b own_b(f, t) + a_f + c_f t + d_t + e(f, t)
 *
 *   y, volume, feeling, own, weights: talk-panel.ts;  b: windows of days before t;
 *   a_f + c_f t: what is left of a film's strength and decay;  d_t: what a day does to all films, as weather and holidays do; so a day with one film tells nothing;
 *   own: talk that only follows full houses foretells nothing beyond them (Granger 1969).
 *
 * a, c and d are projected out of every column (Frisch & Waugh 1933). Intervals: jackknife over blocks of whole films, everything
 * fitted anew without each (Cameron & Miller 2015; with few blocks MacKinnon, Nielsen & Webb 2023), with Student's t of blocks - 1. Placebo: the same with the talk of the days after as well.
 * A film's own coefficients θ_f are drawn to those of all, θ: θ_f ~ N(θ, τ² I) in standard deviations of the columns, given its days; τ² by moments
 * of its scores s_f = X_fᵀ W e_f: E|s_f|² = σ² tr A_f + τ² tr A_f², A_f = X_fᵀ W X_f, σ² with the autocorrelation of a week (Newey & West 1987).
 */
import type { Change, TalkEffect, TalkPart } from "../../../shared/contract/talk.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";
import { talkBenefit } from "./talk-benefit.ts";
import { before, type TalkPanel } from "./talk-panel.ts";
import { projectedOut } from "./two-way.ts";

export const fewestFilms = 10;
const mostBlocks = 30;
const autocorrelated = 7;
const twice = Math.log(2);
const tenth = 0.1;

/** Student's t at 97.5 %, by its expansion around the normal's quantile z (Abramowitz & Stegun 26.7.5). */
export const studentT = (degrees: number): number => {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};
const at = (column: ArrayLike<number>, row: number): number => column[row] as number;

interface Columns {
  readonly y: Float64Array;
  /** Windows before: volume, feeling, own. */
  readonly x: readonly Float64Array[];
  /** The window after: volume, feeling. */
  readonly placebo: readonly Float64Array[];
}

const inside = (panel: TalkPanel): Columns => {
  const project = projectedOut(panel);
  const [volume, feeling] = [panel.volume.map(project), panel.feeling.map(project)];
  return {
    y: project(panel.y),
    x: [...volume.slice(0, -1), ...feeling.slice(0, -1), ...panel.own.map(project)],
    placebo: [...volume.slice(-1), ...feeling.slice(-1)],
  };
};

/** Weighted least squares. A hair of ridge: columns of few films may be nearly the same. */
const fitted = (x: readonly Float64Array[], y: Float64Array, w: Float64Array): Float64Array => {
  const p = x.length;
  const A = new Float64Array(p * p);
  const b = new Float64Array(p);
  for (const [j, one] of x.entries()) {
    const wx = one.map((value, i) => value * at(w, i));
    b[j] = dot(wx, y);
    for (const [k, other] of x.entries()) A[j * p + k] = dot(wx, other);
  }
  for (let j = 0; j < p; j++) A[j * p + j] = at(A, j * p + j) * (1 + 1e-9) + 1e-9;
  return solveFactorised(factorise(A, p), p, b);
};

interface Estimates {
  readonly θ: Float64Array;
  readonly placebo: Float64Array;
}
const estimated = ({ y, x, placebo }: Columns, { w }: TalkPanel): Estimates => ({
  θ: fitted(x, y, w),
  placebo: fitted([...x, ...placebo], y, w),
});

/** Films dealt out to as many blocks, so that each block holds films of all times. */
const blocksOf = ({ film }: TalkPanel): Int32Array => {
  const known = new Map<number, number>();
  for (const each of film) if (!known.has(each)) known.set(each, known.size % mostBlocks);
  return film.map((each) => known.get(each) as number);
};

const without = (panel: TalkPanel, blocks: Int32Array, block: number): TalkPanel => {
  const kept = (_: unknown, i: number): boolean => blocks[i] !== block;
  const columns = (of: readonly Float64Array[]): Float64Array[] => of.map((column) => column.filter(kept));
  return {
    ...panel,
    film: panel.film.filter(kept),
    day: panel.day.filter(kept),
    y: panel.y.filter(kept),
    w: panel.w.filter(kept),
    volume: columns(panel.volume),
    feeling: columns(panel.feeling),
    own: columns(panel.own),
    level: columns(panel.level),
    seen: panel.seen.filter(kept),
    expected: panel.expected.filter(kept),
  };
};

/** Covariance of estimates from those without a block each, everything anew. */
const jackknife = (all: Float64Array, each: readonly Float64Array[]): Float64Array => {
  const p = all.length;
  const V = new Float64Array(p * p);
  for (const one of each)
    for (let j = 0; j < p; j++)
      for (let k = 0; k < p; k++)
        V[j * p + k] = at(V, j * p + k) + (at(one, j) - at(all, j)) * (at(one, k) - at(all, k));
  return V.map((value) => ((each.length - 1) / each.length) * value);
};

const changeOf = (mean: number, deviation: number, times: number, unit: number): Change => ({
  value: Math.expm1(unit * mean),
  low: Math.expm1(unit * (mean - times * deviation)),
  high: Math.expm1(unit * (mean + times * deviation)),
});

/** Mean and deviation of Lᵀθ. */
const combined = (θ: Float64Array, V: Float64Array, L: ArrayLike<number>): [number, number] => {
  const p = θ.length;
  let variance = 0;
  for (let j = 0; j < p; j++)
    for (let k = 0; k < p; k++) variance += (L[j] as number) * (L[k] as number) * at(V, j * p + k);
  return [dot(θ, L), Math.sqrt(Math.max(0, variance))];
};

const residualsOf = (columns: readonly Float64Array[], y: Float64Array, θ: Float64Array): Float64Array =>
  y.map((value, i) => columns.reduce((rest, column, j) => rest - at(θ, j) * at(column, i), value));

/** Rows less what was fitted to them: columns, levels and trends of films, days. */
const freeRows = ({ film, day }: TalkPanel, p: number): number =>
  Math.max(1, film.length - p - 2 * new Set(film).size - new Set(day).size + 1);

const rowsByFilm = ({ film }: TalkPanel): Map<number, number[]> => {
  const rows = new Map<number, number[]>();
  film.forEach((each, i) => {
    const held = rows.get(each);
    if (held) held.push(i);
    else rows.set(each, [i]);
  });
  return rows;
};

/** σ² of a weighted residual, larger where a film's days resemble those before. */
const longRunVariance = (
  e: Float64Array,
  { w, day }: TalkPanel,
  films: Map<number, number[]>,
  free: number,
): number => {
  const products = new Float64Array(autocorrelated + 1);
  for (const rows of films.values()) {
    const scaled = new Map(rows.map((i) => [day[i] as number, Math.sqrt(at(w, i)) * at(e, i)]));
    for (const [date, value] of scaled)
      for (let lag = 0; lag <= autocorrelated; lag++)
        products[lag] = at(products, lag) + value * (scaled.get(date - lag) ?? 0);
  }
  let sum = at(products, 0);
  for (let lag = 1; lag <= autocorrelated; lag++)
    sum += 2 * (1 - lag / (autocorrelated + 1)) * at(products, lag);
  return Math.max(sum, at(products, 0)) / free;
};

/** How a film differs from all: mean and covariance of θ_f - θ over the columns of talk, all on the scale of their spread. */
const ownOf = (
  film: number,
  columns: readonly Float64Array[],
  scale: Float64Array,
  e: Float64Array,
  panel: TalkPanel,
  free: number,
): { readonly δ: Float64Array; readonly V: Float64Array } | null => {
  const q = scale.length;
  const films = rowsByFilm(panel);
  const told = [...films].map(([of, rows]) => {
    const A = new Float64Array(q * q);
    const s = new Float64Array(q);
    for (const i of rows)
      for (let j = 0; j < q; j++) {
        const wx = at(panel.w, i) * at(columns[j] as Float64Array, i) * at(scale, j);
        s[j] = at(s, j) + wx * at(e, i);
        for (let k = 0; k < q; k++)
          A[j * q + k] = at(A, j * q + k) + wx * at(columns[k] as Float64Array, i) * at(scale, k);
      }
    return { film: of, A, s };
  });
  const mine = told.find((each) => each.film === film);
  if (!mine || mine.A.every((value) => Math.abs(value) < 1e-9)) return null;
  const σ2 = longRunVariance(e, panel, films, free);
  const trace = (A: Float64Array): number =>
    Array.from({ length: q }, (_, j) => at(A, j * q + j)).reduce((a, b) => a + b, 0);
  const square = (A: Float64Array): number => A.reduce((sum, value) => sum + value ** 2, 0);
  const sum = (of: (each: (typeof told)[number]) => number): number =>
    told.reduce((all, each) => all + of(each), 0);
  const τ2 = Math.max(
    0,
    (sum(({ s }) => dot(s, s)) - σ2 * sum(({ A }) => trace(A))) / sum(({ A }) => square(A)),
  );
  const δ = new Float64Array(q);
  const V = new Float64Array(q * q);
  if (τ2 > 0) {
    const precise = mine.A.map((value, j) => value / σ2 + (j % (q + 1) === 0 ? 1 / τ2 : 0));
    const L = factorise(precise, q);
    δ.set(
      solveFactorised(
        L,
        q,
        mine.s.map((value) => value / σ2),
      ),
    );
    for (let j = 0; j < q; j++)
      V.set(
        solveFactorised(
          L,
          q,
          Array.from({ length: q }, (_, k) => (k === j ? 1 : 0)),
        ),
        j * q,
      );
  }
  // Back to the columns' own scale.
  return {
    δ: δ.map((value, j) => value * at(scale, j)),
    V: V.map((value, n) => value * at(scale, Math.floor(n / q)) * at(scale, n % q)),
  };
};

/** Films around whose days there are texts. */
const filmsTold = (panel: TalkPanel, volume: readonly Float64Array[]): Set<number> => {
  const told = new Set<number>();
  panel.film.forEach((film, i) => {
    if (volume.some((column) => Math.abs(at(column, i)) > 1e-9)) told.add(film);
  });
  return told;
};

/** The number of films with texts, where they are too few. */
export const talkEffect = (panel: TalkPanel, film: number | null): TalkEffect | number => {
  const columns = inside(panel);
  const { y, x } = columns;
  const told = filmsTold(panel, x.slice(0, before.length));
  if (told.size < fewestFilms) return told.size;
  const { θ, placebo } = estimated(columns, panel);
  const blocks = blocksOf(panel);
  const less = Array.from({ length: Math.max(...blocks) + 1 }, (_, block) => {
    const rest = without(panel, blocks, block);
    return estimated(inside(rest), rest);
  });
  const V = jackknife(
    θ,
    less.map((each) => each.θ),
  );
  const placeboV = jackknife(
    placebo,
    less.map((each) => each.placebo),
  );
  const talk = x.slice(0, 2 * before.length);
  const times = studentT(Math.min(less.length, told.size) - 1);
  const e = residualsOf(x, y, θ);
  const weight = panel.w.reduce((sum, w) => sum + w, 0);
  const scale = Float64Array.from(talk, (column) => {
    const spread = Math.sqrt(column.reduce((sum, x, i) => sum + at(panel.w, i) * x * x, 0) / weight);
    return spread > 1e-9 ? 1 / spread : 0;
  });
  const mine =
    film !== null && told.has(film) ? ownOf(film, talk, scale, e, panel, freeRows(panel, x.length)) : null;

  const windows = before.length;
  const part = (first: number, unit: number, afterwards: number): TalkPart => {
    const chosen = (from: number, count: number): Float64Array =>
      Float64Array.from(θ, (_, j) => (j >= from && j < from + count ? 1 : 0));
    const all = combined(θ, V, chosen(first, windows));
    const placeboL = Float64Array.from(placebo, (_, j) => (j === x.length + afterwards ? 1 : 0));
    const change = changeOf(...all, times, unit);
    const later = changeOf(...combined(placebo, placeboV, placeboL), times, unit);
    const apart = ({ low, high }: Change): boolean => low > 0 || high < 0;
    let ownChange: Change | null = null;
    if (mine) {
      const [shift, spread] = combined(mine.δ, mine.V, chosen(first, windows).subarray(0, talk.length));
      ownChange = changeOf(all[0] + shift, Math.hypot(all[1], spread), times, unit);
    }
    return {
      all: change,
      own: ownChange,
      windows: before.map(({ from, to }, b) => ({
        ...{ from: -to, to: -from },
        change: changeOf(...combined(θ, V, chosen(first + b, 1)), times, unit),
      })),
      after: later,
      verdict: !apart(change) ? "none" : apart(later) ? "mirrored" : "goes",
    };
  };
  return {
    films: told.size,
    days: panel.film.reduce((sum, each) => sum + (told.has(each) ? 1 : 0), 0),
    texts: panel.texts,
    volume: part(0, twice, 0),
    feeling: part(windows, tenth, 1),
    benefit: talkBenefit(panel),
  };
};
