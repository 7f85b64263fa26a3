/**
 * Which labels a picture bears: ridge regression on each label's 0 and 1 (picture-ridge.ts), its scores turned into probabilities by a logistic curve
 * fitted to the scores of pictures left out (Platt 1999), P(label) = σ(a + b (s − s̄) / σ_s). Judged in five folds: what is told of a picture there
 * comes from pictures of other folds alone, curve, λ and threshold included. Both kernels add up, so that what embedding and features
 * tell alone is measured by leaving one away.
 *
 * Where: the mean over the 7 x 7 places of the network's last convolution is the embedding, so that the log-odds are the mean over places of
 *   M_p = c Σ_d w_d (f_pd − μ_d) · scale_d   plus what the features say: the class-activation map (Zhou et al. 2016), exactly.
 */
import {
  averagePrecision,
  bestThreshold,
  f1At,
  type LabelScore,
} from "../../../shared/domain/label-report.ts";
import { expectedCalibrationError, reliabilityBins } from "../../../shared/domain/reliability.ts";
import { fitLogistic, logit, sigmoid } from "../calibration.ts";
import { type Fit, type Frame, fitRidge, predicted, subKernel } from "./picture-ridge.ts";

export const folds = 5;

/** log-odds = intercept + slope · s. */
interface Curve {
  readonly intercept: number;
  readonly slope: number;
  readonly threshold: number;
}

const curveOf = ({ leftOut, mean }: Fit, truth: readonly boolean[]): Curve => {
  const spread =
    Math.sqrt(leftOut.reduce((sum, s) => sum + (s - mean) ** 2, 0) / leftOut.length) || Number.EPSILON;
  const rows = Array.from(leftOut, (s) => [1, (s - mean) / spread]);
  const share = Math.min(0.99, Math.max(0.01, mean));
  const { w } = fitLogistic(rows, truth, [logit(share), 0]);
  const [a, b] = w as [number, number];
  // A picture that looks like others of a label does not speak against it: what is left out says so by chance alone.
  const slope = Math.max(0, b) / spread;
  const intercept = a - slope * mean;
  const p = Array.from(leftOut, (s) => sigmoid(intercept + slope * s));
  return { intercept, slope, threshold: bestThreshold(p, truth) };
};

export interface Judged {
  /** Probabilities of pictures of other folds, [labels][n]. */
  readonly p: readonly Float64Array[];
  readonly said: readonly Uint8Array[];
}

const rowsOf = (n: number, keep: (i: number) => boolean): Int32Array =>
  Int32Array.from(Array.from({ length: n }, (_, i) => i).filter(keep));

/** `fold[i]`: which of the folds picture i is judged in. */
export const judgeLabels = async (
  K: Float32Array,
  truth: readonly (readonly boolean[])[],
  fold: Int32Array,
  breathe: () => Promise<void>,
): Promise<Judged> => {
  const n = fold.length;
  const p = truth.map(() => new Float64Array(n));
  const said = truth.map(() => new Uint8Array(n));
  for (let f = 0; f < folds; f++) {
    const learned = rowsOf(n, (i) => fold[i] !== f);
    const held = rowsOf(n, (i) => fold[i] === f);
    if (held.length === 0 || learned.length === 0) continue;
    const own = truth.map((label) => Array.from(learned, (i) => label[i] as boolean));
    const { fits } = await fitRidge(
      subKernel(K, n, learned, learned),
      own.map((label) => Float64Array.from(label, Number)),
      breathe,
    );
    const beside = subKernel(K, n, held, learned);
    for (const [l, fit] of fits.entries()) {
      const { intercept, slope, threshold } = curveOf(fit, own[l] as boolean[]);
      for (const [h, i] of held.entries()) {
        const s = predicted(fit, beside.subarray(h * learned.length, (h + 1) * learned.length));
        const chance = sigmoid(intercept + slope * s);
        (p[l] as Float64Array)[i] = chance;
        (said[l] as Uint8Array)[i] = chance >= threshold ? 1 : 0;
      }
    }
  }
  return { p, said };
};

