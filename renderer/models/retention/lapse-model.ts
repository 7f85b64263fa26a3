/**
 * How often members come, and when and why they stop, where no contract tells of the end: visits of a member are Poisson while the member
 * is with the house, rates differ by a gamma distribution, and an unseen lapse ends it. The Pareto/NBD of Schmittlein, Morrison & Colombo
 * (1987, Counting your customers, Management Science 33) in weeks, with a season that all members share and with competing reasons to lapse.
 *
 *   n_iw | λ_i ~ Poisson(λ_i h_w e_iw) while i is with the house,   λ_i ~ Γ(r, α),   mean of h_w = 1
 *   i lapses at the end of week w with π_iw = 1 − Π_k (1 − β_k z_ikw)
 *   L_i ∝ Σ_{d >= t_x} P(d) (α + H_id)^−(r + x),   P(d) = π_id Π_{v < d} (1 − π_iv),   H_id = Σ_{s_i <= w <= d} h_w e_iw
 *
 * Symbols: i member, w week, n visits, x = Σ_w n_iw, s first week of being watched, t_x week of the last visit, d week at whose end the
 * member lapsed (or none), h the house's season, e how much of what plays is new to the member (unseen.ts), k reason, z_ikw 1 where the reason held, β_k its hazard a week. The unknown d, λ and
 * reason are summed out by EM (Dempster, Laird & Rubin 1977): q_id = P(lapsed at d | visits), and of the lapses in a week with several
 * reasons each gets its share β_k z_ikw / Σ_l β_l z_ilw.
 */
import { digamma, logGamma } from "./gamma-function.ts";

/** Visits by week. Members by place; weeks from 0 to `weeks` − 1, the last one complete. */
export interface MemberWeeks {
  readonly members: number;
  readonly weeks: number;
  /** First week in which the member could have come. */
  readonly start: Int32Array;
  readonly visits: Uint8Array; // [members x weeks]
  /** e_iw; absent = 1 everywhere. [members x weeks] */
  readonly offer?: Float32Array;
  /** How e goes on in weeks ahead; absent = 1. */
  readonly repertoire?: Repertoire;
}

/** Films that play and are new to each member (unseen.ts). */
export interface Repertoire {
  readonly c: number;
  readonly unseen: Float32Array; // u_i after the last week
  readonly fresh: number; // ν, films that begin a week
  readonly playing: number; // P, films that play in a week
}

/** One reason to lapse: where it held, also in weeks ahead. [members x width], width >= weeks */
export interface Reason {
  readonly holds: Uint8Array;
  readonly width: number;
}

export interface LapseParameters {
  readonly r: number;
  readonly α: number;
  readonly h: Float64Array; // [weeks]
  readonly β: Float64Array; // [reasons]
}

export interface LapseFit extends LapseParameters {
  readonly logLikelihood: number;
  readonly rounds: number;
}

/** What is believed of the members, given their visits. */
export interface Beliefs {
  readonly alive: Float64Array; // P(with the house after the last week)
  readonly rate: Float64Array; // E[λ | with the house]
  readonly exposure: Float64Array; // H to the last week
  readonly count: Float64Array; // x
  readonly logLikelihood: Float64Array;
}

const mostHazard = 0.5;

/** Complete expectations of the E-step, added up over members. */
interface Sums {
  readonly exposure: Float64Array; // Σ_i E[λ_i alive in w]
  readonly struck: Float64Array; // lapses by reason
  readonly trials: Float64Array; // weeks in which the reason could strike
  rate: number; // Σ E[λ]
  logRate: number; // Σ E[ln λ]
}

/** One member after the E-step. `q` is P(lapsed at the end of week d); its last place P(with the house). Reused from member to member. */
export interface Expected {
  readonly q: Float64Array;
  readonly struck: Float64Array; // lapses by reason; they add up to P(lapsed)
  readonly trials: Float64Array; // weeks in which the reason could strike
  readonly rate: number; // E[λ]
  readonly logRate: number; // E[ln λ]
}

