/**
 * A fitted Bayesian factor model: draws of the film side; symbols as in bayesian-factors.ts. In each draw a member with history N and
 * x_j = (Q_j, 1) has the exact posterior θ = (P, b) ~ N(θ̂, A⁻¹):
 *   A = Λ + α Σ_{j ∈ N} x_j x_jᵀ,   A θ̂ = Λ m + α Σ_j x_j (r_j − w − c_j),   m = (μ_p + |N|^-½ Σ_j y_j, μ_b),  Λ = diag(λ_p, λ_b).
 * The expected rating is the mean of w + c_i + x_iᵀθ̂ over the draws; its variance, noise apart, is the mean of x_iᵀA⁻¹x_i plus the
 * variance between draws; a film without ratings adds its prior's Σ_f θ̂_f² / λ_qf + 1 / λ_c.
 */
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { factorise, quadraticForm, solveFactorised } from "./linear-algebra.ts";
import type { Catalogue, History } from "./model.ts";
import type { Expected } from "./rating-calibration.ts";
import { effectsOn, fitTraitEffects, type TraitEffects } from "./traits.ts";

export interface FilmDraw {
  readonly w: number;
  readonly α: number;
  readonly m: Float32Array; // [k + 1] (μ_p, μ_b)
  readonly λ: Float32Array; // [k + 1] (λ_p, λ_b)
  readonly c: Float32Array; // [films]
  readonly Q: Float32Array; // [films x k]
  readonly y: Float32Array; // [films x k]
  readonly μq: Float32Array; // [k] a film of which nothing is known
  readonly σ2: Float32Array; // [k + 1] its variances (1 / λ_q, 1 / λ_c)
}
export interface BayesianModel {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly k: number;
  readonly ratings: Int32Array; // [films] n_i
  readonly draws: readonly FilmDraw[];
  readonly effects: TraitEffects; // on the films' mean biases
}

export interface MemberDraw {
  readonly θ: Float64Array; // θ̂ = (P, b)
  readonly L: Float64Array; // of A = LLᵀ
}
export interface BayesianMember {
  readonly history: History;
  readonly draws: readonly MemberDraw[];
}

/** (Q_i, last), with last = 1 for the whole member and 0 for the taste without the habit. */
export const filmVector = ({ Q }: FilmDraw, k: number, i: number, last: number): Float64Array => {
  const x = new Float64Array(k + 1);
  for (let f = 0; f < k; f++) x[f] = Q[i * k + f] as number;
  x[k] = last;
  return x;
};

const foldInto = (draw: FilmDraw, k: number, { films, ratings }: History): MemberDraw => {
  const d = k + 1;
  const { w, α, m, λ, c, Q, y } = draw;
  const A = new Float64Array(d * d);
  const right = new Float64Array(d);
  const root = 1 / Math.sqrt(Math.max(1, films.length));
  for (let f = 0; f < d; f++) {
    A[f * d + f] = λ[f] as number;
    right[f] = (λ[f] as number) * (m[f] as number);
  }
  for (const [n, j] of films.entries()) {
    const e = α * ((ratings[n] as number) - w - (c[j] as number));
    const at = j * k;
    for (let f = 0; f < k; f++) {
      const x = Q[at + f] as number;
      const αx = α * x;
      right[f] = (right[f] as number) + x * e + (λ[f] as number) * root * (y[at + f] as number);
      for (let g = 0; g <= f; g++) A[f * d + g] = (A[f * d + g] as number) + αx * (Q[at + g] as number);
      A[k * d + f] = (A[k * d + f] as number) + αx;
    }
    right[k] = (right[k] as number) + e;
    A[k * d + k] = (A[k * d + k] as number) + α;
  }
  const L = factorise(A, d);
  return { θ: solveFactorised(L, d, right), L };
};

export const foldMember = ({ draws, k }: BayesianModel, history: History): BayesianMember => ({
  history,
  draws: draws.map((draw) => foldInto(draw, k, history)),
});

const ratingOf = ({ w, c, Q }: FilmDraw, k: number, { θ }: MemberDraw, i: number): number => {
  let r̂ = w + (c[i] as number) + (θ[k] as number);
  for (let f = 0; f < k; f++) r̂ += (θ[f] as number) * (Q[i * k + f] as number);
  return r̂;
};

