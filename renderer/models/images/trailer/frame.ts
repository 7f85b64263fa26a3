/**
 * A frame in the few numbers that tell it from the next: means of L*, C* and b* (lab.ts), the lightness of each pixel, and for each of 4 x 3 blocks
 * histograms of L*, a* and b*, a pixel shared between the two bins it lies between, so that noise moves little.
 * How far two frames are apart, block by block so that a change of place counts, and without the blocks that
 * differ most so that one moving thing does not (Nagasaka & Tanaka 1991):
 *   d(f, g) = mean over the blocks left of Σ_c w_c ½ Σ_b |h_cb(f) − h_cb(g)|,   w = 0.6, 0.2, 0.2 for L*, a*, b*;   0 = alike, 1 = nothing shared.
 */
import { labOf } from "../lab.ts";

/** Frames are looked at in this size. */
export const frameSize = { width: 64, height: 36 } as const;

const { width, height } = frameSize;
const blocksAcross = 4;
const blocksDown = 3;
const blocks = blocksAcross * blocksDown;
const blocksLeftOut = 2;
const channels = [
  { bins: 12, low: 0, high: 100, weight: 0.6 },
  { bins: 8, low: -80, high: 80, weight: 0.2 },
  { bins: 8, low: -80, high: 80, weight: 0.2 },
] as const;
const binsOfBlock = channels.reduce((sum, { bins }) => sum + bins, 0);

export interface Frame {
  readonly brightness: number;
  readonly saturation: number;
  readonly warmth: number;
  readonly L: Float32Array;
  readonly histograms: Float32Array;
}

/** Lab of every colour in steps of 4: frames come by the thousand. */
const levels = 64;
let table: Float32Array | null = null;
const labTable = (): Float32Array => {
  if (table) return table;
  const made = new Float32Array(3 * levels ** 3);
  for (let n = 0; n < levels ** 3; n++)
    made.set(labOf(4 * (n >> 12) + 2, 4 * ((n >> 6) & 63) + 2, 4 * (n & 63) + 2), 3 * n);
  table = made;
  return made;
};

/** Of RGBA, [36 x 64]. */
export const frameOf = (pixels: Uint8ClampedArray): Frame => {
  const lab = labTable();
  const n = width * height;
  const L = new Float32Array(n);
  const histograms = new Float32Array(blocks * binsOfBlock);
  const share = blocks / n;
  let [brightness, saturation, warmth] = [0, 0, 0];
  for (let at = 0; at < n; at++) {
    const [r, g, b] = [pixels[4 * at] as number, pixels[4 * at + 1] as number, pixels[4 * at + 2] as number];
    const entry = 3 * (((r >> 2) << 12) | ((g >> 2) << 6) | (b >> 2));
    const x = at % width;
    const y = (at - x) / width;
    const block =
      Math.floor((y * blocksDown) / height) * blocksAcross + Math.floor((x * blocksAcross) / width);
    let first = block * binsOfBlock;
    for (let c = 0; c < channels.length; c++) {
      const { bins, low, high } = channels[c] as (typeof channels)[number];
      const value = lab[entry + c] as number;
      const place = Math.min(bins - 1, Math.max(0, ((value - low) / (high - low)) * (bins - 1)));
      const bin = Math.min(bins - 2, Math.floor(place));
      const upper = place - bin;
      histograms[first + bin] = (histograms[first + bin] as number) + share * (1 - upper);
      histograms[first + bin + 1] = (histograms[first + bin + 1] as number) + share * upper;
      first += bins;
    }
    L[at] = lab[entry] as number;
    brightness += lab[entry] as number;
    saturation += Math.hypot(lab[entry + 1] as number, lab[entry + 2] as number);
    warmth += lab[entry + 2] as number;
  }
  return { brightness: brightness / n, saturation: saturation / n, warmth: warmth / n, L, histograms };
};

/** d(f, g) */
export const apart = (f: Frame, g: Frame): number => {
  const distances = new Float64Array(blocks);
  let at = 0;
  for (let block = 0; block < blocks; block++)
    for (const { bins, weight } of channels) {
      let sum = 0;
      for (const end = at + bins; at < end; at++)
        sum += Math.abs((f.histograms[at] as number) - (g.histograms[at] as number));
      distances[block] = (distances[block] as number) + (weight * sum) / 2;
    }
  const kept = distances.sort().subarray(0, blocks - blocksLeftOut);
  return kept.reduce((sum, distance) => sum + distance, 0) / kept.length;
};

/** Mean |ΔL*|. */
export const moved = (f: Frame, g: Frame): number => {
  let sum = 0;
  for (let n = 0; n < f.L.length; n++) sum += Math.abs((f.L[n] as number) - (g.L[n] as number));
  return sum / f.L.length;
};