/** Goes through members once; adds to `sums` and tells `each`, where they are given. */
const expectations = (
  { members, weeks, start, visits, offer }: MemberWeeks,
  reasons: readonly Reason[],
  { r, α, h, β }: LapseParameters,
  sums: Sums | null,
  each: ((i: number, expected: Expected) => void) | null = null,
): Beliefs => {
  const alive = new Float64Array(members);
  const rate = new Float64Array(members);
  const exposure = new Float64Array(members);
  const count = new Float64Array(members);
  const logLikelihood = new Float64Array(members);
  const q = new Float64Array(weeks + 1);
  const H = new Float64Array(weeks);
  const π = new Float64Array(weeks);
  const strengths = new Float64Array(reasons.length);
  const struck = new Float64Array(reasons.length);
  const trials = new Float64Array(reasons.length);
  const constant = r * Math.log(α) - logGamma(r);
  for (let i = 0; i < members; i++) {
    const s = start[i] as number;
    let x = 0;
    let last = s;
    let factors = 0; // Σ n ln h − ln n!
    let total = 0;
    for (let w = s; w < weeks; w++) {
      const n = visits[i * weeks + w] as number;
      const open = (h[w] as number) * (offer ? (offer[i * weeks + w] as number) : 1);
      if (n > 0) {
        last = w;
        x += n;
        factors += n * Math.log(open) - logGamma(n + 1);
      }
      total += open;
      H[w] = total;
      let stays = 1;
      for (const [k, { holds, width }] of reasons.entries())
        if (holds[i * width + w]) stays *= 1 - (β[k] as number);
      π[w] = Math.min(mostHazard, 1 - stays);
    }
    const full = α + total;
    let survived = 1;
    for (let w = s; w < last; w++) survived *= 1 - (π[w] as number);
    let sum = 0;
    for (let d = last; d < weeks; d++) {
      const weight =
        survived * (π[d] as number) * Math.exp((r + x) * Math.log(full / (α + (H[d] as number))));
      q[d] = weight;
      sum += weight;
      survived *= 1 - (π[d] as number);
    }
    q[weeks] = survived;
    sum += survived;
    for (let d = last; d <= weeks; d++) q[d] = (q[d] as number) / sum;
    alive[i] = q[weeks] as number;
    rate[i] = (r + x) / full;
    exposure[i] = total;
    count[i] = x;
    logLikelihood[i] = constant + factors + logGamma(r + x) - (r + x) * Math.log(full) + Math.log(sum);
    if (!sums && !each) continue;
    q.fill(0, s, last);
    struck.fill(0);
    trials.fill(0);
    let later = q[weeks] as number; // P(d >= w), from the end
    let rated = (later * (r + x)) / full; // E[λ; d >= w]
    let logRate = digamma(r + x) - later * Math.log(full);
    for (let w = weeks - 1; w >= s; w--) {
      const here = q[w] as number;
      if (w >= last) {
        logRate -= here * Math.log(α + (H[w] as number));
        later += here;
        rated += (here * (r + x)) / (α + (H[w] as number));
        let all = 0;
        for (const [k, { holds, width }] of reasons.entries()) {
          const strength = holds[i * width + w] ? (β[k] as number) : 0;
          strengths[k] = strength;
          all += strength;
        }
        if (all > 0)
          for (let k = 0; k < strengths.length; k++)
            struck[k] = (struck[k] as number) + (here * (strengths[k] as number)) / all;
      }
      if (sums)
        sums.exposure[w] =
          (sums.exposure[w] as number) + rated * (offer ? (offer[i * weeks + w] as number) : 1);
      for (const [k, { holds, width }] of reasons.entries())
        if (holds[i * width + w]) trials[k] = (trials[k] as number) + later;
    }
    each?.(i, { q, struck, trials, rate: rated, logRate });
    if (!sums) continue;
    for (let k = 0; k < struck.length; k++) {
      sums.struck[k] = (sums.struck[k] as number) + (struck[k] as number);
      sums.trials[k] = (sums.trials[k] as number) + (trials[k] as number);
    }
    sums.rate += rated;
    sums.logRate += logRate;
  }
  return { alive, rate, exposure, count, logLikelihood };
};

/** Solves ln r − ψ(r) = c (Minka 2002, Estimating a gamma distribution). */
const shapeOf = (c: number): number => {
  let r = (3 - c + Math.sqrt((c - 3) ** 2 + 24 * c)) / (12 * c);
  for (let n = 0; n < 6; n++) {
    const slope = (digamma(r * 1.0001) - digamma(r)) / (r * 0.0001);
    r = 1 / (1 / r + (Math.log(r) - digamma(r) - c) / (r * r * (1 / r - slope)));
  }
  return r;
};

const mostRounds = 400;
const stopAt = 1e-6; // of the log-likelihood, a member

/** `step` is awaited after each round. */
export const fitLapse = async (
  data: MemberWeeks,
  reasons: readonly Reason[],
  step: (round: number) => Promise<void>,
  from: LapseParameters | null = null,
): Promise<LapseFit> => {
  const { members, weeks, visits } = data;
  const arrivals = new Float64Array(weeks);
  for (let i = 0; i < members; i++)
    for (let w = 0; w < weeks; w++) arrivals[w] = (arrivals[w] as number) + (visits[i * weeks + w] as number);
  const mean = arrivals.reduce((sum, n) => sum + n, 0) / (members * weeks);
  let now: LapseParameters = from ?? {
    r: 1,
    α: 1 / mean,
    h: new Float64Array(weeks).fill(1),
    β: new Float64Array(reasons.length).fill(0.005),
  };
  let before = Number.NEGATIVE_INFINITY;
  for (let round = 0; ; round++) {
    const sums: Sums = {
      exposure: new Float64Array(weeks),
      struck: new Float64Array(reasons.length),
      trials: new Float64Array(reasons.length),
      rate: 0,
      logRate: 0,
    };
    const beliefs = expectations(data, reasons, now, sums);
    const logLikelihood = beliefs.logLikelihood.reduce((sum, value) => sum + value, 0);
    if (round >= mostRounds || logLikelihood - before < stopAt * members)
      return { ...now, logLikelihood, rounds: round };
    before = logLikelihood;
    const h = arrivals.map((n, w) => Math.max(1e-6, n / Math.max(1e-9, sums.exposure[w] as number)));
    const level = h.reduce((sum, value) => sum + value, 0) / weeks;
    const average = sums.rate / members;
    const r = shapeOf(Math.max(1e-6, Math.log(average) - sums.logRate / members));
    now = {
      r,
      α: r / average / level,
      h: h.map((value) => value / level),
      β: sums.struck.map((struck, k) =>
        Math.min(mostHazard, Math.max(1e-7, struck / Math.max(1e-9, sums.trials[k] as number))),
      ),
    };
    await step(round);
  }
};

export const beliefsOf = (
  data: MemberWeeks,
  reasons: readonly Reason[],
  parameters: LapseParameters,
  each: ((i: number, expected: Expected) => void) | null = null,
): Beliefs => expectations(data, reasons, parameters, null, each);
