/**
 * What posters differ in, in few numbers. From embeddings e_p: x_p = (e_p − μ) / |e_p − μ|; Q the d leading axes of the x by subspace iteration, v_a their
 * variances; coordinates (x·q_a) / √(v_a + κ v̄) scaled to length one. The ridge κ keeps axes that say little from being blown up. Centred, a
 * product of 0 means no more alike than any two posters: the same as not knowing one, so that an absent poster says nothing.
 */
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { orthonormalise } from "./map/principal-axes.ts";

const axes = 32;
const iterations = 6;
const κ = 0.5;
/** What fewer posters differ in is chance. */
export const fewestPosters = 40;
const seed = 1;

export interface PosterAxes {
  /** The coordinates of one embedding; null for one that is the mean itself. */
  place(embedding: Float32Array): Float32Array | null;
}

/** Rows of X times all of Q, [n x d]. */
const along = (X: Float32Array, n: number, length: number, Q: Float64Array, d: number): Float64Array => {
  const Y = new Float64Array(n * d);
  for (let p = 0; p < n; p++)
    for (let a = 0; a < d; a++) {
      let sum = 0;
      for (let i = 0, x = p * length, q = a * length; i < length; i++)
        sum += (X[x + i] as number) * (Q[q + i] as number);
      Y[p * d + a] = sum;
    }
  return Y;
};

/** From embeddings [n x length] of a sample of posters. */
export const posterAxes = async (
  embeddings: Float32Array,
  n: number,
  breathe: () => Promise<void>,
): Promise<PosterAxes> => {
  const length = embeddings.length / n;
  const μ = new Float64Array(length);
  for (let at = 0; at < embeddings.length; at++)
    μ[at % length] = (μ[at % length] as number) + (embeddings[at] as number) / n;
  const centred = (embedding: Float32Array): Float32Array | null => {
    const x = embedding.map((value, i) => value - (μ[i] as number));
    const size = Math.hypot(...x);
    return size > 1e-9 ? x.map((value) => value / size) : null;
  };
  const X = new Float32Array(n * length);
  for (let p = 0; p < n; p++) {
    const x = centred(embeddings.subarray(p * length, (p + 1) * length));
    if (x) X.set(x, p * length);
  }
  const random = seededRandom(seed);
  let Q = Float64Array.from({ length: axes * length }, () => normal(random));
  orthonormalise(Q, axes, length);
  for (let turn = 0; turn < iterations; turn++) {
    await breathe();
    const Y = along(X, n, length, Q, axes);
    const next = new Float64Array(axes * length);
    for (let p = 0; p < n; p++)
      for (let a = 0; a < axes; a++) {
        const y = Y[p * axes + a] as number;
        for (let i = 0, x = p * length, q = a * length; i < length; i++)
          next[q + i] = (next[q + i] as number) + y * (X[x + i] as number);
      }
    orthonormalise(next, axes, length);
    Q = next;
  }
  await breathe();
  const Y = along(X, n, length, Q, axes);
  const v = new Float64Array(axes);
  for (let at = 0; at < Y.length; at++) v[at % axes] = (v[at % axes] as number) + (Y[at] as number) ** 2 / n;
  const mean = v.reduce((sum, value) => sum + value, 0) / axes;
  return {
    place(embedding) {
      const x = centred(embedding);
      if (!x) return null;
      const z = along(x, 1, length, Q, axes).map(
        (value, a) => value / Math.sqrt((v[a] as number) + κ * mean + Number.EPSILON),
      );
      const size = Math.hypot(...z);
      return size > 1e-9 ? Float32Array.from(z, (value) => value / size) : null;
    },
  };
};
