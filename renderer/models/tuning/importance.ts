/**
 * What mattered: a random forest learns the score from the parameters, and its variance over the whole of their ranges is divided among them
 * (functional analysis of variance: Hutter, Hoos & Leyton-Brown 2014, An efficient approach for assessing hyperparameter importance).
 * A tree is a set of boxes b of volume |b| and mean v_b; on the unit cube
 *   f̄ = Σ_b |b| v_b,   V = Σ_b |b| (v_b − f̄)²,   f_j(x) = Σ_{b ∋ x_j} |b| / |b_j| v_b,   share_j = ∫ (f_j(x) − f̄)² dx / V,
 * exact for each tree, then averaged. Hopeless scores count no worse than Tukey's upper fence, lest they be all that is explained.
 */
import type { Importance, SearchRange, TrialResult } from "../../../shared/contract/tuning.ts";
import { type Random, seededRandom } from "../../../shared/domain/random.ts";
import { ranked, type SearchPlan } from "./halving.ts";
import { pointOf } from "./range.ts";

const trees = 64;
const leastInLeaf = 2;
/** Trials below which nothing is said. */
export const fewestTrials = 12;

interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}
interface Sample {
  readonly point: readonly number[];
  readonly value: number;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (samples: readonly Sample[]): number => {
  const middle = mean(samples.map(({ value }) => value));
  return samples.reduce((sum, { value }) => sum + (value - middle) ** 2, 0);
};
const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.round(q * (sorted.length - 1))] as number;

/** The cut after which the parts' squares about their own means are least: Σ v² is fixed, so (Σ v)² / n of both is greatest. */
const bestCut = (samples: readonly Sample[], random: Random): { j: number; at: number } | null => {
  const total = samples.reduce((sum, { value }) => sum + value, 0);
  let best: { j: number; at: number; gain: number } | null = null;
  for (let j = 0; j < (samples[0] as Sample).point.length; j++) {
    const sorted = [...samples].sort((a, b) => (a.point[j] as number) - (b.point[j] as number));
    let sum = 0;
    for (let n = 1; n <= sorted.length - leastInLeaf; n++) {
      const { point, value } = sorted[n - 1] as Sample;
      sum += value;
      const below = point[j] as number;
      const above = sorted[n]?.point[j] as number;
      if (n < leastInLeaf || below === above) continue;
      const gain = sum ** 2 / n + (total - sum) ** 2 / (sorted.length - n) - total ** 2 / sorted.length;
      if (gain > (best?.gain ?? 1e-12)) best = { j, at: below + random() * (above - below), gain };
    }
  }
  return best;
};

const grow = (samples: readonly Sample[], box: Pick<Box, "low" | "high">, random: Random): Box[] => {
  const cut = samples.length >= 2 * leastInLeaf ? bestCut(samples, random) : null;
  if (!cut) return [{ ...box, value: mean(samples.map(({ value }) => value)) }];
  const { j, at } = cut;
  return [
    ...grow(
      samples.filter(({ point }) => (point[j] as number) <= at),
      { low: box.low, high: box.high.with(j, at) },
      random,
    ),
    ...grow(
      samples.filter(({ point }) => (point[j] as number) > at),
      { low: box.low.with(j, at), high: box.high },
      random,
    ),
  ];
};

const volume = ({ low, high }: Box): number =>
  low.reduce((product, from, j) => product * ((high[j] as number) - from), 1);

