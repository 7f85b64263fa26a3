/**
 * Clusters as the hills of the points' density on a grid: cells from the densest down join the hill of their densest neighbour; where
 * two hills meet, the lower one is kept apart only if it rises clearly above the pass (ToMATo: Chazal, Guibas, Oudot and Skraba 2013;
 * prominence as ln(peak / pass)). Cells of hardly any density belong to none unless a
 * hill is near.
 */
import type { Plane } from "./layout.ts";

export interface Hills {
  readonly count: number;
  /** Cluster of each cell, −1 for none; largest cluster first. */
  readonly cell: Int16Array;
  /** Where each one is highest. */
  readonly peaks: readonly { readonly x: number; readonly y: number }[];
  at(x: number, y: number): number;
}

const side = 192;
const blurs = 3;
const blurRadius = 2;
const leastDensity = 0.01;
const leastProminence = 0.12;
const reach = 5;

const blur = (grid: Float64Array): Float64Array => {
  const pass = (from: Float64Array, step: number, across: number): Float64Array => {
    const to = new Float64Array(from.length);
    for (let line = 0; line < side; line++)
      for (let at = 0; at < side; at++) {
        let sum = 0;
        for (let o = -blurRadius; o <= blurRadius; o++)
          if (at + o >= 0 && at + o < side) sum += from[line * across + (at + o) * step] as number;
        to[line * across + at * step] = sum / (2 * blurRadius + 1);
      }
    return to;
  };
  let result = grid;
  for (let turn = 0; turn < blurs; turn++) result = pass(pass(result, 1, side), side, 1);
  return result;
};

const around = [-side - 1, -side, -side + 1, -1, 1, side - 1, side, side + 1];

/** Hills with at least this prominence, and the prominences of all that were met. */
const hillsAbove = (
  density: Float64Array,
  floor: number,
  least: number,
): { hill: Int32Array; prominences: number[] } => {
  const order = [...density.keys()]
    .filter((cell) => (density[cell] as number) > floor)
    .sort((a, b) => (density[b] as number) - (density[a] as number) || a - b);
  const parent = new Int32Array(density.length).fill(-1);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) root = parent[root] as number;
    for (let walk = cell; walk !== root; ) {
      const up = parent[walk] as number;
      parent[walk] = root;
      walk = up;
    }
    return root;
  };
  const prominences: number[] = [];
  for (const cell of order) {
    const column = cell % side;
    const met = around
      .map((step) => cell + step)
      .filter(
        (other) =>
          other >= 0 &&
          other < density.length &&
          Math.abs((other % side) - column) <= 1 &&
          (parent[other] as number) >= 0,
      );
    const roots = [...new Set(met.map(rootOf))].sort(
      (a, b) => (density[b] as number) - (density[a] as number) || a - b,
    );
    const [highest] = roots;
    const steepest = met.reduce(
      (best, other) => (best < 0 || (density[other] as number) > (density[best] as number) ? other : best),
      -1,
    );
    parent[cell] = steepest < 0 ? cell : rootOf(steepest);
    for (const root of roots.slice(1)) {
      const prominence = Math.log((density[root] as number) / (density[cell] as number));
      if (prominence >= least) continue;
      prominences.push(prominence);
      parent[root] = highest as number;
    }
  }
  const hill = parent.map((_, cell) => ((parent[cell] as number) < 0 ? -1 : rootOf(cell)));
  return { hill, prominences };
};

/** Cells near a hill belong to it, too. */
const reached = (cell: Int16Array): Int16Array => {
  let edge = [...cell.keys()].filter((at) => (cell[at] as number) >= 0);
  for (let step = 0; step < reach; step++) {
    const next: number[] = [];
    for (const from of edge)
      for (const way of around) {
        const to = from + way;
        const leaps = Math.abs((to % side) - (from % side)) > 1;
        if (leaps || (cell[to] ?? 0) >= 0) continue;
        cell[to] = cell[from] as number;
        next.push(to);
      }
    edge = next;
  }
  return cell;
};

export const hillsOf = ({ x, y }: Plane, weight: ArrayLike<number>, most: number): Hills => {
  let [left, right, bottom, top] = [0, 0, 0, 0];
  for (let n = 0; n < x.length; n++) {
    left = Math.min(left, x[n] as number);
    right = Math.max(right, x[n] as number);
    bottom = Math.min(bottom, y[n] as number);
    top = Math.max(top, y[n] as number);
  }
  // A margin, so that no hill is cut at the edge.
  const size = Math.max(right - left, top - bottom, 1e-6) * 1.1;
  const originX = (left + right) / 2 - size / 2;
  const originY = (bottom + top) / 2 - size / 2;
  const line = (value: number, origin: number): number =>
    Math.max(0, Math.min(side - 1, Math.floor(((value - origin) / size) * side)));
  const cellOf = (px: number, py: number): number => line(py, originY) * side + line(px, originX);
  const grid = new Float64Array(side * side);
  for (let n = 0; n < x.length; n++) {
    const cell = cellOf(x[n] as number, y[n] as number);
    grid[cell] = (grid[cell] as number) + (weight[n] as number);
  }
  const density = blur(grid);
  const floor = density.reduce((highest, value) => Math.max(highest, value), 0) * leastDensity;
  const { prominences } = hillsAbove(density, floor, Number.POSITIVE_INFINITY);
  const ranked = prominences.sort((a, b) => b - a);
  const threshold = Math.max(leastProminence, ranked[most - 1] ?? 0);
  const { hill } = hillsAbove(density, floor, threshold);
  const masses = new Map<number, number>();
  for (const [cell, root] of hill.entries())
    if (root >= 0) masses.set(root, (masses.get(root) ?? 0) + (grid[cell] as number));
  const roots = [...masses]
    .filter(([, mass]) => mass > 0)
    .sort(([a, one], [b, other]) => other - one || a - b)
    .map(([root]) => root)
    .slice(0, most);
  const cell = reached(Int16Array.from(hill, (root) => (root < 0 ? -1 : roots.indexOf(root))));
  return {
    count: roots.length,
    cell,
    peaks: roots.map((root) => ({
      x: originX + (((root % side) + 0.5) / side) * size,
      y: originY + ((Math.floor(root / side) + 0.5) / side) * size,
    })),
    at: (px, py) => cell[cellOf(px, py)] as number,
  };
};
