/**
 * Gradients of the self-attentive model (formula in self-attention.ts) by hand, so that every product is untransposed and no gather is
 * differentiated. With ŷ = y / rms(y):  ∂y = (∂ŷ − ŷ mean(∂ŷ ∘ ŷ)) / rms(y);  with A = softmax(S):  ∂S = A ∘ (∂A − Σ ∂A ∘ A).
 */
import * as tf from "@tensorflow/tfjs-core";

export const attentionParts = ["E", "c", "P", "Wq", "Wk", "Wv", "W1", "b1", "W2"] as const;
type Part = (typeof attentionParts)[number];
export type AttentionTensors = Readonly<Record<Part, tf.Tensor2D>>;

/** Windows of T places each, rows one after the other. */
export interface SequenceBlock {
  readonly places: number; // T
  readonly input: Int32Array; // [rows] word, or the start
  readonly target: Int32Array; // [rows] word; any where the weight is 0
  readonly weight: tf.Tensor2D; // [rows, 1] 1, or 0 past the end of a window
  readonly kept: tf.Tensor2D; // [rows, d] what dropout multiplies with
  readonly candidates: Int32Array; // [K] words that stand for all
  readonly barred: tf.Tensor2D; // [rows, K] 0, or far below for the target and what was chosen before
  readonly standsFor: number; // words for which a candidate stands
}

const far = -1e9;
const tiny = 1e-6;

const transposed = (x: tf.Tensor3D): tf.Tensor3D => tf.transpose(x, [0, 2, 1]);
const rmsOf = (y: tf.Tensor2D): tf.Tensor => tf.sqrt(tf.add(tf.mean(tf.square(y), 1, true), tiny));
const backThroughRms = (rms: tf.Tensor, ŷ: tf.Tensor2D, dŷ: tf.Tensor2D): tf.Tensor2D =>
  tf.div(tf.sub(dŷ, tf.mul(ŷ, tf.mean(tf.mul(dŷ, ŷ), 1, true))), rms);
const rowsAt = (x: tf.Tensor2D, at: Int32Array): tf.Tensor2D => tf.gather(x, tf.tensor1d(at, "int32"));

/** Gradients of the mean loss over the block, and its summed loss. Call inside `tf.tidy`. */
export const attentionGradients = (
  block: SequenceBlock,
  { E, c, P, Wq, Wk, Wv, W1, b1, W2 }: AttentionTensors,
): AttentionTensors & { readonly loss: tf.Scalar } => {
  const { places: T, input, target, weight, kept, candidates, barred, standsFor } = block;
  const d = E.shape[1];
  const rows = input.length;
  const windows = rows / T;
  const cut = (y: tf.Tensor): tf.Tensor3D => tf.reshape(y, [windows, T, d]);
  const joined = (y: tf.Tensor): tf.Tensor2D => tf.reshape(y, [rows, d]);

  const x = tf.mul(joined(tf.add(cut(rowsAt(E, input)), tf.reshape(P, [1, T, d]))), kept) as tf.Tensor2D;
  const q = cut(tf.matMul(x, Wq));
  const k = cut(tf.matMul(x, Wk));
  const v = cut(tf.matMul(x, Wv));
  const future = tf.tensor2d(
    Float32Array.from({ length: T * T }, (_, n) => (n % T > Math.floor(n / T) ? far : 0)),
    [T, T],
  );
  const scale = 1 / Math.sqrt(d);
  const A = tf.softmax(tf.add(tf.mul(tf.matMul(q, transposed(k)), scale), future)) as tf.Tensor3D;
  const h = tf.add(x, joined(tf.matMul(A, v))) as tf.Tensor2D;
  const hRms = rmsOf(h);
  const n = tf.div(h, hRms) as tf.Tensor2D;
  const u = tf.relu(tf.add(tf.matMul(n, W1), b1)) as tf.Tensor2D;
  const y = tf.add(h, tf.matMul(u, W2)) as tf.Tensor2D;
  const yRms = rmsOf(y);
  const z = tf.div(y, yRms) as tf.Tensor2D;

  const Et = rowsAt(E, target);
  const Ec = rowsAt(E, candidates);
  const st = tf.add(tf.sum(tf.mul(z, Et), 1, true), rowsAt(c, target));
  const prior = tf.add(tf.transpose(rowsAt(c, candidates)), Math.log(standsFor));
  const s = tf.add(tf.add(tf.matMul(z, tf.transpose(Ec)), prior), barred);
  const largest = tf.maximum(tf.max(s, 1, true), st);
  const es = tf.exp(tf.sub(s, largest));
  const et = tf.exp(tf.sub(st, largest));
  const total = tf.add(tf.sum(es, 1, true), et);
  const loss = tf.sum(tf.mul(tf.sub(tf.add(tf.log(total), largest), st), weight));

  const each = tf.div(weight, tf.maximum(tf.sum(weight), 1));
  const ds = tf.mul(es, tf.div(each, total)) as tf.Tensor2D;
  const dt = tf.mul(tf.sub(tf.div(et, total), 1), each) as tf.Tensor2D;
  const dz = tf.add(tf.matMul(ds, Ec), tf.mul(dt, Et)) as tf.Tensor2D;
  const dy = backThroughRms(yRms, z, dz);
  const du = tf.mul(tf.matMul(dy, tf.transpose(W2)), tf.cast(tf.greater(u, 0), "float32")) as tf.Tensor2D;
  const dh = tf.add(dy, backThroughRms(hRms, n, tf.matMul(du, tf.transpose(W1)))) as tf.Tensor2D;
  const da = cut(dh);
  const dv = joined(tf.matMul(transposed(A), da));
  const dA = tf.matMul(da, transposed(v));
  const dS = tf.mul(tf.mul(A, tf.sub(dA, tf.sum(tf.mul(dA, A), 2, true))), scale) as tf.Tensor3D;
  const dq = joined(tf.matMul(dS, k));
  const dk = joined(tf.matMul(transposed(dS), q));
  const xT = tf.transpose(x);
  const back = (dm: tf.Tensor2D, W: tf.Tensor2D): tf.Tensor2D => tf.matMul(dm, tf.transpose(W));
  const dx = tf.mul(tf.addN([dh, back(dq, Wq), back(dk, Wk), back(dv, Wv)]), kept) as tf.Tensor2D;
  const at = tf.tensor2d(
    Int32Array.of(...candidates, ...target, ...input),
    [candidates.length + 2 * rows, 1],
    "int32",
  );
  const dEs = tf.concat([tf.matMul(tf.transpose(ds), z), tf.mul(dt, z), dx]);
  const dcs = tf.concat([tf.transpose(tf.sum(ds, 0, true)), dt, tf.zeros([rows, 1])]);
  return {
    E: tf.scatterND(at, dEs, E.shape) as tf.Tensor2D,
    c: tf.scatterND(at, dcs, c.shape) as tf.Tensor2D,
    P: tf.sum(cut(dx), 0),
    Wq: tf.matMul(xT, dq),
    Wk: tf.matMul(xT, dk),
    Wv: tf.matMul(xT, dv),
    W1: tf.matMul(tf.transpose(n), du),
    b1: tf.sum(du, 0, true),
    W2: tf.matMul(tf.transpose(u), dy),
    loss: loss as tf.Scalar,
  };
};