/** Shares of each dimension alone; null for a tree that says the same everywhere. */
const sharesOf = (boxes: readonly Box[], dimensions: number): number[] | null => {
  const f̄ = boxes.reduce((sum, box) => sum + volume(box) * box.value, 0);
  const V = boxes.reduce((sum, box) => sum + volume(box) * (box.value - f̄) ** 2, 0);
  if (V <= 0) return null;
  return Array.from({ length: dimensions }, (_, j) => {
    const edges = [...new Set(boxes.flatMap(({ low, high }) => [low[j] as number, high[j] as number]))].sort(
      (a, b) => a - b,
    );
    let sum = 0;
    for (const [n, from] of edges.slice(0, -1).entries()) {
      const to = edges[n + 1] as number;
      const there = boxes
        .filter(({ low, high }) => (low[j] as number) <= from && (high[j] as number) >= to)
        .reduce(
          (f, box) => f + (volume(box) / ((box.high[j] as number) - (box.low[j] as number))) * box.value,
          0,
        );
      sum += (to - from) * (there - f̄) ** 2;
    }
    return sum / V;
  });
};

const valueAt = (boxes: readonly Box[], point: readonly number[]): number =>
  boxes.find(({ low, high }) => point.every((x, j) => x >= (low[j] as number) && x <= (high[j] as number)))
    ?.value as number;

/**
 * Null while there are too few trials. All are compared at the first rung, where each was judged: higher up stand only the good ones,
 * which are alike in what mattered.
 */
export const importanceOf = (
  plan: Pick<SearchPlan, "ranges" | "lowerIsBetter" | "seed">,
  results: readonly TrialResult[],
): Importance | null => {
  const trials = ranked(
    plan,
    results.filter(({ rung, score }) => rung === 0 && score !== null),
  );
  if (trials.length < fewestTrials) return null;
  const costs = trials.map(({ score }) => (plan.lowerIsBetter ? 1 : -1) * (score as number));
  const fence = quantile(costs, 0.75) + 1.5 * (quantile(costs, 0.75) - quantile(costs, 0.25));
  const samples = trials.map(({ params }, n) => ({
    point: pointOf(plan.ranges, params),
    value: Math.min(fence, costs[n] as number),
  }));

  const random = seededRandom(plan.seed);
  const whole = { low: plan.ranges.map(() => 0), high: plan.ranges.map(() => 1) };
  const shares: number[][] = [];
  const foretold = samples.map((): number[] => []);
  for (let tree = 0; tree < trees; tree++) {
    const drawn = samples.map(() => Math.floor(random() * samples.length));
    const boxes = grow(
      drawn.map((n) => samples[n] as Sample),
      whole,
      random,
    );
    const share = sharesOf(boxes, plan.ranges.length);
    if (share) shares.push(share);
    const used = new Set(drawn);
    for (const [n, { point }] of samples.entries())
      if (!used.has(n)) foretold[n]?.push(valueAt(boxes, point));
  }
  const seen = samples.filter((_, n) => (foretold[n] as number[]).length > 0);
  const missed = samples.reduce((sum, { value }, n) => {
    const estimates = foretold[n] as number[];
    return estimates.length > 0 ? sum + (value - mean(estimates)) ** 2 : sum;
  }, 0);
  const variance = squares(seen);
  const good = trials.slice(0, Math.max(3, Math.ceil(trials.length / 4)));
  const parameter = ({ name }: SearchRange, j: number): Importance["parameters"][number] => {
    const parts = shares.map((share) => share[j] as number);
    const share = parts.length > 0 ? mean(parts) : 0;
    const values = good.map(({ params }) => params[name] as number);
    return {
      name,
      share,
      deviation: parts.length > 1 ? Math.sqrt(mean(parts.map((part) => (part - share) ** 2))) : 0,
      from: Math.min(...values),
      to: Math.max(...values),
    };
  };
  const errors = trials
    .filter(({ trial }) => trial !== 0)
    .map(({ error }) => error ?? 0)
    .sort((a, b) => a - b);
  return {
    trials: trials.length,
    foretold: variance > 0 ? 1 - missed / variance : 0,
    spread: quantile(costs, 0.9) - quantile(costs, 0.1),
    chance: quantile(errors, 0.5),
    best: trials[0]?.score as number,
    worst: trials.at(-1)?.score as number,
    parameters: plan.ranges.map(parameter).sort((a, b) => b.share - a.share),
  };
};
