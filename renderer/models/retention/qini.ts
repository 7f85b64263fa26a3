/**
 * How many visits a campaign would have brought had only the first φ of a ranking got it (Radcliffe 2007, Using control groups to target on
 * predicted lift), a member of the campaign:
 *
 *   Q(φ) = φ (mean of y among the treated of the first φ − mean among the control of the first φ)
 *   q = ∫ Q(φ) dφ − Q(1) / 2, the area above a ranking by chance
 *
 * y may be what is left of visits beside what was foretold without the campaign: the same on average, and less by chance. Intervals: 90 %
 * of bootstrap samples of members, the rankings kept.
 */
import { seededRandom } from "../../../shared/domain/random.ts";
import type { Estimate } from "../../../shared/domain/retention.ts";

const points = 20;
const samples = 400;

export interface Ranking {
  readonly curve: readonly number[]; // Q at 1/20, 2/20, … 1
  readonly area: Estimate; // q
}

/** `order`: places of members, the first first. */
const curveOf = (order: readonly number[], treated: Uint8Array, y: Float64Array): number[] => {
  const curve: number[] = [];
  const sums = [0, 0];
  const counts = [0, 0];
  let at = 0;
  for (let point = 1; point <= points; point++) {
    for (const end = Math.floor((order.length * point) / points); at < end; at++) {
      const i = order[at] as number;
      const w = treated[i] as number;
      sums[w] = (sums[w] as number) + (y[i] as number);
      counts[w] = (counts[w] as number) + 1;
    }
    const [control, got] = [0, 1].map((w) =>
      (counts[w] as number) > 0 ? (sums[w] as number) / (counts[w] as number) : 0,
    );
    curve.push((point / points) * ((got as number) - (control as number)));
  }
  return curve;
};

const areaOf = (curve: readonly number[]): number => {
  const last = curve.at(-1) as number;
  return (curve.reduce((sum, value) => sum + value, 0) - last / 2) / points - last / 2;
};

const between = (value: number, drawn: readonly number[]): Estimate => {
  const sorted = [...drawn].sort((a, b) => a - b);
  return {
    value,
    low: sorted[Math.floor(0.05 * sorted.length)] as number,
    high: sorted[Math.ceil(0.95 * sorted.length) - 1] as number,
  };
};

/** Two rankings of the same members and what the first is worth more. The larger score comes first. */
export const qiniOf = (
  scores: readonly [Float64Array, Float64Array],
  treated: Uint8Array,
  y: Float64Array,
): { readonly rankings: readonly [Ranking, Ranking]; readonly difference: Estimate } => {
  const orders = scores.map((score) =>
    [...score.keys()].sort((a, b) => (score[b] as number) - (score[a] as number)),
  );
  const curves = orders.map((order) => curveOf(order, treated, y));
  const random = seededRandom(1);
  const drawn: [number[], number[]] = [[], []];
  const differences: number[] = [];
  const times = new Uint8Array(y.length);
  for (let n = 0; n < samples; n++) {
    times.fill(0);
    for (let m = 0; m < y.length; m++) {
      const i = Math.floor(random() * y.length);
      times[i] = (times[i] as number) + 1;
    }
    const areas = orders.map((order) => {
      const again = order.flatMap((i) => Array.from({ length: times[i] as number }, () => i));
      return areaOf(curveOf(again, treated, y));
    });
    drawn[0].push(areas[0] as number);
    drawn[1].push(areas[1] as number);
    differences.push((areas[0] as number) - (areas[1] as number));
  }
  const values = curves.map(areaOf) as [number, number];
  return {
    rankings: [
      { curve: curves[0] as number[], area: between(values[0], drawn[0]) },
      { curve: curves[1] as number[], area: between(values[1], drawn[1]) },
    ],
    difference: between(values[0] - values[1], differences),
  };
};
