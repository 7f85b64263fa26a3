/**
 * Biased matrix factorisation (Koren, Bell & Volinsky 2009): r̂_ui = μ + b_u + b_i + p_u·q_i, fitted by AdamW on
 *   ½ Σ (r_ui − r̂_ui)² + ½ λ_b (Σ n_u^ρ b_u² + Σ n_i^ρ b_i²) + ½ λ (Σ n_u^ρ |p_u|² + Σ n_i^ρ |q_i|²),
 * n the number of ratings: ρ = 1 weighs the penalty per rating, ρ = 0 per member or film, ½ lies between, which suits ratings that are
 * not missing at random (Srebro & Salakhutdinov 2010). The penalty is part of the loss; `weightDecay` is the decoupled one.
 *
 * Training: blocks of members against all films; the gradient of the squared error is in factor-gradient.ts, to which the penalty adds
 * λ n_u^ρ p_u and, for films, the block's share of λ n_i^ρ q_i.
 *
 * Serving: a member is the exact minimiser for fixed films, x_i = (q_i, 1), θ_u = (p_u, b_u), A_u = Σ x_i x_iᵀ + n_u^ρ diag(λ, …, λ_b):
 *   θ_u = A_u⁻¹ Σ x_j (r_uj − μ − b_j),
 * linear in the ratings: p_u·q_i = Σ_j w_ij (r_uj − μ − b_j) gives every film of the history its signed share (Hu, Koren & Volinsky 2008).
 */
import * as tf from "@tensorflow/tfjs-core";
import { rmse } from "../../shared/domain/metrics.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { AdamW } from "./adamw.ts";
import { type FactorBlock, type FactorTensors, gradientForm } from "./factor-gradient.ts";
import { completeColdFilms, expected, expectedRating, foldMember } from "./factor-model.ts";
import { loadFactorModel, makeFactorModel } from "./factor-preferences.ts";
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
import { calibrateRatings } from "./rating-calibration.ts";

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
  const stride = Math.ceil(all.length / 200);
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

  const gradientOf = gradientForm(training.film.length, membersCount * films);

  /** The block's ratings, n_u^ρ of its members and its share of n_i^ρ. */
  const blockOf = (b: number): { block: FactorBlock; nuρ: tf.Tensor2D; niρ: tf.Tensor2D } => {
    const rows = members.subarray(offsets[b] as number, (offsets[b] as number) + (sizes[b] as number));
    const start = new Int32Array(rows.length + 1);
    for (const [row, u] of rows.entries()) start[row + 1] = (start[row] as number) + (nu[u] as number);
    const film = new Int32Array(start[rows.length] as number);
    const x = new Float32Array(film.length);
    const share = new Float32Array(films);
    for (const [row, u] of rows.entries()) {
      const history = historyOf(training, u);
      film.set(history.films, start[row]);
      x.set(
        history.ratings.map((r) => r - μ),
        start[row],
      );
      for (const i of history.films) share[i] = (share[i] as number) + (ni[i] as number) ** (ρ - 1);
    }
    return {
      block: { films, start, film, x },
      nuρ: tf.tensor2d(
        Float32Array.from(rows, (u) => (nu[u] as number) ** ρ),
        [rows.length, 1],
      ),
      niρ: tf.tensor2d(share, [films, 1]),
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
      adamw.add("Q", drawn(films, k));
      adamw.add("bi", tf.zeros([films, 1]));
      for (const [b, rows] of sizes.entries()) {
        adamw.add(`P${b}`, drawn(rows, k));
        adamw.add(`bu${b}`, tf.zeros([rows, 1]));
      }
      return adamw;
    },
    step(adamw, b) {
      const { block, nuρ, niρ } = blockOf(b);
      const θ: FactorTensors = {
        P: adamw.value(`P${b}`),
        Q: adamw.value("Q"),
        bu: adamw.value(`bu${b}`),
        bi: adamw.value("bi"),
      };
      const gradient = gradientOf(block, θ);
      const penalised = (part: keyof FactorTensors, weight: number, n: tf.Tensor2D): tf.Tensor =>
        tf.add(gradient[part], tf.mul(tf.mul(θ[part], n), weight));
      adamw.apply(`P${b}`, penalised("P", λ, nuρ));
      adamw.apply("Q", penalised("Q", λ, niρ));
      adamw.apply(`bu${b}`, penalised("bu", λb, nuρ), false);
      adamw.apply("bi", penalised("bi", λb, niρ), false);
      return gradient.squaredError;
    },
    shownLoss: (sum) => Math.sqrt(sum / training.film.length),
    validate(weights) {
      const model = served(data, parameters, weights);
      const truth: number[] = [];
      const estimates: number[] = [];
      for (const u of validated) {
        const member = foldMember(model, historyOf(training, u));
        const heldOut = historyOf(validation, u);
        for (const [n, i] of heldOut.films.entries()) {
          truth.push(heldOut.ratings[n] as number);
          estimates.push(expectedRating(model, member, i));
        }
      }
      return rmse(truth, estimates) ?? 0;
    },
  };
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
    Q: weights.Q as Float32Array,
    b: weights.bi as Float32Array,
    ratings: countRatings(data.training, films),
  });
};

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks, resumeFrom): Promise<Fitted> => {
  const { epochs, patience } = parameters as { epochs: number; patience: number };
  const objective = factorObjective(data, parameters, seed);
  const { weights, curve } = await optimise(objective, { epochs, patience, seed }, hooks, resumeFrom);
  const model = served(data, parameters, weights);
  const calibration = calibrateRatings(data.scale, data.training.start.length - 1, (u) => {
    const member = foldMember(model, historyOf(data.training, u));
    return { expected: (i) => expected(model, member, i), heldOut: historyOf(data.validation, u) };
  });
  return { model: makeFactorModel(model, calibration), curve };
};

export const matrixFactorisation: Algorithm = {
  name: "matrix-factorization",
  unit: "rating",
  defaults,
  fit,
  load: loadFactorModel,
};