export const unbounded = ({ draws, k }: BayesianModel, member: BayesianMember, i: number): number => {
  let sum = 0;
  for (const [s, draw] of draws.entries()) sum += ratingOf(draw, k, member.draws[s] as MemberDraw, i);
  return sum / draws.length;
};

export const expectedRating = (model: BayesianModel, member: BayesianMember, i: number): number =>
  Math.min(model.scale.max, Math.max(model.scale.min, unbounded(model, member, i)));

/** Variance of the expected rating, without the noise of a single rating. */
const posteriorVariance = (model: BayesianModel, member: BayesianMember, i: number): number => {
  const { draws, k } = model;
  const mean = unbounded(model, member, i);
  let variance = 0;
  for (const [s, draw] of draws.entries()) {
    const own = member.draws[s] as MemberDraw;
    variance +=
      quadraticForm(own.L, k + 1, filmVector(draw, k, i, 1)) + (ratingOf(draw, k, own, i) - mean) ** 2;
    if (model.ratings[i] !== 0) continue;
    for (let f = 0; f < k; f++) variance += (own.θ[f] as number) ** 2 * (draw.σ2[f] as number);
    variance += draw.σ2[k] as number;
  }
  return variance / draws.length;
};

/** Noise, what is unknown of the member and the taste, what is unknown of the film. */
export const expected = (model: BayesianModel, member: BayesianMember, i: number): Expected => ({
  rating: expectedRating(model, member, i),
  features: [1, posteriorVariance(model, member, i), 1 / ((model.ratings[i] as number) + 1)],
});

/** What each film of the history adds to x_iᵀθ̂, and what is there without any of them; means over the draws. */
export const sharesOf = (
  { draws, k }: BayesianModel,
  { history, draws: own }: BayesianMember,
  i: number,
): {
  readonly films: Float64Array;
  readonly prior: number;
  readonly habit: number;
  readonly w: number;
  readonly c: number;
} => {
  const films = new Float64Array(history.films.length);
  let prior = 0;
  let habit = 0;
  let w = 0;
  let c = 0;
  const root = 1 / Math.sqrt(Math.max(1, history.films.length));
  for (const [s, draw] of draws.entries()) {
    const { θ, L } = own[s] as MemberDraw;
    const v = solveFactorised(L, k + 1, filmVector(draw, k, i, 0));
    habit += θ[k] as number;
    w += draw.w;
    c += draw.c[i] as number;
    for (let f = 0; f <= k; f++) prior += (v[f] as number) * (draw.λ[f] as number) * (draw.m[f] as number);
    for (const [n, j] of history.films.entries()) {
      let seen = 0;
      let along = v[k] as number;
      for (let f = 0; f < k; f++) {
        along += (v[f] as number) * (draw.Q[j * k + f] as number);
        seen += (v[f] as number) * (draw.λ[f] as number) * (draw.y[j * k + f] as number);
      }
      const e = (history.ratings[n] as number) - draw.w - (draw.c[j] as number);
      films[n] = (films[n] as number) + draw.α * along * e + root * seen;
    }
  }
  const S = draws.length;
  return { films: films.map((share) => share / S), prior: prior / S, habit: habit / S, w: w / S, c: c / S };
};

/** Ratings needed for a trait's effect to count for half. */
const traitPenalty = 25;

/** Films without ratings stand where films of the same traits do, and tell nothing of who has seen them. */
export const completeColdFilms = (
  catalogue: Catalogue,
  scale: RatingScale,
  k: number,
  ratings: Int32Array,
  draws: readonly FilmDraw[],
): BayesianModel => {
  const mean = Float64Array.from(ratings, (_, i) =>
    draws.reduce((sum, { c }) => sum + (c[i] as number) / draws.length, 0),
  );
  const effects = fitTraitEffects(catalogue.traits, mean, ratings, traitPenalty);
  const cold = [...ratings.keys()].filter((i) => ratings[i] === 0);
  const completed = draws.map((draw) => ({
    ...draw,
    c: draw.c.slice(),
    Q: draw.Q.slice(),
    y: draw.y.slice(),
  }));
  for (const i of cold) {
    const c = effectsOn(effects, catalogue.traits, i).reduce((sum, { effect }) => sum + effect, 0);
    for (const draw of completed) {
      draw.c[i] = c;
      draw.Q.set(draw.μq, i * k);
      draw.y.fill(0, i * k, (i + 1) * k);
    }
  }
  return { catalogue, scale, k, ratings, draws: completed, effects };
};
