/**
 * The leading principal axes of X [rows x columns], rows few: G = X Xᵀ, U its d leading eigenvectors by subspace iteration with
 * Gram-Schmidt, coordinates of the columns UᵀX, each axis divided by the root of its singular value so that one does not drown the others.
 */
import { normal, seededRandom } from "../../../shared/domain/random.ts";

const iterations = 30;

const gramOf = async (
  X: Float32Array,
  rows: number,
  columns: number,
  breathe: () => Promise<void>,
): Promise<Float64Array> => {
  const G = new Float64Array(rows * rows);
  for (let a = 0; a < rows; a++) {
    await breathe();
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0, p = a * columns, q = b * columns; i < columns; i++)
        sum += (X[p + i] as number) * (X[q + i] as number);
      G[a * rows + b] = sum;
      G[b * rows + a] = sum;
    }
  }
  return G;
};

/** Rows of Q made orthonormal; a row that depends on earlier ones becomes zero. */
export const orthonormalise = (Q: Float64Array, d: number, n: number): void => {
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < a; b++) {
      let dot = 0;
      for (let i = 0; i < n; i++) dot += (Q[a * n + i] as number) * (Q[b * n + i] as number);
      for (let i = 0; i < n; i++) Q[a * n + i] = (Q[a * n + i] as number) - dot * (Q[b * n + i] as number);
    }
    let length = 0;
    for (let i = 0; i < n; i++) length += (Q[a * n + i] as number) ** 2;
    const scale = length > 1e-20 ? 1 / Math.sqrt(length) : 0;
    for (let i = 0; i < n; i++) Q[a * n + i] = (Q[a * n + i] as number) * scale;
  }
};

/** [columns x d]; all zero where X is. */
export const principalCoordinates = async (
  X: Float32Array,
  rows: number,
  d: number,
  seed: number,
  breathe: () => Promise<void>,
): Promise<Float32Array> => {
  const columns = rows === 0 ? 0 : X.length / rows;
  const G = await gramOf(X, rows, columns, breathe);
  const random = seededRandom(seed);
  let Q = Float64Array.from({ length: d * rows }, () => normal(random));
  orthonormalise(Q, d, rows);
  for (let turn = 0; turn < iterations; turn++) {
    await breathe();
    const next = new Float64Array(d * rows);
    for (let a = 0; a < d; a++)
      for (let r = 0; r < rows; r++) {
        let sum = 0;
        for (let s = 0; s < rows; s++) sum += (G[r * rows + s] as number) * (Q[a * rows + s] as number);
        next[a * rows + r] = sum;
      }
    orthonormalise(next, d, rows);
    Q = next;
  }
  const coordinates = new Float32Array(columns * d);
  for (let a = 0; a < d; a++) {
    await breathe();
    const along = new Float64Array(columns);
    for (let r = 0; r < rows; r++) {
      const q = Q[a * rows + r] as number;
      if (q !== 0)
        for (let i = 0; i < columns; i++)
          along[i] = (along[i] as number) + q * (X[r * columns + i] as number);
    }
    const σ = Math.sqrt(along.reduce((sum, value) => sum + value * value, 0));
    const scale = σ > 1e-12 ? 1 / Math.sqrt(σ) : 0;
    for (let i = 0; i < columns; i++) coordinates[i * d + a] = (along[i] as number) * scale;
  }
  return coordinates;
};
