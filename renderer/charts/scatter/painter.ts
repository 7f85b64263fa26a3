/** What draws points, whichever way: out of sight and some at a time, so that no frame takes long. */
import type { Camera, Size } from "./camera.ts";

export interface ScatterLayer {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Place in the palette of each point. */
  readonly colour: Uint8Array;
  /** Pixels across, at the whole view. */
  readonly size: number;
  readonly alpha: number;
}

export type Rgb = readonly [red: number, green: number, blue: number]; // 0..255
export const mostColours = 40;

export interface Painter {
  /** Layers in the order in which they are drawn. */
  show(layers: readonly ScatterLayer[], palette: readonly Rgb[]): void;
  /** Begins a picture as this camera sees it, in the place of one that was not finished. */
  begin(camera: Camera, size: Size, pixelRatio: number, zoom: number): void;
  /** Draws so many points more, or does other work that takes as long. True once that was all: then the picture is shown. */
  paint(points: number): boolean;
  /** Draws the picture that is shown. */
  copyTo(target: OffscreenCanvasRenderingContext2D, x: number, y: number, size: Size): void;
  dispose(): void;
}

/** Any part of the points looks like the whole: steps of the golden section, which meet every row once and repeat. */
export const scatteredOrder = (count: number): Int32Array => {
  let step = Math.max(1, Math.round(count * 0.381966));
  while (commonDivisor(step, count) > 1) step++;
  const order = new Int32Array(count);
  for (let n = 1; n < count; n++) {
    const next = (order[n - 1] as number) + step;
    order[n] = next < count ? next : next - count;
  }
  return order;
};

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

export const pixelsOf = ({ width, height }: Size, pixelRatio: number): Size => ({
  width: Math.max(1, Math.round(width * pixelRatio)),
  height: Math.max(1, Math.round(height * pixelRatio)),
});

/** A canvas is emptied by a new size: it gets it when there is something to put there. */
export const resized = (canvas: HTMLCanvasElement, { width, height }: Size): void => {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
};

/** Smaller points look the same as squares, which are quicker. Pixels of the device. */
export const roundFrom = 3.5;

/** Points grow a little with the zoom, so that single ones can be seen and met. */
export const pointSize = (size: number, zoom: number): number =>
  size * Math.max(1, Math.min(3.5, zoom ** 0.4));

/** Walks through parts one after another, at most so many items at a step. */
export class Walk {
  readonly #counts: readonly number[];
  #part = 0;
  #from = 0;

  constructor(counts: readonly number[]) {
    this.#counts = counts;
  }

  get done(): boolean {
    return this.#part >= this.#counts.length;
  }

  step(most: number, visit: (part: number, from: number, count: number) => void): void {
    let left = most;
    while (!this.done && left > 0) {
      const rest = (this.#counts[this.#part] as number) - this.#from;
      const count = Math.min(left, rest);
      if (count > 0) visit(this.#part, this.#from, count);
      left -= count;
      this.#from += count;
      if (count < rest) return;
      this.#part++;
      this.#from = 0;
    }
  }
}
