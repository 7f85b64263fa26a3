/** A fitted matrix factorisation: members folded in exactly, ratings explained share by share. Symbols as in matrix-factorisation.ts. */
import * as tf from "@tensorflow/tfjs-core";
import type { Reason } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type FactorCalibration, likeRating, predictRating } from "./factor-calibration.ts";
import { factorise, quadraticForm, solveFactorised } from "./linear-algebra.ts";
import type { Artefact, Catalogue, History, PreferenceModel, Taste } from "./model.ts";
import { effectsOn, fitTraitEffects, sharedTraits, type TraitEffects } from "./traits.ts";

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
const filmVector = ({ Q, k }: FactorModel, i: number, last: number): Float64Array => {
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
export const leverage = (model: FactorModel, { L }: FoldedMember, i: number): number =>
  quadraticForm(L, model.k + 1, filmVector(model, i, 1));

const unbounded = (model: FactorModel, θ: Float64Array, i: number): number => {
  const { k, Q, b, μ } = model;
  let r̂ = μ + (b[i] as number) + (θ[k] as number);
  for (let f = 0; f < k; f++) r̂ += (θ[f] as number) * (Q[i * k + f] as number);
  return r̂;
};

export const expectedRating = (model: FactorModel, { θ }: FoldedMember, i: number): number =>
  Math.min(model.scale.max, Math.max(model.scale.min, unbounded(model, θ, i)));

/** Shares in stars; they add up to the expected rating. */
const explain = (model: FactorModel, effects: TraitEffects, member: FoldedMember, i: number): Reason[] => {
  const { k, μ, b, catalogue } = model;
  const { θ, L, history } = member;
  const w = solveFactorised(L, k + 1, filmVector(model, i, 0));
  const films = [...history.films].map((film, n): Reason => {
    let share = w[k] as number;
    for (let f = 0; f < k; f++) share += (w[f] as number) * (model.Q[film * k + f] as number);
    share *= (history.ratings[n] as number) - μ - (b[film] as number);
    return {
      kind: "film",
      film: catalogue.filmIds[film] as number,
      share,
      shared: sharedTraits(catalogue.traits, film, i),
    };
  });
  const traits: Reason[] = effectsOn(effects, catalogue.traits, i).map(({ trait, effect }) => ({
    kind: "trait",
    ...trait,
    share: effect,
  }));
  const standing: Reason[] =
    model.ratings[i] === 0
      ? [{ kind: "unrated", share: 0 }, ...traits]
      : [{ kind: "standing", share: b[i] as number }];
  const bounds = expectedRating(model, member, i) - unbounded(model, θ, i);
  return [
    { kind: "average", share: μ },
    ...standing,
    { kind: "habit", share: θ[k] as number },
    ...films.sort((one, other) => Math.abs(other.share) - Math.abs(one.share)),
    ...(bounds === 0 ? [] : [{ kind: "bounds", share: bounds } as const]),
  ];
};

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

export const makeFactorModel = (
  model: ReturnType<typeof completeColdFilms>,
  calibration: FactorCalibration,
): PreferenceModel => {
  const films = model.catalogue.filmIds.length;
  const { Q, b, effects } = model;
  const { k, μ, λ, λb, ρ, scale } = model;

  const foldIn = (history: History): Taste => {
    const member = foldMember(model, history);
    return {
      rank: () => Float32Array.from({ length: films }, (_, i) => unbounded(model, member.θ, i)),
      predict: (i) => predictRating(model, calibration, member, i),
      like: (i) => likeRating(model, calibration, member, i),
      explain: (i) => explain(model, effects, member, i),
    };
  };

  return {
    name: "matrix-factorization",
    unit: "rating",
    catalogue: model.catalogue,
    ratings: model.ratings,
    foldIn,
    async rankAll(histories) {
      const members = histories.map((history) => foldMember(model, history));
      const scores = tf.tidy(() => {
        const Θ = tf.tensor2d(Float32Array.from(members.flatMap(({ θ }) => [...θ])), [members.length, k + 1]);
        const X = tf.concat([tf.tensor2d(Q, [films, k]), tf.ones([films, 1])], 1) as tf.Tensor2D;
        return tf.add(tf.add(tf.matMul(Θ, tf.transpose(X)), tf.tensor2d(b, [1, films])), μ);
      });
      const values = (await scores.data()) as Float32Array;
      scores.dispose();
      return values;
    },
    save: () => ({
      header: { k, μ, λ, λb, ρ, scale, calibration },
      arrays: { filmIds: model.catalogue.filmIds, ratings: model.ratings, Q, b },
    }),
  };
};

export const loadFactorModel = ({ header, arrays }: Artefact, catalogue: Catalogue): PreferenceModel => {
  const { calibration, ...rest } = header as Omit<FactorModel, "catalogue" | "Q" | "b" | "ratings"> & {
    calibration: FactorCalibration;
  };
  const films = catalogue.filmIds.length;
  const stored = arrays as { filmIds: Int32Array; ratings: Int32Array; Q: Float32Array; b: Float32Array };
  const at = new Map([...stored.filmIds].map((id, index) => [id, index]));
  const Q = new Float32Array(films * rest.k);
  const b = new Float32Array(films);
  const ratings = new Int32Array(films);
  for (const [i, id] of catalogue.filmIds.entries()) {
    const j = at.get(id);
    if (j === undefined) continue;
    Q.set(stored.Q.subarray(j * rest.k, (j + 1) * rest.k), i * rest.k);
    b[i] = stored.b[j] as number;
    ratings[i] = stored.ratings[j] as number;
  }
  return makeFactorModel(completeColdFilms({ ...rest, catalogue, Q, b, ratings }), calibration);
};
