/** What draws points, whichever way. */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
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
  /** `share`: of the points; fewer while they move, where all would be too slow. */
  draw(camera: Camera, size: Size, pixelRatio: number, zoom: number, share: number): void;
  dispose(): void;
}

/** Any first part of the points looks like the whole: an order that repeats. */
export const shuffledOrder = (count: number): Int32Array =>
  shuffle(
    new Int32Array(count).map((_, n) => n),
    seededRandom(count),
  );

/** Points grow a little with the zoom, so that single ones can be seen and met. */
export const pointSize = (size: number, zoom: number): number =>
  size * Math.max(1, Math.min(3.5, zoom ** 0.4));