export interface LabelReport {
  readonly scores: readonly LabelScore[];
  readonly macro: {
    readonly ap: number;
    readonly baselineAp: number;
    readonly f1: number;
    readonly baselineF1: number;
  };
  readonly micro: { readonly f1: number };
  readonly ece: number;
  readonly brier: number;
  readonly baselineBrier: number;
}

export const reportOf = (truth: readonly (readonly boolean[])[], { p, said }: Judged): LabelReport => {
  const scores = truth.map((label, l): LabelScore => {
    const support = label.filter(Boolean).length;
    const share = support / label.length;
    return {
      support,
      ap: averagePrecision(p[l] as Float64Array, label),
      baselineAp: share,
      ...f1At(said[l] as Uint8Array, label, 1),
      baselineF1: (2 * share) / (1 + share),
    };
  });
  const mean = (key: "ap" | "baselineAp" | "f1" | "baselineF1"): number =>
    scores.reduce((sum, score) => sum + score[key], 0) / Math.max(1, scores.length);
  const allTruth = truth.flat();
  const allP = p.flatMap((label) => [...label]);
  const allSaid = said.flatMap((label) => [...label]);
  const brier = (of: (l: number, i: number) => number): number => {
    let sum = 0;
    for (const [l, label] of truth.entries())
      for (const [i, is] of label.entries()) sum += (of(l, i) - Number(is)) ** 2;
    return sum / Math.max(1, allTruth.length);
  };
  return {
    scores,
    macro: { ap: mean("ap"), baselineAp: mean("baselineAp"), f1: mean("f1"), baselineF1: mean("baselineF1") },
    micro: { f1: f1At(allSaid, allTruth, 1).f1 },
    ece: expectedCalibrationError(reliabilityBins(allP, allTruth, "mass")) ?? 0,
    brier: brier((l, i) => p[l]?.[i] as number),
    baselineBrier: brier((l) => scores[l]?.baselineAp as number),
  };
};

/** A head as it is kept: log-odds of label l = intercept_l + weights_l · x. */
export interface Head {
  readonly frame: Frame;
  readonly intercepts: Float32Array;
  /** [labels x width], in the frame. */
  readonly weights: Float32Array;
}

export const fitHead = async (
  frame: Frame,
  X: Float32Array,
  K: Float32Array,
  truth: readonly (readonly boolean[])[],
  breathe: () => Promise<void>,
): Promise<Head & { readonly λ: number }> => {
  const width = frame.mean.length;
  const { fits, λ } = await fitRidge(
    K,
    truth.map((label) => Float64Array.from(label, Number)),
    breathe,
  );
  const weights = new Float32Array(truth.length * width);
  const intercepts = new Float32Array(truth.length);
  for (const [l, fit] of fits.entries()) {
    const { intercept, slope } = curveOf(fit, truth[l] as readonly boolean[]);
    intercepts[l] = intercept + slope * fit.mean;
    for (let i = 0; i < fit.α.length; i++) {
      const a = slope * (fit.α[i] as number);
      for (let d = 0; d < width; d++)
        weights[l * width + d] = (weights[l * width + d] as number) + a * (X[i * width + d] as number);
    }
    await breathe();
  }
  return { frame, intercepts, weights, λ };
};

/** Probabilities of all labels for a picture in the frame. */
export const labelsOf = ({ frame, intercepts, weights }: Head, x: Float32Array): Float64Array => {
  const width = frame.mean.length;
  return Float64Array.from(intercepts, (intercept, l) => {
    let sum = intercept;
    for (let d = 0; d < width; d++) sum += (weights[l * width + d] as number) * (x[d] as number);
    return sigmoid(sum);
  });
};

/** M_p of each place, from what the last convolution tells of it [places x embedded]. */
export const activationMap = (
  { frame, weights }: Head,
  label: number,
  places: Float32Array,
): Float32Array => {
  const { mean, scale, embedded } = frame;
  const at = label * mean.length;
  return Float32Array.from({ length: places.length / embedded }, (_, p) => {
    let sum = 0;
    for (let d = 0; d < embedded; d++)
      sum +=
        (weights[at + d] as number) *
        ((places[p * embedded + d] as number) - (mean[d] as number)) *
        (scale[d] as number);
    return sum;
  });
};
