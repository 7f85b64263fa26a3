/**
 * Visits in the weeks ahead, by member and in sum, of the model in lapse-model.ts:
 *
 *   E[Y_i] = a_i λ̄_i Σ_j S_ij h_j e_ij,   S_ij = Π_{v < j} (1 − π_iv)
 *   Var Y_i = a_i (μ_i + μ_i² / (r + x_i) + μ_i²) − (a_i μ_i)²,   μ_i = E[Y_i] / a_i
 *
 * Symbols: j week ahead, a_i P(with the house), λ̄_i its rate given that, h_j how busy the house will be, e_ij how much
 * of what plays will be new to the member (unseen.ts). Of θ = (ln r, ln α, ln β) the
 * uncertainty is Σ_i s_i s_iᵀ inverted, s_i the score of a member by Fisher's identity, the mean of the complete data's score (Louis 1982).
 * A sum's interval has both, and how little is known of the season: var = Σ_i Var Y_i + ∇ᵀ V ∇ + (spread Σ_i E[Y_i])², ∇ the gradient by
 * central differences.
 */
import { intervalZ } from "../../../shared/domain/intervals.ts";
import type { Estimate } from "../../../shared/domain/retention.ts";
import { factorise, quadraticForm } from "../linear-algebra.ts";
import { digamma } from "./gamma-function.ts";
import {
  type Beliefs,
  beliefsOf,
  type LapseParameters,
  type MemberWeeks,
  type Reason,
} from "./lapse-model.ts";

export interface Forecast {
  readonly mean: Float64Array; // E[Y_i]
  readonly variance: Float64Array; // of Y_i, the parameters taken as known
  /** E[Σ_j λ h_j | still with the house all along]: what those who lapsed would have made. */
  readonly ifStayed: Float64Array;
}

/** `h`: how busy the house will be in each week ahead; `worth` of a visit in each, 1 if absent. Reasons hold to the last week at least. */
export const forecastOf = (
  { members, weeks, repertoire }: MemberWeeks,
  reasons: readonly Reason[],
  { r, β }: LapseParameters,
  { alive, rate, count }: Beliefs,
  h: ArrayLike<number>,
  worth: ArrayLike<number> | null = null,
): Forecast => {
  const mean = new Float64Array(members);
  const variance = new Float64Array(members);
  const ifStayed = new Float64Array(members);
  for (let i = 0; i < members; i++) {
    let stays = 1;
    let [μ, all] = [0, 0];
    let unseen = repertoire ? (repertoire.unseen[i] as number) : 0;
    for (let j = 0; j < h.length; j++) {
      let came = (rate[i] as number) * (h[j] as number);
      if (repertoire) {
        const { c, fresh, playing } = repertoire;
        came *= 1 - Math.exp(-unseen / c);
        unseen = Math.max(0, unseen - came) * Math.max(0, 1 - fresh / playing) + fresh;
      }
      const visits = came * (worth ? (worth[j] as number) : 1);
      μ += stays * visits;
      all += visits;
      for (const [k, { holds, width }] of reasons.entries()) {
        const w = weeks + j;
        // Beyond the weeks that a reason is told for, silence alone strikes.
        if (w < width ? holds[i * width + w] : k === 0) stays *= 1 - (β[k] as number);
      }
    }
    const a = alive[i] as number;
    mean[i] = a * μ;
    variance[i] = a * (μ + μ ** 2 / (r + (count[i] as number)) + μ ** 2) - (a * μ) ** 2;
    ifStayed[i] = all;
  }
  return { mean, variance, ifStayed };
};

/** Lower factor of the information Σ s sᵀ of (ln r, ln α, ln β), and the parameters one step away along each. */
export interface Uncertainty {
  readonly information: Float64Array; // factorised [p x p]
  readonly steps: readonly { readonly up: LapseParameters; readonly down: LapseParameters }[];
}

const stepSize = 0.02; // of a logarithm

export const uncertaintyOf = (
  data: MemberWeeks,
  reasons: readonly Reason[],
  parameters: LapseParameters,
): Uncertainty => {
  const p = 2 + reasons.length;
  const { r, α, β } = parameters;
  const information = new Float64Array(p * p);
  const s = new Float64Array(p);
  beliefsOf(data, reasons, parameters, (_i, { struck, trials, rate, logRate }) => {
    s[0] = r * (Math.log(α) - digamma(r) + logRate);
    s[1] = r - α * rate;
    for (let k = 0; k < struck.length; k++) {
      const strength = β[k] as number;
      s[2 + k] =
        (struck[k] as number) - (strength / (1 - strength)) * ((trials[k] as number) - (struck[k] as number));
    }
    for (let a = 0; a < p; a++)
      for (let b = 0; b < p; b++)
        information[a * p + b] = (information[a * p + b] as number) + (s[a] as number) * (s[b] as number);
  });
  for (let a = 0; a < p; a++) information[a * p + a] = (information[a * p + a] as number) + 1e-6;
  const moved = (at: number, by: number): LapseParameters => ({
    ...parameters,
    r: at === 0 ? r * Math.exp(by) : r,
    α: at === 1 ? α * Math.exp(by) : α,
    β: β.map((strength, k) => (at === 2 + k ? strength * Math.exp(by) : strength)),
  });
  return {
    information: factorise(information, p),
    steps: Array.from({ length: p }, (_, at) => ({ up: moved(at, stepSize), down: moved(at, -stepSize) })),
  };
};

/** Forecasts of each member one step away along each parameter. */
export const gradientsOf = (
  { steps }: Uncertainty,
  forecast: (parameters: LapseParameters) => Float64Array,
): Float64Array[] =>
  steps.map(({ up, down }) => {
    const above = forecast(up);
    const below = forecast(down);
    return above.map((value, i) => (value - (below[i] as number)) / (2 * stepSize));
  });

/** Σ of the members' forecasts, with what is not known of parameters and of each of them. */
export const sumOf = (
  members: Iterable<number>,
  { mean, variance }: Pick<Forecast, "mean" | "variance">,
  gradients: readonly Float64Array[],
  { information }: Uncertainty,
  spread = 0,
): Estimate => {
  let value = 0;
  let own = 0;
  const gradient = new Float64Array(gradients.length);
  for (const i of members) {
    value += mean[i] as number;
    own += variance[i] as number;
    for (const [at, each] of gradients.entries())
      gradient[at] = (gradient[at] as number) + (each[i] as number);
  }
  const half =
    intervalZ *
    Math.sqrt(own + quadraticForm(information, gradients.length, gradient) + (spread * value) ** 2);
  return { value, low: Math.max(0, value - half), high: value + half };
};
