/**
 * Scores as choices: ln π_ui = Σ_m w_m x_uim − ln Σ_i' exp(Σ_m w_m x_ui'm) over the candidates i' a member has not seen, a conditional logit
 * (McFadden 1974). The weights are those of the greatest likelihood of the held-out choices, w ~ N(prior, 1 / ridge), by Newton's method.
 */
import { factorise, solveFactorised } from "./linear-algebra.ts";

export interface ChoiceSet {
  /** What was chosen, and what had been seen before: places in the features. */
  readonly chosen: readonly number[];
  readonly seen: Iterable<number>;
  /** By feature: its value for every candidate. */
  readonly features: readonly ArrayLike<number>[];
}

const ridge = 1e-3;
const mostIterations = 40;

/** ln-likelihood with its gradient added to g and its negative Hessian to H. */
const accumulate = (
  { chosen, features }: ChoiceSet,
  isSeen: Uint8Array,
  w: Float64Array,
  g: Float64Array,
  H: Float64Array,
): number => {
  const d = w.length;
  const candidates = features[0]?.length ?? 0;
  const η = new Float64Array(candidates);
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < candidates; i++) {
    for (let m = 0; m < d; m++)
      η[i] = (η[i] as number) + (w[m] as number) * ((features[m] as ArrayLike<number>)[i] as number);
    if (isSeen[i] === 0) largest = Math.max(largest, η[i] as number);
  }
  let total = 0;
  const first = new Float64Array(d);
  const second = new Float64Array(d * d);
  for (let i = 0; i < candidates; i++) {
    if (isSeen[i] === 1) continue;
    const π = Math.exp((η[i] as number) - largest);
    total += π;
    for (let m = 0; m < d; m++) {
      const x = ((features[m] as ArrayLike<number>)[i] as number) * π;
      first[m] = (first[m] as number) + x;
      for (let n = 0; n <= m; n++)
        second[m * d + n] =
          (second[m * d + n] as number) + x * ((features[n] as ArrayLike<number>)[i] as number);
    }
  }
  if (total === 0) return 0;
  const weight = chosen.length;
  for (let m = 0; m < d; m++) {
    for (const i of chosen) g[m] = (g[m] as number) + ((features[m] as ArrayLike<number>)[i] as number);
    g[m] = (g[m] as number) - (weight * (first[m] as number)) / total;
    for (let n = 0; n <= m; n++)
      H[m * d + n] =
        (H[m * d + n] as number) +
        weight *
          ((second[m * d + n] as number) / total -
            ((first[m] as number) * (first[n] as number)) / total ** 2);
  }
  const logTotal = Math.log(total) + largest;
  return chosen.reduce((sum, i) => sum + (η[i] as number) - logTotal, 0);
};

const maskOf = ({ seen, features }: ChoiceSet): Uint8Array => {
  const mask = new Uint8Array(features[0]?.length ?? 0);
  for (const i of seen) mask[i] = 1;
  return mask;
};

/** ln-likelihood of what each set chose. */
export const choiceLikelihoods = (sets: readonly ChoiceSet[], w: Float64Array): Float64Array => {
  const d = w.length;
  return Float64Array.from(sets, (set) =>
    accumulate(set, maskOf(set), w, new Float64Array(d), new Float64Array(d * d)),
  );
};

export const fitChoiceWeights = (sets: readonly ChoiceSet[], prior: readonly number[]): Float64Array => {
  const d = prior.length;
  const seenMasks = sets.map(maskOf);
  const at = (w: Float64Array) => {
    const g = new Float64Array(d);
    const H = new Float64Array(d * d);
    let value = 0;
    for (const [n, set] of sets.entries()) value += accumulate(set, seenMasks[n] as Uint8Array, w, g, H);
    for (let m = 0; m < d; m++) {
      const off = (prior[m] as number) - (w[m] as number);
      g[m] = (g[m] as number) + ridge * off;
      H[m * d + m] = (H[m * d + m] as number) + ridge;
      value -= (ridge * off ** 2) / 2;
    }
    return { value, g, H };
  };
  let w = Float64Array.from(prior);
  let here = at(w);
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const step = solveFactorised(factorise(here.H, d), d, here.g);
    // Far from the optimum a full step overshoots: halved until the likelihood rises.
    let length = 1;
    let there = null;
    let tried = w;
    for (; length > 1e-4; length /= 2) {
      tried = w.map((value, m) => value + length * (step[m] as number)) as Float64Array<ArrayBuffer>;
      there = at(tried);
      if (there.value >= here.value) break;
    }
    if (!there || there.value < here.value) break;
    const gained = there.value - here.value;
    w = tried as Float64Array<ArrayBuffer>;
    here = there;
    if (gained < 1e-7 * Math.abs(here.value)) break;
  }
  return w;
};
