/**
 * Biased matrix factorisation (Koren, Bell & Volinsky 2009): r̂_ui = μ + b_u + b_i + p_u·q_i, fitted by stochastic gradient descent on
 *   ½ Σ (r_ui − r̂_ui)² + ½ λ_b (Σ n_u^ρ b_u² + Σ n_i^ρ b_i²) + ½ λ (Σ n_u^ρ |p_u|² + Σ n_i^ρ |q_i|²),
 * n the number of ratings: ρ = 1 weighs the penalty per rating, ρ = 0 per member or film, ½ lies between, which suits ratings that are
 * not missing at random (Srebro & Salakhutdinov 2010). The steps are in factor-descent.ts; they look at one rating at a time, so the work
 * stays in typed arrays on every engine.
 *
 * Serving: a member is the exact minimiser for fixed films, x_i = (q_i, 1), θ_u = (p_u, b_u), A_u = Σ x_i x_iᵀ + n_u^ρ diag(λ, …, λ_b):
 *   θ_u = A_u⁻¹ Σ x_j (r_uj − μ − b_j),
 * linear in the ratings: p_u·q_i = Σ_j w_ij (r_uj − μ − b_j) gives every film of the history its signed share (Hu, Koren & Volinsky 2008).
 */
import { decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import type { LossPoint } from "../../shared/contract/training.ts";
import { rmse } from "../../shared/domain/metrics.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { breather } from "./breather.ts";
import {
  descend,
  type FactorSide,
  type Factors,
  type Penalties,
  startSide,
  visitsOf,
} from "./factor-descent.ts";
import { completeColdFilms, expected, foldMember } from "./factor-model.ts";
import { loadFactorModel, makeFactorModel } from "./factor-preferences.ts";
import {
  type Algorithm,
  countRatings,
  type Fitted,
  type Histories,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import { settled } from "./optimise.ts";
import { calibrateRatings } from "./rating-calibration.ts";

const defaults: Parameters = {
  factors: 64,
  penalty: 1, // λ
  biasPenalty: 0.6, // λ_b
  penaltyPower: 0.5, // ρ
  learningRate: 0.05, // η
  epochs: 60,
  patience: 5,
};

/** Ratings visited between two chances to cancel. */
const visitsAtOnce = 20_000;

const meanOf = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** n^(ρ − 1); who has no ratings is never visited. */
const weightsOf = (counts: Int32Array, ρ: number): Float32Array =>
  Float32Array.from(counts, (n) => Math.max(1, n) ** (ρ - 1));

/** A run between two epochs. */
interface Run {
  readonly factors: Factors;
  /** The film side of the epoch with the lowest validation loss. */
  readonly best: Pick<FactorSide, "bias" | "vectors">;
  curve: readonly LossPoint[];
}

const runArrays = ({ factors: { members, films }, best }: Run): Record<string, Float32Array> => ({
  bu: members.bias,
  P: members.vectors,
  Gu: members.squares,
  bi: films.bias,
  Q: films.vectors,
  Gi: films.squares,
  bestBi: best.bias,
  bestQ: best.vectors,
});

const restoreRun = (run: Run, state: Uint8Array): void => {
  const { header, arrays } = decodeArtefact(state);
  run.curve = (header as { curve: readonly LossPoint[] }).curve;
  for (const [name, values] of Object.entries(runArrays(run))) values.set(arrays[name] as Float32Array);
};

const validate = (
  { members, films }: Factors,
  { start, film, rating }: Histories,
  μ: number,
  { min, max }: TrainingData["scale"],
): number => {
  const k = members.vectors.length / members.bias.length;
  const estimates = new Float32Array(rating.length);
  for (let u = 0; u < start.length - 1; u++)
    for (let n = start[u] as number; n < (start[u + 1] as number); n++) {
      const i = film[n] as number;
      let r̂ = μ + (members.bias[u] as number) + (films.bias[i] as number);
      for (let f = 0; f < k; f++)
        r̂ += (members.vectors[u * k + f] as number) * (films.vectors[i * k + f] as number);
      estimates[n] = Math.min(max, Math.max(min, r̂));
    }
  return rmse(rating, estimates) ?? 0;
};

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks, resumeFrom): Promise<Fitted> => {
  const { training, validation, catalogue, scale } = data;
  const {
    factors: k,
    epochs,
    patience,
    learningRate: η,
  } = parameters as Record<"factors" | "epochs" | "patience" | "learningRate", number>;
  const {
    penalty: λ,
    biasPenalty: λb,
    penaltyPower: ρ,
  } = parameters as Record<"penalty" | "biasPenalty" | "penaltyPower", number>;
  const films = catalogue.filmIds.length;
  const membersCount = training.start.length - 1;
  const activity = Int32Array.from(
    { length: membersCount },
    (_, u) => (training.start[u + 1] as number) - (training.start[u] as number),
  );
  const ratings = countRatings(training, films);
  const penalties: Penalties = {
    λ,
    λb,
    memberWeight: weightsOf(activity, ρ),
    filmWeight: weightsOf(ratings, ρ),
  };
  const μ = meanOf(training.rating);
  const random = seededRandom(seed);
  const run: Run = {
    factors: { members: startSide(membersCount, k, random), films: startSide(films, k, random) },
    best: { bias: new Float32Array(films), vectors: new Float32Array(films * k) },
    curve: [],
  };
  const visits = visitsOf(training, μ, random);
  if (resumeFrom) restoreRun(run, resumeFrom);

  const breathe = breather(30);
  const started = performance.now();
  const startedAt = run.curve.length;
  let savedAt = started;
  while (run.curve.length < epochs && !settled(run.curve, patience)) {
    let squaredError = 0;
    for (let from = 0; from < visits.x.length; from += visitsAtOnce) {
      const to = Math.min(visits.x.length, from + visitsAtOnce);
      squaredError += descend(run.factors, visits, penalties, η, from, to);
      await breathe();
      hooks.signal.throwIfAborted();
    }
    const loss = {
      epoch: run.curve.length + 1,
      training: Math.sqrt(squaredError / visits.x.length),
      validation: validate(run.factors, validation, μ, scale),
    };
    if (run.curve.every((point) => loss.validation < point.validation)) {
      run.best.bias.set(run.factors.films.bias);
      run.best.vectors.set(run.factors.films.vectors);
    }
    run.curve = [...run.curve, loss];
    const perEpoch = (performance.now() - started) / 1000 / (loss.epoch - startedAt);
    hooks.onEpoch({ loss, epochs, secondsLeft: perEpoch * (epochs - loss.epoch) });
    if (performance.now() - savedAt > 1000 * hooks.checkpointSeconds) {
      await hooks.checkpoint(encodeArtefact({ header: { curve: run.curve }, arrays: runArrays(run) }));
      savedAt = performance.now();
    }
  }

  const model = completeColdFilms({
    catalogue,
    scale,
    k,
    μ,
    λ,
    λb,
    ρ,
    Q: run.best.vectors,
    b: run.best.bias,
    ratings,
  });
  const calibration = calibrateRatings({
    scale,
    training,
    validation,
    ratings,
    fold: (history) => {
      const member = foldMember(model, history);
      return (i) => expected(model, member, i);
    },
  });
  return { model: makeFactorModel(model, calibration), curve: run.curve };
};

export const matrixFactorisation: Algorithm = {
  name: "matrix-factorization",
  unit: "rating",
  defaults,
  fit,
  load: loadFactorModel,
};
