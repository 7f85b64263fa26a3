/**
 * Biased matrix factorisation (Koren, Bell & Volinsky 2009): r̂_ui = μ + b_u + b_i + p_u·q_i, fitted by AdamW on
 *   ½ Σ (r_ui − r̂_ui)² + ½ λ_b (Σ n_u^ρ b_u² + Σ n_i^ρ b_i²) + ½ λ (Σ n_u^ρ |p_u|² + Σ n_i^ρ |q_i|²),
 * n the number of ratings: ρ = 1 weighs the penalty per rating, ρ = 0 per member or film, ½ lies between, which suits ratings that are
 * not missing at random (Srebro & Salakhutdinov 2010). The penalty is part of the loss; `weightDecay` is the decoupled one.
 *
 * Training: blocks of members against all films, X ≈ P Qᵀ masked to what is known, so that the work is matrix products and
 * no look-up needs a gradient. With E = mask ∘ (r − r̂):  ∂P = −E Q + λ n_u^ρ P,  ∂Q = −Eᵀ P + λ n_i^ρ Q (its share of the block).
 *
 * Serving: a member is the exact minimiser for fixed films, x_i = (q_i, 1), θ_u = (p_u, b_u), A_u = Σ x_i x_iᵀ + n_u^ρ diag(λ, …, λ_b):
 *   θ_u = A_u⁻¹ Σ x_j (r_uj − μ − b_j),
 * linear in the ratings: p_u·q_i = Σ_j w_ij (r_uj − μ − b_j) gives every film of the history its signed share (Hu, Koren & Volinsky 2008).
 */
import * as tf from "@tensorflow/tfjs-core";
import { rmse } from "../../shared/domain/metrics.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { AdamW } from "./adamw.ts";
import { calibrate } from "./factor-calibration.ts";
import {
  completeColdFilms,
  expectedRating,
  foldMember,
  loadFactorModel,
  makeFactorModel,
} from "./factor-model.ts";
import {
  type Algorithm,
  countRatings,
  type Fitted,
  type Histories,
  historyOf,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import { type Objective, optimise, type Weights } from "./optimise.ts";

const defaults: Parameters = {
  factors: 64,
  penalty: 1.5, // λ
  biasPenalty: 0.6, // λ_b
  penaltyPower: 0.5, // ρ
  weightDecay: 0,
  learningRate: 0.02,
  initialScale: 0.05,
  batches: 8, // per epoch, at least
  epochs: 60,
  patience: 5,
};

/** Cells of a block that are made dense at once. */
const blockCells = 4_000_000;

/** Members are dealt to blocks in turn by activity, so that blocks weigh about the same. */
const dealMembers = (activity: Int32Array, blocks: number): Int32Array => {
  const byActivity = Int32Array.from(activity.keys()).sort(
    (a, b) => (activity[b] as number) - (activity[a] as number) || a - b,
  );
  const dealt: number[] = [];
  for (let b = 0; b < blocks; b++)
    for (let n = b; n < byActivity.length; n += blocks) dealt.push(byActivity[n] as number);
  return Int32Array.from(dealt);
};

/** Members with ratings here, evenly thinned to what a validation after every epoch may cost. */
const membersWith = ({ start }: Histories): number[] => {
  const all = [...start.keys()].filter((u) => (start[u + 1] ?? 0) > (start[u] as number));
  const stride = Math.ceil(all.length / 500);
  return all.filter((_, n) => n % stride === 0);
};

export const meanRating = (ratings: Float32Array): number =>
  ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;

export const factorObjective = (data: TrainingData, parameters: Parameters, seed: number): Objective => {
  const { training, validation } = data;
  const films = data.catalogue.filmIds.length;
  const membersCount = training.start.length - 1;
  const k = parameters.factors as number;
  const λ = parameters.penalty as number;
  const λb = parameters.biasPenalty as number;
  const ρ = parameters.penaltyPower as number;
  const scale = parameters.initialScale as number;
  const μ = meanRating(training.rating);
  const nu = Int32Array.from(
    { length: membersCount },
    (_, u) => (training.start[u + 1] as number) - (training.start[u] as number),
  );
  const ni = countRatings(training, films);
  const least = Math.ceil((membersCount * films) / blockCells);
  const blocks = Math.max(1, Math.min(membersCount, Math.max(parameters.batches as number, least)));
  const members = dealMembers(nu, blocks);
  const validated = membersWith(validation);
  const sizes = Array.from({ length: blocks }, (_, b) => Math.ceil((membersCount - b) / blocks));
  const offsets = sizes.map((_, b) => sizes.slice(0, b).reduce((sum, size) => sum + size, 0));

  const dense = (b: number): { X: tf.Tensor2D; M: tf.Tensor2D; nuρ: tf.Tensor2D; niρ: tf.Tensor2D } => {
    const rows = sizes[b] as number;
    const X = new Float32Array(rows * films);
    const M = new Float32Array(rows * films);
    const share = new Float32Array(films); // of the film's penalty that falls to this block
    const power = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      const u = members[(offsets[b] as number) + row] as number;
      power[row] = (nu[u] as number) ** ρ;
      for (let n = training.start[u] as number; n < (training.start[u + 1] as number); n++) {
        const i = training.film[n] as number;
        X[row * films + i] = (training.rating[n] as number) - μ;
        M[row * films + i] = 1;
        share[i] = (share[i] as number) + (ni[i] as number) ** (ρ - 1);
      }
    }
    return {
      X: tf.tensor2d(X, [rows, films]),
      M: tf.tensor2d(M, [rows, films]),
      nuρ: tf.tensor2d(power, [rows, 1]),
      niρ: tf.tensor2d(share, [1, films]),
    };
  };

  return {
    batches: blocks,
    create() {
      const random = seededRandom(seed);
      const drawn = (rows: number, columns: number): tf.Tensor2D =>
        tf.tensor2d(
          Float32Array.from({ length: rows * columns }, () => scale * normal(random)),
          [rows, columns],
        );
      const adamw = new AdamW({
        learningRate: parameters.learningRate as number,
        weightDecay: parameters.weightDecay as number,
      });
      adamw.add("Qt", drawn(k, films));
      adamw.add("bi", tf.zeros([1, films]));
      for (const [b, rows] of sizes.entries()) {
        adamw.add(`P${b}`, drawn(rows, k));
        adamw.add(`bu${b}`, tf.zeros([rows, 1]));
      }
      return adamw;
    },
    step(adamw, b) {
      const gradients = factorGradients(
        dense(b),
        { P: adamw.value(`P${b}`), Qt: adamw.value("Qt"), bu: adamw.value(`bu${b}`), bi: adamw.value("bi") },
        λ,
        λb,
      );
      adamw.apply(`P${b}`, gradients.P);
      adamw.apply("Qt", gradients.Qt);
      adamw.apply(`bu${b}`, gradients.bu, false);
      adamw.apply("bi", gradients.bi, false);
      return gradients.squaredError;
    },
    shownLoss: (sum) => Math.sqrt(sum / training.film.length),
    validate(weights) {
      const model = served(data, parameters, weights);
      const truth: number[] = [];
      const expected: number[] = [];
      for (const u of validated) {
        const member = foldMember(model, historyOf(training, u));
        const heldOut = historyOf(validation, u);
        for (const [n, i] of heldOut.films.entries()) {
          truth.push(heldOut.ratings[n] as number);
          expected.push(expectedRating(model, member, i));
        }
      }
      return rmse(truth, expected) ?? 0;
    },
  };
};

