/** Ranges drawn on axes of parallel coordinates: a line is kept that lies within all of them. */
import { type ParallelAxis, type ParallelLine, placeOn } from "./layout.ts";

/** Values at the range's lower and upper end, as drawn: where an axis goes downwards, the lower one is the larger. */
export interface Brush {
  readonly lower: number;
  readonly upper: number;
}
/** By position of the axis. */
export type Brushes = Readonly<Record<number, Brush>>;

/** The value that lies at a place between 0 = bottom and 1 = top. */
export const valueAt = ({ scale, low, high, downwards = false }: ParallelAxis, place: number): number => {
  const share = Math.min(1, Math.max(0, downwards ? 1 - place : place));
  return scale === "log" ? low * (high / low) ** share : low + share * (high - low);
};

/** What a drag from one place to another marks; null where that is nothing or everything. */
export const brushBetween = (axis: ParallelAxis, from: number, to: number): Brush | null => {
  const [lower, upper] = [Math.max(0, Math.min(from, to)), Math.min(1, Math.max(from, to))];
  if (upper <= lower || (lower === 0 && upper === 1)) return null;
  return { lower: valueAt(axis, lower), upper: valueAt(axis, upper) };
};

const rounding = 1e-9;

export const isWithin = (
  axes: readonly ParallelAxis[],
  brushes: Brushes,
  values: ParallelLine["values"],
): boolean =>
  axes.every((axis, at) => {
    const brush = brushes[at];
    if (!brush) return true;
    const value = values[at];
    if (value === null || value === undefined) return false;
    const place = placeOn(axis, value);
    return place >= placeOn(axis, brush.lower) - rounding && place <= placeOn(axis, brush.upper) + rounding;
  });
