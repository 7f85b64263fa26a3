/**
 * A plane in which neighbours stay neighbours: UMAP (McInnes, Healy and Melville 2018), curve 1 / (1 + d²).
 *   μ_ij = exp(−max(0, d_ij − ρ_i) / σ_i) over the k nearest, ρ_i the distance to the nearest, Σ_j μ_ij = log2 k;
 *   w_ij = μ_ij + μ_ji − μ_ij μ_ji;
 * stochastic gradient steps pull the ends of an edge together as often as it weighs, and push one end from random others.
 * It starts from the first two coordinates of the space, so that what is far apart there stays so. Same input and seed, same plane.
 */
import { seededRandom } from "../../../shared/domain/random.ts";
import type { NearIndex } from "./near.ts";

export interface Plane {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

const neighbours = 15;
const pushes = 5;
const spread = 10;
const mostStep = 4;

interface Edges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weight: Float32Array;
}

/** σ with Σ exp(−max(0, d − ρ) / σ) = target, by bisection. */
const bandwidth = (distances: Float64Array, ρ: number, target: number): number => {
  let low = 1e-3;
  let high = 8;
  for (let turn = 0; turn < 32; turn++) {
    const σ = (low + high) / 2;
    let sum = 0;
    for (const d of distances) sum += Math.exp(-Math.max(0, d - ρ) / σ);
    if (sum > target) high = σ;
    else low = σ;
  }
  return (low + high) / 2;
};

const edgesOf = async (
  values: Float32Array,
  width: number,
  index: NearIndex,
  breathe: () => Promise<void>,
): Promise<Edges> => {
  const rows = values.length / width;
  const weights = new Map<number, number>();
  const target = Math.log2(Math.min(neighbours, rows - 1) || 1);
  for (let row = 0; row < rows; row++) {
    if (row % 256 === 0) await breathe();
    const near = index.nearest(values, row * width, neighbours, row);
    const distances = Float64Array.from(near.cosines, (cosine) => Math.sqrt(Math.max(0, 2 - 2 * cosine)));
    const ρ = distances[0] ?? 0;
    const σ = bandwidth(distances, ρ, target);
    for (const [n, other] of near.rows.entries()) {
      const μ = Math.exp(-Math.max(0, (distances[n] as number) - ρ) / σ);
      const key = row < other ? row * rows + other : other * rows + row;
      const back = weights.get(key);
      weights.set(key, back === undefined ? μ : back + μ - back * μ);
    }
  }
  const edges = [...weights];
  return {
    from: Int32Array.from(edges, ([key]) => Math.floor(key / rows)),
    to: Int32Array.from(edges, ([key]) => key % rows),
    weight: Float32Array.from(edges, ([, weight]) => weight),
  };
};

const startOf = (values: Float32Array, width: number, random: () => number): Plane => {
  const rows = values.length / width;
  const axis = (a: number): Float32Array => {
    const along = Float32Array.from({ length: rows }, (_, row) => values[row * width + a] as number);
    const largest = along.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
    return along.map((value) => (spread * value) / largest + 0.01 * (random() - 0.5));
  };
  return { x: axis(0), y: axis(1) };
};

export const layOut = async (
  values: Float32Array,
  width: number,
  index: NearIndex,
  seed: number,
  breathe: () => Promise<void>,
  progress: (share: number) => void,
): Promise<Plane> => {
  const rows = values.length / width;
  const random = seededRandom(seed);
  const plane = startOf(values, width, random);
  if (rows < 3) return plane;
  const { x, y } = plane;
  const { from, to, weight } = await edgesOf(values, width, index, breathe);
  const largest = weight.reduce((most, value) => Math.max(most, value), 0) || 1;
  const turns = rows < 2000 ? 300 : 200;
  const due = Float32Array.from(weight, (value) => largest / Math.max(value, largest / turns));
  const next = due.slice();
  const bounded = (step: number): number => Math.max(-mostStep, Math.min(mostStep, step));
  for (let turn = 0; turn < turns; turn++) {
    await breathe();
    progress(turn / turns);
    const rate = 1 - turn / turns;
    for (let e = 0; e < from.length; e++) {
      if ((next[e] as number) > turn + 1) continue;
      next[e] = (next[e] as number) + (due[e] as number);
      const i = from[e] as number;
      const j = to[e] as number;
      const dx = (x[i] as number) - (x[j] as number);
      const dy = (y[i] as number) - (y[j] as number);
      const pull = (-2 * rate) / (1 + dx * dx + dy * dy);
      const px = bounded(pull * dx);
      const py = bounded(pull * dy);
      x[i] = (x[i] as number) + px;
      y[i] = (y[i] as number) + py;
      x[j] = (x[j] as number) - px;
      y[j] = (y[j] as number) - py;
      for (let push = 0; push < pushes; push++) {
        const k = Math.floor(random() * rows);
        if (k === i) continue;
        const ox: number = (x[i] as number) - (x[k] as number);
        const oy: number = (y[i] as number) - (y[k] as number);
        const d2 = ox * ox + oy * oy;
        const away = (2 * rate) / ((0.001 + d2) * (1 + d2));
        x[i] = (x[i] as number) + bounded(away * ox);
        y[i] = (y[i] as number) + bounded(away * oy);
      }
    }
  }
  return plane;
};
