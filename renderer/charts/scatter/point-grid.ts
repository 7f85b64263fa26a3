/** Points by where they lie: the nearest one, and those within a shape, without looking at all of them. */
import type { Place } from "./camera.ts";

const pointsACell = 4;
const mostSide = 512;
/** Points between two looks at the clock. */
const slice = 5000;

export class PointGrid {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #side: number;
  readonly #start: Int32Array;
  readonly #rows: Int32Array;
  #left = 0;
  #bottom = 0;
  #cell = 1;
  readonly #building: Generator<void>;
  #isBuilt = false;

  /** Nothing is sorted yet: `build` does it some at a time, and whatever is asked does the rest. */
  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
    this.#side = Math.max(1, Math.min(mostSide, Math.ceil(Math.sqrt(x.length / pointsACell))));
    this.#start = new Int32Array(this.#side * this.#side + 1);
    this.#rows = new Int32Array(x.length);
    this.#building = this.#build();
  }

  /** True once all is built. */
  build(milliseconds: number): boolean {
    const until = performance.now() + milliseconds;
    while (!this.#isBuilt) {
      this.#isBuilt = this.#building.next().done === true;
      if (performance.now() >= until) break;
    }
    return this.#isBuilt;
  }

  *#build(): Generator<void> {
    const [x, y, start] = [this.#x, this.#y, this.#start];
    let [left, right, bottom, top] = [0, 0, 0, 0];
    for (let n = 0; n < x.length; n++) {
      if (n % slice === 0) yield;
      left = Math.min(left, x[n] as number);
      right = Math.max(right, x[n] as number);
      bottom = Math.min(bottom, y[n] as number);
      top = Math.max(top, y[n] as number);
    }
    this.#left = left;
    this.#bottom = bottom;
    this.#cell = Math.max(right - left, top - bottom, 1e-9) / this.#side;
    const cellOf = new Int32Array(x.length);
    for (let n = 0; n < x.length; n++) {
      if (n % slice === 0) yield;
      const cell = this.#column(x[n] as number) + this.#line(y[n] as number) * this.#side;
      cellOf[n] = cell;
      start[cell + 1] = (start[cell + 1] as number) + 1;
    }
    yield;
    for (let cell = 0; cell < start.length - 1; cell++)
      start[cell + 1] = (start[cell + 1] as number) + (start[cell] as number);
    const next = start.slice();
    for (let row = 0; row < x.length; row++) {
      if (row % slice === 0) yield;
      const cell = cellOf[row] as number;
      this.#rows[next[cell] as number] = row;
      next[cell] = (next[cell] as number) + 1;
    }
  }

  #bounded(at: number): number {
    return Math.max(0, Math.min(this.#side - 1, Math.floor(at)));
  }
  #column(px: number): number {
    return this.#bounded((px - this.#left) / this.#cell);
  }
  #line(py: number): number {
    return this.#bounded((py - this.#bottom) / this.#cell);
  }

  *#within(left: number, bottom: number, right: number, top: number): Generator<number> {
    this.build(Number.POSITIVE_INFINITY);
    for (let line = this.#line(bottom); line <= this.#line(top); line++)
      for (let column = this.#column(left); column <= this.#column(right); column++) {
        const cell = line * this.#side + column;
        for (let at = this.#start[cell] as number; at < (this.#start[cell + 1] as number); at++)
          yield this.#rows[at] as number;
      }
  }

  /** The row of the nearest point no further than `reach`; −1 for none. */
  nearest({ x, y }: Place, reach: number): number {
    let best = -1;
    let least = reach * reach;
    for (const row of this.#within(x - reach, y - reach, x + reach, y + reach)) {
      const distance = ((this.#x[row] as number) - x) ** 2 + ((this.#y[row] as number) - y) ** 2;
      if (distance > least || (distance === least && best >= 0)) continue;
      least = distance;
      best = row;
    }
    return best;
  }

  /** Rows of the points within the polygon (even-odd), ascending. */
  inside(polygon: readonly Place[]): Int32Array {
    if (polygon.length < 3) return new Int32Array(0);
    const xs = polygon.map(({ x }) => x);
    const ys = polygon.map(({ y }) => y);
    const rows: number[] = [];
    for (const row of this.#within(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys))) {
      const px = this.#x[row] as number;
      const py = this.#y[row] as number;
      let within = false;
      for (let a = 0, b = polygon.length - 1; a < polygon.length; b = a++) {
        const [xa, ya, xb, yb] = [xs[a], ys[a], xs[b], ys[b]] as [number, number, number, number];
        if (ya > py !== yb > py && px < ((xb - xa) * (py - ya)) / (yb - ya) + xa) within = !within;
      }
      if (within) rows.push(row);
    }
    return Int32Array.from(rows).sort();
  }
}

/** At most `most` corners, evenly taken: a drawn line has one a pixel. */
export const simplified = (polygon: readonly Place[], most = 80): readonly Place[] => {
  const step = Math.ceil(polygon.length / most);
  return step <= 1 ? polygon : polygon.filter((_, at) => at % step === 0);
};
