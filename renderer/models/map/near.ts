/**
 * Nearest rows of unit vectors by cosine. Rows lie in cells around centres (a few turns of spherical k-means over a sample); a query
 * looks into the cells nearest to it only: an inverted file (Jégou, Douze and Schmid 2011).
 */
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";

export interface Neighbours {
  readonly rows: Int32Array; // nearest first
  readonly cosines: Float32Array;
}

const cellsProbed = 8;
const turns = 5;
const fewRows = 3000;

const dot = (a: Float32Array, p: number, b: Float32Array, q: number, width: number): number => {
  let sum = 0;
  for (let n = 0; n < width; n++) sum += (a[p + n] as number) * (b[q + n] as number);
  return sum;
};

const nearestCells = (
  query: Float32Array,
  at: number,
  centres: Float32Array,
  width: number,
  count: number,
): number[] => {
  const best: number[] = [];
  const cosines: number[] = [];
  for (let cell = 0; cell < centres.length / width; cell++) {
    const cosine = dot(query, at, centres, cell * width, width);
    if (best.length === count && cosine <= (cosines[count - 1] as number)) continue;
    let place = best.length;
    while (place > 0 && (cosines[place - 1] as number) < cosine) place--;
    best.splice(place, 0, cell);
    cosines.splice(place, 0, cosine);
    if (best.length > count) {
      best.pop();
      cosines.pop();
    }
  }
  return best;
};

const centresOf = async (
  values: Float32Array,
  width: number,
  seed: number,
  breathe: () => Promise<void>,
): Promise<Float32Array> => {
  const rows = values.length / width;
  if (rows <= fewRows) return new Float32Array(width);
  const k = Math.ceil(Math.sqrt(rows));
  const order = shuffle(
    Int32Array.from({ length: rows }, (_, row) => row),
    seededRandom(seed),
  );
  const sample = order.subarray(0, Math.min(rows, k * 40));
  const centres = new Float32Array(k * width);
  for (let cell = 0; cell < k; cell++)
    centres.set(
      values.subarray((order[cell] as number) * width, ((order[cell] as number) + 1) * width),
      cell * width,
    );
  for (let turn = 0; turn < turns; turn++) {
    const sums = new Float32Array(centres.length);
    for (const row of sample) {
      const [cell = 0] = nearestCells(values, row * width, centres, width, 1);
      for (let n = 0; n < width; n++)
        sums[cell * width + n] = (sums[cell * width + n] as number) + (values[row * width + n] as number);
    }
    await breathe();
    for (let cell = 0; cell < k; cell++) {
      const length = Math.sqrt(dot(sums, cell * width, sums, cell * width, width));
      if (length > 0)
        for (let n = 0; n < width; n++)
          centres[cell * width + n] = (sums[cell * width + n] as number) / length;
    }
  }
  return centres;
};

export class NearIndex {
  readonly #values: Float32Array;
  readonly #width: number;
  readonly #centres: Float32Array;
  readonly #cells: Int32Array[];

  private constructor(values: Float32Array, width: number, centres: Float32Array, cells: Int32Array[]) {
    this.#values = values;
    this.#width = width;
    this.#centres = centres;
    this.#cells = cells;
  }

  static async of(
    values: Float32Array,
    width: number,
    seed: number,
    breathe: () => Promise<void>,
  ): Promise<NearIndex> {
    const centres = await centresOf(values, width, seed, breathe);
    const cells: number[][] = Array.from({ length: centres.length / width }, () => []);
    for (let row = 0; row < values.length / width; row++) {
      if (row % 4096 === 0) await breathe();
      const [cell = 0] = nearestCells(values, row * width, centres, width, 1);
      cells[cell]?.push(row);
    }
    return new NearIndex(
      values,
      width,
      centres,
      cells.map((rows) => Int32Array.from(rows)),
    );
  }

  /** The `k` nearest to the query at `at`, without the row `but`. */
  nearest(query: Float32Array, at: number, k: number, but = -1): Neighbours {
    const rows = new Int32Array(k);
    const cosines = new Float32Array(k);
    let found = 0;
    for (const cell of nearestCells(query, at, this.#centres, this.#width, cellsProbed))
      for (const row of this.#cells[cell] as Int32Array) {
        if (row === but) continue;
        const cosine = dot(query, at, this.#values, row * this.#width, this.#width);
        if (found === k && cosine <= (cosines[k - 1] as number)) continue;
        let place = found < k ? found : k - 1;
        while (place > 0 && (cosines[place - 1] as number) < cosine) {
          rows[place] = rows[place - 1] as number;
          cosines[place] = cosines[place - 1] as number;
          place--;
        }
        rows[place] = row;
        cosines[place] = cosine;
        if (found < k) found++;
      }
    return { rows: rows.subarray(0, found), cosines: cosines.subarray(0, found) };
  }
}
