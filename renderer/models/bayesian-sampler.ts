/**
 * Gibbs sampling of the Bayesian factor model; symbols as in bayesian-factors.ts. A coordinate x that enters the ratings n with
 * weights h_n is drawn from its conditional, e the residuals with x's own part put back:
 *   x | rest ~ N((α Σ h e + λ μ) / l, 1 / l),  l = α Σ h² + λ.
 * An implicit y_j enters every rating of every member who rated j; with t_u = Σ Q_if e_ui and s_u = Σ Q_if² kept for each member its
 * conditional costs one step a member (Rendle 2013, Scaling factorization machines to relational data).
 * Prior of each group of coordinates: λ ~ Γ(½, ½), μ | λ ~ N(0, 1 / λ); of the noise: α ~ Γ(½, ½).
 */
import { gamma, normal, type Random } from "../../shared/domain/random.ts";
import type { Histories } from "./model.ts";

/** Mean and precision of a group of coordinates. */
export interface Prior {
  μ: number;
  λ: number;
}

/** Members, or films: what belongs to each of them, and its ratings in rows from start[a] to start[a + 1]. */
export interface Side {
  readonly start: Int32Array;
  readonly other: Int32Array; // film of a member's row, member of a film's
  readonly root: Float64Array; // |N_a|^-½
  readonly bias: Float64Array;
  readonly biasPrior: Prior;
  /** By factor: own vectors, the implicit ones that belong to the other side's entities, and P or Q. */
  readonly own: readonly Float64Array[];
  readonly implicit: readonly Float64Array[];
  readonly total: readonly Float64Array[];
  readonly ownPrior: readonly Prior[];
  readonly implicitPrior: readonly Prior[];
}

export interface Chain {
  readonly members: Side;
  readonly films: Side;
  readonly residual: Float32Array; // r − r̂, by members
  readonly byFilm: Int32Array; // place in the residuals of each row of the films
  w: number;
  α: number;
}

const side = (
  start: Int32Array,
  other: Int32Array,
  others: number,
  k: number,
  scale: number,
  random: Random,
): Side => {
  const count = start.length - 1;
  const own = Array.from({ length: k }, () =>
    Float64Array.from({ length: count }, () => scale * normal(random)),
  );
  const priors = (): Prior[] => own.map(() => ({ μ: 0, λ: 1 }));
  return {
    start,
    other,
    root: Float64Array.from(
      { length: count },
      (_, a) => 1 / Math.sqrt(Math.max(1, (start[a + 1] as number) - (start[a] as number))),
    ),
    bias: new Float64Array(count),
    biasPrior: { μ: 0, λ: 1 },
    own,
    implicit: own.map(() => new Float64Array(others)),
    total: own.map((values) => values.slice()),
    ownPrior: priors(),
    implicitPrior: priors(),
  };
};

/** A chain at its start: small random factors, everything else at zero. */
export const startChain = (ratings: Histories, films: number, k: number, random: Random): Chain => {
  const members = ratings.start.length - 1;
  const n = ratings.film.length;
  const memberOf = new Int32Array(n);
  for (let u = 0; u < members; u++) memberOf.fill(u, ratings.start[u], ratings.start[u + 1]);
  const start = new Int32Array(films + 1);
  for (const i of ratings.film) start[i + 1] = (start[i + 1] as number) + 1;
  for (let i = 0; i < films; i++) start[i + 1] = (start[i + 1] as number) + (start[i] as number);
  const next = start.slice();
  const byFilm = new Int32Array(n);
  for (const [place, i] of ratings.film.entries()) {
    byFilm[next[i] as number] = place;
    next[i] = (next[i] as number) + 1;
  }
  const chain: Chain = {
    members: side(ratings.start, ratings.film, films, k, 0.1, random),
    films: side(
      start,
      byFilm.map((place) => memberOf[place] as number),
      members,
      k,
      0.1,
      random,
    ),
    residual: Float32Array.from(ratings.rating),
    byFilm,
    w: 0,
    α: 1,
  };
  refreshResidual(chain, ratings);
  return chain;
};

/** r − ŵ of every rating, from the coordinates: at the start, and again now and then against rounding. */
export const refreshResidual = ({ members, films, residual, w }: Chain, ratings: Histories): void => {
  for (let u = 0; u < members.start.length - 1; u++)
    for (let n = members.start[u] as number; n < (members.start[u + 1] as number); n++) {
      const i = ratings.film[n] as number;
      let r̂ = w + (members.bias[u] as number) + (films.bias[i] as number);
      for (let f = 0; f < members.total.length; f++)
        r̂ +=
          ((members.total[f] as Float64Array)[u] as number) * ((films.total[f] as Float64Array)[i] as number);
      residual[n] = (ratings.rating[n] as number) - r̂;
    }
};

const drawPrior = (prior: Prior, values: Float64Array, random: Random): void => {
  const n = values.length;
  let sum = 0;
  let squares = prior.μ ** 2;
  for (const value of values) {
    sum += value;
    squares += (value - prior.μ) ** 2;
  }
  prior.λ = gamma(random, (n + 2) / 2, (1 + squares) / 2);
  prior.μ = sum / (n + 1) + normal(random) / Math.sqrt((n + 1) * prior.λ);
};

