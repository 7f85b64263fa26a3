/**
 * The best mix of allocations: max value(Σ_i α_i E_i), Σ α = 1, α >= 0, where E_i are their pressures, which mix as they do.
 * Pairwise steps: weight goes from the mixed one whose worth by the tangent is least to the one whose is most, as far as the value rises
 * (Lacoste-Julien & Jaggi, "On the global linear convergence of Frank-Wolfe optimization variants", 2015).
 */
import type { AllocationModel } from "./model.ts";
import { responseTo, slopesAt } from "./response.ts";

export interface Blended {
  readonly weights: Float64Array; // α
  readonly pressure: Float64Array; // Σ α_i E_i
}

const mostSteps = 60;
const mostTries = 6;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

const moved = (from: Float64Array, along: Float64Array, step: number): Float64Array => {
  const to = new Float64Array(from.length);
  // Rounding errors must not make pressures negative.
  for (let i = 0; i < to.length; i++) to[i] = Math.max(0, (from[i] as number) + step * (along[i] as number));
  return to;
};

/** Steps on until one gains less than `enough` of the value. */
export const blend = (
  model: AllocationModel,
  pressures: readonly Float64Array[],
  start: Float64Array,
  enough: number,
): Blended => {
  const weights = Float64Array.from(start);
  let pressure: Float64Array = new Float64Array(model.potential.length);
  pressures.forEach((each, i) => {
    if ((weights[i] as number) > 0) pressure = moved(pressure, each, weights[i] as number);
  });
  for (let k = 0; k < mostSteps; k++) {
    const response = responseTo(model, pressure);
    const slopes = slopesAt(model, pressure, response);
    let [up, down] = [-1, -1];
    let [most, least] = [-Infinity, Infinity];
    pressures.forEach((each, i) => {
      const worth = dot(slopes, each);
      if (worth > most) [most, up] = [worth, i];
      if ((weights[i] as number) > 0 && worth < least) [least, down] = [worth, i];
    });
    if (up < 0 || down < 0 || most - least <= enough * response.value) break;
    const along = between(pressures[up] as Float64Array, pressures[down] as Float64Array);
    const all = weights[down] as number;
    const slopeAt = (step: number): number => {
      const to = moved(pressure, along, step);
      return dot(slopesAt(model, to, responseTo(model, to)), along);
    };
    const step = rootOf(slopeAt, most - least, all);
    weights[up] = (weights[up] as number) + step;
    weights[down] = step === all ? 0 : all - step;
    pressure = moved(pressure, along, step);
  }
  return { weights, pressure };
};

/** Where a falling slope that is `first` at 0 meets 0, or `end`: false position, the Illinois way. */
const rootOf = (slopeAt: (step: number) => number, first: number, end: number): number => {
  let [low, atLow, high] = [0, first, end];
  let atHigh = slopeAt(end);
  if (atHigh >= 0) return end;
  let side = 0;
  for (let n = 0; n < mostTries; n++) {
    const middle = (low * atHigh - high * atLow) / (atHigh - atLow);
    const slope = slopeAt(middle);
    if (Math.abs(slope) < 0.05 * first) return middle;
    if (slope > 0) {
      [low, atLow] = [middle, slope];
      if (side > 0) atHigh /= 2;
      side = 1;
    } else {
      [high, atHigh] = [middle, slope];
      if (side < 0) atLow /= 2;
      side = -1;
    }
  }
  return low > 0 ? low : high;
};

const between = (to: Float64Array, from: Float64Array): Float64Array => {
  const along = new Float64Array(to.length);
  for (let i = 0; i < along.length; i++) along[i] = (to[i] as number) - (from[i] as number);
  return along;
};
