/**
 * Weighted least absolute deviations with a ridge: the median of y as a line in x.
 *
 *   minimise  sum_i w_i |y_i - b0 - x_i'b| / sum w  +  sum_j r_j (b_j s_j)^2 / 2,   s_j = scale of x_j
 *
 * Iteratively reweighted least squares, weights w / max(|residual|, eps) (Schlossmacher, JASA 1973). NaN in x counts as the mean.
 */
import { choleskyOf, solveInPlace } from "../cholesky.ts";

export interface Line {
  readonly intercept: number;
  readonly slopes: Float64Array;
}

const iterations = 25;
const eps = 0.025;

/** `x` is row by row, [rows x columns], and centred by the caller where that matters. */
export const leastAbsolute = (
  x: Float64Array,
  y: Float64Array,
  w: Float64Array,
  columns: number,
  ridge: number,
): Line => {
  const rows = y.length;
  const size = columns + 1;
  const scale = new Float64Array(columns);
  let weight = 0;
  for (let i = 0; i < rows; i++) {
    weight += w[i] as number;
    for (let j = 0; j < columns; j++) {
      const value = x[i * columns + j] as number;
      if (!Number.isNaN(value)) scale[j] = (scale[j] as number) + (w[i] as number) * value * value;
    }
  }
  for (let j = 0; j < columns; j++)
    scale[j] = Math.sqrt((scale[j] as number) / Math.max(weight, 1e-12)) + 1e-9;
  const scaled = new Float64Array(rows * size);
  for (let i = 0; i < rows; i++) {
    scaled[i * size] = 1;
    for (let j = 0; j < columns; j++) {
      const value = x[i * columns + j] as number;
      scaled[i * size + j + 1] = Number.isNaN(value) ? 0 : value / (scale[j] as number);
    }
  }
  let b = new Float64Array(size);
  for (let step = 0; step < iterations && rows > 0; step++) {
    const normal = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let i = 0; i < rows; i++) {
      const at = i * size;
      let residual = y[i] as number;
      for (let j = 0; j < size; j++) residual -= (scaled[at + j] as number) * (b[j] as number);
      const v = (w[i] as number) / weight / Math.max(Math.abs(residual), eps);
      for (let j = 0; j < size; j++) {
        const vx = v * (scaled[at + j] as number);
        right[j] = (right[j] as number) + vx * (y[i] as number);
        for (let k = 0; k <= j; k++)
          normal[j * size + k] = (normal[j * size + k] as number) + vx * (scaled[at + k] as number);
      }
    }
    for (let j = 0; j < size; j++) {
      normal[j * size + j] = (normal[j * size + j] as number) + (j === 0 ? ridge / 10 : ridge);
      for (let k = 0; k < j; k++) normal[k * size + j] = normal[j * size + k] as number;
    }
    b = solveInPlace(choleskyOf(normal, size), right) as Float64Array<ArrayBuffer>;
  }
  return {
    intercept: b[0] as number,
    slopes: Float64Array.from({ length: columns }, (_, j) => (b[j + 1] as number) / (scale[j] as number)),
  };
};

/** The value below which half of the weight lies. */
export const weightedMedian = (values: Float64Array, weights: Float64Array): number => {
  const order = Array.from(values.keys()).sort((i, j) => (values[i] as number) - (values[j] as number));
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let sum = 0;
  for (const i of order) {
    sum += weights[i] as number;
    if (sum >= half) return values[i] as number;
  }
  return 0;
};
