/** A fitted matrix factorisation: members folded in exactly. Symbols as in matrix-factorisation.ts. */
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { factorise, quadraticForm, solveFactorised } from "./linear-algebra.ts";
import type { Catalogue, History } from "./model.ts";
import type { Expected } from "./rating-calibration.ts";
import { effectsOn, fitTraitEffects, type TraitEffects } from "./traits.ts";

export interface FactorModel {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly k: number;
  readonly μ: number;
  readonly λ: number;
  readonly λb: number;
  readonly ρ: number;
  readonly Q: Float32Array; // [films x k]
  readonly b: Float32Array; // [films]
  readonly ratings: Int32Array; // [films] n_i
}

export interface FoldedMember {
  readonly θ: Float64Array; // (p_u, b_u)
  readonly L: Float64Array; // of A_u = LLᵀ
  readonly history: History;
}

/** (q_i, last), with last = 1 for the whole member and 0 for the taste without the habit. */
export const filmVector = ({ Q, k }: FactorModel, i: number, last: number): Float64Array => {
  const x = new Float64Array(k + 1);
  for (let f = 0; f < k; f++) x[f] = Q[i * k + f] as number;
  x[k] = last;
  return x;
};

export const foldMember = (model: FactorModel, history: History): FoldedMember => {
  const { k, λ, λb, ρ, μ, b, Q } = model;
  const d = k + 1;
  const A = new Float64Array(d * d);
  const right = new Float64Array(d);
  const weight = Math.max(1, history.films.length) ** ρ;
  for (let f = 0; f < k; f++) A[f * d + f] = λ * weight;
  A[k * d + k] = λb * weight;
  for (const [n, i] of history.films.entries()) {
    const e = (history.ratings[n] as number) - μ - (b[i] as number);
    const at = i * k;
    for (let f = 0; f < d; f++) {
      const xf = f < k ? (Q[at + f] as number) : 1;
      right[f] = (right[f] as number) + xf * e;
      for (let g = 0; g <= f; g++) {
        const xg = g < k ? (Q[at + g] as number) : 1;
        A[f * d + g] = (A[f * d + g] as number) + xf * xg;
      }
    }
  }
  const L = factorise(A, d);
  return { θ: solveFactorised(L, d, right), L, history };
};

/** x_iᵀA_u⁻¹x_i: how little the history says of this film. */
const leverage = (model: FactorModel, { L }: FoldedMember, i: number): number =>
  quadraticForm(L, model.k + 1, filmVector(model, i, 1));

export const unbounded = (model: FactorModel, θ: Float64Array, i: number): number => {
  const { k, Q, b, μ } = model;
  let r̂ = μ + (b[i] as number) + (θ[k] as number);
  for (let f = 0; f < k; f++) r̂ += (θ[f] as number) * (Q[i * k + f] as number);
  return r̂;
};

export const expectedRating = (model: FactorModel, { θ }: FoldedMember, i: number): number =>
  Math.min(model.scale.max, Math.max(model.scale.min, unbounded(model, θ, i)));

/** Noise, what is unknown of the member, what is unknown of the film. */
export const expected = (model: FactorModel, member: FoldedMember, i: number): Expected => ({
  rating: expectedRating(model, member, i),
  features: [1, leverage(model, member, i), 1 / ((model.ratings[i] as number) + 1)],
});

/** Ratings needed for a trait's effect to count for half. */
const traitPenalty = 25;

/** Films without ratings stand where films of the same traits do, and move nobody's taste. */
export const completeColdFilms = (trained: FactorModel): FactorModel & { readonly effects: TraitEffects } => {
  const { catalogue, ratings, k } = trained;
  const effects = fitTraitEffects(catalogue.traits, trained.b, ratings, traitPenalty);
  const b = Float32Array.from(trained.b, (bias, i) =>
    ratings[i] !== 0
      ? bias
      : effectsOn(effects, catalogue.traits, i).reduce((sum, { effect }) => sum + effect, 0),
  );
  const Q = trained.Q.map((value, at) => (ratings[Math.floor(at / k)] === 0 ? 0 : value));
  return { ...trained, b, Q, effects };
};
