/**
 * Gradient of the squared error of a block of members, in two forms of the same sums. With e_ui = r_ui − r̂_ui where r_ui is known:
 *   ∂P = −E Q,  ∂Q = −Eᵀ P,  ∂b_u = −Σ_i e_ui,  ∂b_i = −Σ_u e_ui.
 * Dense: E as a masked matrix, so that the work is matrix products and no look-up needs a gradient: right for graphics hardware.
 * Sparse: over the known ratings alone, in typed arrays: right without one, where few of the cells are known.
 */
import * as tf from "@tensorflow/tfjs-core";

/** The ratings of a block's members in compressed rows. */
export interface FactorBlock {
  readonly films: number; // of the catalogue
  readonly start: Int32Array; // [members + 1]
  readonly film: Int32Array;
  readonly x: Float32Array; // r − μ
}
export interface FactorTensors {
  readonly P: tf.Tensor2D; // [members, k]
  readonly Q: tf.Tensor2D; // [films, k]
  readonly bu: tf.Tensor2D; // [members, 1]
  readonly bi: tf.Tensor2D; // [films, 1]
}
export interface FactorGradient extends FactorTensors {
  readonly squaredError: tf.Scalar;
}
export type GradientForm = (block: FactorBlock, θ: FactorTensors) => FactorGradient;

/** Call inside `tf.tidy`. Transposes are explicit because the wasm product is slow with flags. */
export const denseGradient: GradientForm = ({ films, start, film, x }, { P, Q, bu, bi }) => {
  const rows = start.length - 1;
  const X = new Float32Array(rows * films);
  const M = new Float32Array(rows * films);
  for (let row = 0; row < rows; row++)
    for (let n = start[row] as number; n < (start[row + 1] as number); n++) {
      const cell = row * films + (film[n] as number);
      X[cell] = x[n] as number;
      M[cell] = 1;
    }
  const expected = tf.add(tf.add(tf.matMul(P, tf.transpose(Q)), bu), tf.reshape(bi, [1, films]));
  const negative = tf.mul(tf.tensor2d(M, [rows, films]), tf.sub(expected, tf.tensor2d(X, [rows, films])));
  const E = negative as tf.Tensor2D; // −E
  return {
    P: tf.matMul(E, Q),
    Q: tf.transpose(tf.matMul(tf.transpose(P), E)),
    bu: tf.sum(E, 1, true),
    bi: tf.reshape(tf.sum(E, 0), [films, 1]),
    squaredError: tf.sum(tf.square(E)),
  };
};

/** Reads the parameters back from the engine: for engines in main memory only. */
export const sparseGradient: GradientForm = ({ films, start, film, x }, θ) => {
  const rows = start.length - 1;
  const k = θ.P.shape[1];
  const [P, Q, bu, bi] = [θ.P, θ.Q, θ.bu, θ.bi].map((tensor) => tensor.dataSync()) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const dP = new Float32Array(rows * k);
  const dQ = new Float32Array(films * k);
  const du = new Float32Array(rows);
  const di = new Float32Array(films);
  let squaredError = 0;
  for (let row = 0; row < rows; row++) {
    const p = row * k;
    for (let n = start[row] as number; n < (start[row + 1] as number); n++) {
      const i = film[n] as number;
      const q = i * k;
      let expected = (bu[row] as number) + (bi[i] as number);
      for (let f = 0; f < k; f++) expected += (P[p + f] as number) * (Q[q + f] as number);
      const e = expected - (x[n] as number); // −e_ui
      squaredError += e * e;
      du[row] = (du[row] as number) + e;
      di[i] = (di[i] as number) + e;
      for (let f = 0; f < k; f++) {
        dP[p + f] = (dP[p + f] as number) + e * (Q[q + f] as number);
        dQ[q + f] = (dQ[q + f] as number) + e * (P[p + f] as number);
      }
    }
  }
  return {
    P: tf.tensor2d(dP, [rows, k]),
    Q: tf.tensor2d(dQ, [films, k]),
    bu: tf.tensor2d(du, [rows, 1]),
    bi: tf.tensor2d(di, [films, 1]),
    squaredError: tf.scalar(squaredError),
  };
};

/** Share of known cells above which wasm's products beat loops over the ratings. */
const denseFrom = 0.1;

export const gradientForm = (known: number, cells: number): GradientForm => {
  const engine = tf.getBackend();
  return engine === "webgl" || (engine === "wasm" && known > denseFrom * cells)
    ? denseGradient
    : sparseGradient;
};
