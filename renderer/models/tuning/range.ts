/** A parameter's range as the unit interval: evenly, or evenly in the logarithm; whole numbers by rounding. */
import type { SearchRange } from "../../../shared/contract/tuning.ts";
import type { Parameters } from "../model.ts";

const bent = ({ scale }: SearchRange, value: number): number => (scale === "log" ? Math.log(value) : value);

export const toUnit = (range: SearchRange, value: number): number => {
  const low = bent(range, range.low);
  const at = (bent(range, value) - low) / (bent(range, range.high) - low);
  return Math.min(1, Math.max(0, at));
};

export const fromUnit = (range: SearchRange, at: number): number => {
  const low = bent(range, range.low);
  const value = low + at * (bent(range, range.high) - low);
  const unbent = range.scale === "log" ? Math.exp(value) : value;
  const rounded = range.whole ? Math.round(unbent) : Number(unbent.toPrecision(4));
  return Math.min(range.high, Math.max(range.low, rounded));
};

export const parametersAt = (ranges: readonly SearchRange[], point: readonly number[]): Parameters =>
  Object.fromEntries(ranges.map((range, j) => [range.name, fromUnit(range, point[j] as number)]));

export const pointOf = (ranges: readonly SearchRange[], parameters: Parameters): number[] =>
  ranges.map((range) => toUnit(range, parameters[range.name] as number));
