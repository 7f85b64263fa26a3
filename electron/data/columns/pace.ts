/** Slices of long work that take about as long as nobody notices, on whatever computer and disk. */

const sliceMs = 20;

/** How many rows to take at once: fewer after a slow slice, more after a quick one. */
export class Pace {
  rows: number;
  readonly #most: number;
  #since = performance.now();

  constructor(first: number, most: number) {
    this.rows = first;
    this.#most = most;
  }

  /** Called before each slice. */
  start(): void {
    this.#since = performance.now();
  }

  /** Called after it. */
  end(): void {
    const spent = Math.max(0.1, performance.now() - this.#since);
    const wanted = Math.round(this.rows * Math.min(2, sliceMs / spent));
    this.rows = Math.max(1, Math.min(this.#most, wanted));
  }
}