export interface FactorBlock {
  readonly X: tf.Tensor2D; // [members, films] r − μ where known, else 0
  readonly M: tf.Tensor2D; // [members, films] 1 where known
  readonly nuρ: tf.Tensor2D; // [members, 1]
  readonly niρ: tf.Tensor2D; // [1, films] the block's share of n_i^ρ
}
export interface FactorWeights {
  readonly P: tf.Tensor2D; // [members, k]
  readonly Qt: tf.Tensor2D; // [k, films]
  readonly bu: tf.Tensor2D; // [members, 1]
  readonly bi: tf.Tensor2D; // [1, films]
}

/** Gradients of the block's loss; transposes are explicit because the wasm product is slow with flags. Call inside `tf.tidy`. */
export const factorGradients = (
  { X, M, nuρ, niρ }: FactorBlock,
  { P, Qt, bu, bi }: FactorWeights,
  λ: number,
  λb: number,
): FactorWeights & { readonly squaredError: tf.Scalar } => {
  const E = tf.mul(M, tf.sub(tf.sub(tf.sub(X, tf.matMul(P, Qt)), bu), bi)) as tf.Tensor2D;
  const penalised = <T extends tf.Tensor>(gradient: tf.Tensor, weight: number, n: tf.Tensor, θ: T): T =>
    tf.sub(tf.mul(tf.mul(θ, n), weight), gradient) as T;
  return {
    P: penalised(tf.matMul(E, tf.transpose(Qt)), λ, nuρ, P),
    Qt: penalised(tf.matMul(tf.transpose(P), E), λ, niρ, Qt),
    bu: penalised(tf.sum(E, 1, true), λb, nuρ, bu),
    bi: penalised(tf.sum(E, 0, true), λb, niρ, bi),
    squaredError: tf.sum(tf.square(E)),
  };
};

const filmSide = (weights: Weights, k: number, films: number): { Q: Float32Array; b: Float32Array } => {
  const Qt = weights.Qt as Float32Array;
  const Q = new Float32Array(films * k);
  for (let f = 0; f < k; f++) for (let i = 0; i < films; i++) Q[i * k + f] = Qt[f * films + i] as number;
  return { Q, b: weights.bi as Float32Array };
};

/** The trained film side, ready to fold members in. */
const served = (
  data: TrainingData,
  parameters: Parameters,
  weights: Weights,
): ReturnType<typeof completeColdFilms> => {
  const films = data.catalogue.filmIds.length;
  const k = parameters.factors as number;
  return completeColdFilms({
    catalogue: data.catalogue,
    scale: data.scale,
    k,
    μ: meanRating(data.training.rating),
    λ: parameters.penalty as number,
    λb: parameters.biasPenalty as number,
    ρ: parameters.penaltyPower as number,
    ...filmSide(weights, k, films),
    ratings: countRatings(data.training, films),
  });
};

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks, resumeFrom): Promise<Fitted> => {
  const { epochs, patience } = parameters as { epochs: number; patience: number };
  const objective = factorObjective(data, parameters, seed);
  const { weights, curve } = await optimise(objective, { epochs, patience, seed }, hooks, resumeFrom);
  const model = served(data, parameters, weights);
  const calibration = calibrate(model, data.training.start.length - 1, (u) => ({
    folded: foldMember(model, historyOf(data.training, u)),
    heldOut: historyOf(data.validation, u),
  }));
  return { model: makeFactorModel(model, calibration), curve };
};

export const matrixFactorisation: Algorithm = {
  name: "matrix-factorization",
  defaults,
  fit,
  load: loadFactorModel,
};