/** A draw where the residuals' part Σ h e was taken with the present value x in the prediction. */
const draw = (x: number, he: number, hh: number, α: number, { μ, λ }: Prior, random: Random): number => {
  const l = α * hh + λ;
  return (α * (he + hh * x) + λ * μ) / l + normal(random) / Math.sqrt(l);
};

const drawNoise = (chain: Chain, random: Random): void => {
  const { residual } = chain;
  const n = residual.length;
  let squares = 0;
  let sum = 0;
  for (const e of residual) {
    squares += e * e;
    sum += e;
  }
  chain.α = gamma(random, (1 + n) / 2, (1 + squares) / 2);
  const step = sum / n + normal(random) / Math.sqrt(chain.α * n);
  chain.w += step;
  for (let at = 0; at < n; at++) residual[at] = (residual[at] as number) - step;
};

/** `residual` is in the order of the side. */
const drawBiases = (
  { start, bias, biasPrior }: Side,
  residual: Float32Array,
  α: number,
  random: Random,
): void => {
  drawPrior(biasPrior, bias, random);
  for (let a = 0; a < bias.length; a++) {
    const from = start[a] as number;
    const to = start[a + 1] as number;
    let sum = 0;
    for (let m = from; m < to; m++) sum += residual[m] as number;
    const before = bias[a] as number;
    const after = draw(before, sum, to - from, α, biasPrior, random);
    bias[a] = after;
    for (let m = from; m < to; m++) residual[m] = (residual[m] as number) - (after - before);
  }
};

/** `residual` is in the order of the side. */
const drawFactor = (
  f: number,
  side: Side,
  opposite: Side,
  residual: Float32Array,
  α: number,
  random: Random,
): void => {
  const { start, other, root } = side;
  const count = start.length - 1;
  const own = side.own[f] as Float64Array;
  const total = side.total[f] as Float64Array;
  const implicit = side.implicit[f] as Float64Array;
  const against = opposite.total[f] as Float64Array;
  const ownPrior = side.ownPrior[f] as Prior;
  const implicitPrior = side.implicitPrior[f] as Prior;
  const t = new Float64Array(count);
  const s = new Float64Array(count);
  const moved = new Float64Array(count);

  drawPrior(ownPrior, own, random);
  for (let a = 0; a < count; a++) {
    let he = 0;
    let hh = 0;
    for (let m = start[a] as number; m < (start[a + 1] as number); m++) {
      const h = against[other[m] as number] as number;
      he += h * (residual[m] as number);
      hh += h * h;
    }
    const before = own[a] as number;
    const after = draw(before, he, hh, α, ownPrior, random);
    own[a] = after;
    moved[a] = after - before;
    t[a] = he - (after - before) * hh;
    s[a] = hh;
  }

  drawPrior(implicitPrior, implicit, random);
  for (let j = 0; j < implicit.length; j++) {
    const from = opposite.start[j] as number;
    const to = opposite.start[j + 1] as number;
    let he = 0;
    let hh = 0;
    for (let m = from; m < to; m++) {
      const a = opposite.other[m] as number;
      const h = root[a] as number;
      he += h * (t[a] as number);
      hh += h * h * (s[a] as number);
    }
    const before = implicit[j] as number;
    const after = draw(before, he, hh, α, implicitPrior, random);
    implicit[j] = after;
    for (let m = from; m < to; m++) {
      const a = opposite.other[m] as number;
      const step = (after - before) * (root[a] as number);
      moved[a] = (moved[a] as number) + step;
      t[a] = (t[a] as number) - step * (s[a] as number);
    }
  }

  for (let a = 0; a < count; a++) {
    const step = moved[a] as number;
    total[a] = (total[a] as number) + step;
    for (let m = start[a] as number; m < (start[a + 1] as number); m++)
      residual[m] = (residual[m] as number) - step * (against[other[m] as number] as number);
  }
};

/** One sweep over all coordinates, in steps between which other work may run: members' first, then films'. */
export function* sweep(chain: Chain, random: Random): Generator<void> {
  const { members, films, residual, byFilm } = chain;
  drawNoise(chain, random);
  const { α } = chain;
  drawBiases(members, residual, α, random);
  for (let f = 0; f < members.own.length; f++) {
    yield;
    drawFactor(f, members, films, residual, α, random);
  }
  // Read in rows, the residuals pass through the cache once a factor; by place, they would be fetched one by one.
  const filmResidual = new Float32Array(residual.length);
  for (let m = 0; m < byFilm.length; m++) filmResidual[m] = residual[byFilm[m] as number] as number;
  drawBiases(films, filmResidual, α, random);
  for (let f = 0; f < films.own.length; f++) {
    yield;
    drawFactor(f, films, members, filmResidual, α, random);
  }
  for (let m = 0; m < byFilm.length; m++) residual[byFilm[m] as number] = filmResidual[m] as number;
}
