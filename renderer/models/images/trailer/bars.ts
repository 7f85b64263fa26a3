/** The part of a picture between black bars, which many trailers carry and which is no part of what they show. */
import { frameSize } from "./frame.ts";

const { width, height } = frameSize;
/** Of 255; what bars are coded as is seldom quite black. */
const barLight = 24;
/** Bars take less; darker frames than that are black themselves. */
const mostCut = 0.35;

export interface Inside {
  /** Shares of the whole, 0..1. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From RGBA of some frames spread over the trailer, each [36 x 64]; rows and columns that are dark in all of them are bars. */
export const insideBars = (frames: readonly Uint8ClampedArray[]): Inside => {
  const rows = new Uint8Array(height);
  const columns = new Uint8Array(width);
  for (const pixels of frames)
    for (let at = 0; at < width * height; at++) {
      const light = Math.max(
        pixels[4 * at] as number,
        pixels[4 * at + 1] as number,
        pixels[4 * at + 2] as number,
      );
      const [x, y] = [at % width, Math.floor(at / width)];
      rows[y] = Math.max(rows[y] as number, light);
      columns[x] = Math.max(columns[x] as number, light);
    }
  const dark = (of: Uint8Array): number => {
    const most = Math.floor(of.length * mostCut);
    const before = of.findIndex((light) => light > barLight);
    const after = of.length - 1 - of.findLastIndex((light) => light > barLight);
    // Bars are alike on both sides; a picture that is dark on one side is a picture.
    return before < 0 || Math.abs(before - after) > 1 || before > most ? 0 : Math.max(before, after);
  };
  const [x, y] = [dark(columns) / width, dark(rows) / height];
  return { left: x, top: y, width: 1 - 2 * x, height: 1 - 2 * y };
};
