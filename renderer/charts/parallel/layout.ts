/** Parallel coordinates (Inselberg 1985): an upright axis for each quantity, a line for each thing that has them all. */
export interface ParallelAxis {
  readonly name: string;
  readonly scale: "linear" | "log";
  readonly low: number;
  readonly high: number;
  /** Small values stand on top, where small is good. */
  readonly downwards?: boolean;
  readonly format: (value: number) => string;
}

export interface ParallelLine {
  readonly key: string;
  readonly name: string;
  /** By axis; null leaves the line at the axis before. */
  readonly values: readonly (number | null)[];
  /** 0 = worst, 1 = best: how strongly it is drawn. */
  readonly strength: number;
  readonly tone: "usual" | "best" | "defaults";
  /** Not all of it is known: drawn broken. */
  readonly broken: boolean;
}

/** 0 = bottom, 1 = top; what lies beyond an end is drawn at it. */
export const placeOn = (
  { scale, low, high, downwards = false }: Omit<ParallelAxis, "name" | "format">,
  value: number,
): number => {
  const bent = (x: number): number => (scale === "log" ? Math.log(x) : x);
  const width = bent(high) - bent(low);
  const at = width === 0 ? 0.5 : Math.min(1, Math.max(0, (bent(value) - bent(low)) / width));
  return downwards ? 1 - at : at;
};

/** Values at even places, ends included. */
export const ticksOf = (axis: ParallelAxis, count: number): readonly { value: number; at: number }[] =>
  Array.from({ length: count }, (_, n) => {
    const share = n / (count - 1);
    const value =
      axis.scale === "log"
        ? axis.low * (axis.high / axis.low) ** share
        : axis.low + share * (axis.high - axis.low);
    return { value, at: placeOn(axis, value) };
  });

export interface Box {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly side: number;
}

/** Pixels from the left, evenly spread. */
export const axisX = (box: Box, axes: number, at: number): number =>
  axes < 2 ? box.width / 2 : box.side + (at * (box.width - 2 * box.side)) / (axes - 1);

export const axisY = ({ height, top, bottom }: Box, place: number): number =>
  top + (1 - place) * (height - top - bottom);

export const pathOf = (box: Box, axes: readonly ParallelAxis[], values: ParallelLine["values"]): string =>
  axes
    .flatMap((axis, at) => {
      const value = values[at];
      if (value === null || value === undefined) return [];
      return [`${axisX(box, axes.length, at).toFixed(1)},${axisY(box, placeOn(axis, value)).toFixed(1)}`];
    })
    .map((point, n) => `${n === 0 ? "M" : "L"}${point}`)
    .join("");
