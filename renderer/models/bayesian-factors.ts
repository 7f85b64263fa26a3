/**
 * Bayesian matrix factorisation with what was seen as a signal on both sides (Bayesian factors: Salakhutdinov & Mnih 2008; implicit
 * signal: SVD++, Koren 2008; both sides, sampled: Rendle, Zhang & Koren 2019, On the difficulty of evaluating baselines):
 *   r_ui ~ N(w + b_u + c_i + P_u·Q_i, 1 / α),
 *   P_u = p_u + |N_u|^-½ Σ_{j ∈ N_u} y_j,   Q_i = q_i + |M_i|^-½ Σ_{v ∈ M_i} z_v,
 * N_u the films that u rated, M_i the members who rated i, normal priors with unknown mean and precision on b, c and each factor of
 * p, q, y, z. Nothing to tune but the number of factors: the sampler (bayesian-sampler.ts) weighs all precisions against the data.
 * After `burnIn` sweeps every `thinning`-th draw of the film side is kept; bayesian-model.ts folds members into them.
 */

import { type Arrays, decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import type { LossPoint } from "../../shared/contract/training.ts";
import { rmse } from "../../shared/domain/metrics.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { completeColdFilms, expected, type FilmDraw, foldMember } from "./bayesian-model.ts";
import { drawArrays, drawsOf, loadBayesianModel, makeBayesianModel } from "./bayesian-preferences.ts";
import { type Chain, refreshResidual, type Side, startChain, sweep } from "./bayesian-sampler.ts";
import { breather } from "./breather.ts";
import {
  type Algorithm,
  countRatings,
  type Fitted,
  type Histories,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import { calibrateRatings } from "./rating-calibration.ts";

const defaults: Parameters = {
  factors: 12,
  burnIn: 10,
  sweeps: 80,
  draws: 20,
};

/** Floats that the kept draws may hold together. */
const mostFloats = 32_000_000;

const filmDraw = ({ members, films, w, α }: Chain, ratings: Int32Array): FilmDraw => {
  const k = films.total.length;
  const row = (columns: readonly Float64Array[]): Float32Array => {
    const rows = new Float32Array(ratings.length * k);
    for (const [f, column] of columns.entries())
      for (const [i, value] of column.entries()) rows[i * k + f] = value;
    return rows;
  };
  const priors = [...members.ownPrior, members.biasPrior];
  return {
    w,
    α,
    m: Float32Array.from(priors, ({ μ }) => μ),
    λ: Float32Array.from(priors, ({ λ }) => λ),
    c: Float32Array.from(films.bias),
    Q: row(films.total),
    y: row(members.implicit),
    μq: Float32Array.from(films.ownPrior, ({ μ }) => μ),
    σ2: Float32Array.from([...films.ownPrior, films.biasPrior], ({ λ }) => 1 / λ),
  };
};

/** A run between two sweeps: the chain's coordinates, the draws kept, what was shown, and the sums of the validation estimates. */
interface Run {
  sweeps: number;
  readonly chain: Chain;
  readonly draws: FilmDraw[];
  readonly curve: LossPoint[];
  readonly estimates: Float64Array; // [validation ratings] summed over the sweeps since the burn-in
}

const sideArrays = (prefix: string, { bias, own, implicit, total }: Side): Arrays =>
  Object.fromEntries([
    [`${prefix}/bias`, bias],
    ...[own, implicit, total].flatMap((group, at) =>
      group.map((values, f) => [`${prefix}/${["own", "implicit", "total"][at]}/${f}`, values]),
    ),
  ]);
const restoreSide = (arrays: Arrays, prefix: string, side: Side): void => {
  for (const [name, values] of Object.entries(sideArrays(prefix, side)))
    values.set(arrays[name] as Float64Array);
};
const priorsOf = ({ biasPrior, ownPrior, implicitPrior }: Side) => [biasPrior, ...ownPrior, ...implicitPrior];

const encodeRun = ({ sweeps, chain, draws, curve, estimates }: Run): Uint8Array<ArrayBuffer> =>
  encodeArtefact({
    header: {
      sweeps,
      curve,
      w: chain.w,
      α: chain.α,
      priors: [chain.members, chain.films].map(priorsOf),
      draws: draws.map(({ w, α }) => ({ w, α })),
    },
    arrays: {
      estimates,
      ...sideArrays("members", chain.members),
      ...sideArrays("films", chain.films),
      ...drawArrays(draws),
    },
  });

const restoreRun = (run: Run, state: Uint8Array): void => {
  const { header, arrays } = decodeArtefact(state);
  const { sweeps, curve, w, α, priors, draws } = header as {
    sweeps: number;
    curve: LossPoint[];
    w: number;
    α: number;
    priors: { μ: number; λ: number }[][];
    draws: { w: number; α: number }[];
  };
  run.sweeps = sweeps;
  run.curve.push(...curve);
  run.draws.push(...drawsOf(arrays, draws));
  run.estimates.set(arrays.estimates as Float64Array);
  Object.assign(run.chain, { w, α });
  for (const [at, side] of [run.chain.members, run.chain.films].entries()) {
    restoreSide(arrays, at === 0 ? "members" : "films", side);
    for (const [n, prior] of priorsOf(side).entries()) Object.assign(prior, priors[at]?.[n]);
  }
};

/** Adds this sweep's estimates of the validation ratings; returns the error of their means, null where there is none. */
const validate = (
  run: Run,
  validation: Histories,
  { min, max }: TrainingData["scale"],
  counted: number,
): number => {
  const { chain, estimates } = run;
  const { members, films, w } = chain;
  for (let u = 0; u < validation.start.length - 1; u++)
    for (let n = validation.start[u] as number; n < (validation.start[u + 1] as number); n++) {
      const i = validation.film[n] as number;
      let r̂ = w + (members.bias[u] as number) + (films.bias[i] as number);
      for (const [f, P] of members.total.entries())
        r̂ += (P[u] as number) * ((films.total[f] as Float64Array)[i] as number);
      estimates[n] = (estimates[n] as number) + Math.min(max, Math.max(min, r̂));
    }
  return (
    rmse(
      validation.rating,
      estimates.map((sum) => sum / counted),
    ) ?? 0
  );
};

const fit: Algorithm["fit"] = async (data, parameters, seed, hooks, resumeFrom): Promise<Fitted> => {
  const { training, validation, catalogue, scale } = data;
  const films = catalogue.filmIds.length;
  const { factors: k, burnIn, sweeps } = parameters as { factors: number; burnIn: number; sweeps: number };
  const ratings = countRatings(training, films);
  const most = Math.max(
    1,
    Math.min(parameters.draws as number, Math.floor(mostFloats / (films * (2 * k + 1)))),
  );
  const thinning = Math.max(1, Math.floor((sweeps - burnIn) / most));
  const random = (at: number) => seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ at);
  const run: Run = {
    sweeps: 0,
    chain: startChain(training, films, k, random(-1)),
    draws: [],
    curve: [],
    estimates: new Float64Array(validation.film.length),
  };
  if (resumeFrom) restoreRun(run, resumeFrom);
  const breathe = breather(30);
  const started = performance.now();
  const startedAt = run.sweeps;
  let savedAt = started;
  while (run.sweeps < sweeps) {
    refreshResidual(run.chain, training);
    for (const _ of sweep(run.chain, random(run.sweeps))) {
      await breathe();
      hooks.signal.throwIfAborted();
    }
    run.sweeps++;
    const counted = run.sweeps - burnIn;
    if (counted === 1) run.estimates.fill(0);
    const squares = run.chain.residual.reduce((sum, e) => sum + e * e, 0);
    const loss = {
      epoch: run.sweeps,
      training: Math.sqrt(squares / training.film.length),
      validation: validate(run, validation, scale, counted > 0 ? counted : run.sweeps),
    };
    run.curve.push(loss);
    if (counted > 0 && counted % thinning === 0 && run.draws.length < most)
      run.draws.push(filmDraw(run.chain, ratings));
    const perSweep = (performance.now() - started) / 1000 / (run.sweeps - startedAt);
    hooks.onEpoch({ loss, epochs: sweeps, secondsLeft: perSweep * (sweeps - run.sweeps) });
    if (performance.now() - savedAt > 1000 * hooks.checkpointSeconds) {
      await hooks.checkpoint(encodeRun(run));
      savedAt = performance.now();
    }
  }
  const model = completeColdFilms(catalogue, scale, k, ratings, run.draws);
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
  return { model: makeBayesianModel(model, calibration), curve: run.curve };
};

export const bayesianFactors: Algorithm = {
  name: "bayesian-factors",
  unit: "rating",
  defaults,
  fit,
  load: loadBayesianModel,
};
