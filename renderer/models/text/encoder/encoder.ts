/**
 * The encoder of BERT (Devlin et al. 2019; Vaswani et al. 2017), in rows of T pieces a text:
 *   x₀ = norm(E[piece] + P[place] + S[0]);  in each layer, over h heads of width d/h
 *   a = norm(x + (softmax(q kᵀ / √(d/h) + barred) v) W_o + b_o),  q, k, v = x W + b
 *   x ← norm(a + gelu(a W₁ + b₁) W₂ + b₂),  gelu(z) = z Φ(z)
 *   pooled = tanh(x[first] W_p + b_p), or x[first] where the encoder has no W_p.
 * Low-rank adapters (Hu et al. 2022), where a layer has them, add (α / r) x A B to q and v. Gradients: gradients.ts.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { EncoderConfig } from "./config.ts";
import { layerName, poolerName } from "./weights.ts";

/** Tensors by name; undefined where there is none. */
export type Named = (name: string) => tf.Tensor | undefined;

/** Texts as pieces, padded to one length. */
export interface PieceBatch {
  readonly ids: Int32Array; // [texts x places]
  readonly texts: number;
  readonly places: number; // T
  /** [texts, 1, 1, places] 0, or far below where a text has ended. */
  readonly barred: tf.Tensor4D;
}

const far = -1e4;

export const pieceBatch = (rows: readonly (readonly number[])[], pad: number, most: number): PieceBatch => {
  // Lengths in steps of eight, so that few shaders are compiled.
  const places = Math.min(most, 8 * Math.ceil(Math.max(...rows.map((row) => row.length)) / 8));
  const ids = new Int32Array(rows.length * places).fill(pad);
  const barred = new Float32Array(ids.length).fill(far);
  for (const [n, row] of rows.entries()) {
    ids.set(row, n * places);
    barred.fill(0, n * places, n * places + row.length);
  }
  return { ids, texts: rows.length, places, barred: tf.tensor4d(barred, [rows.length, 1, 1, places]) };
};

/** The last two dimensions exchanged: products of what is transposed in passing are slow on wasm. */
export const turned = (x: tf.Tensor): tf.Tensor => {
  const axes = [...x.shape.keys()];
  return tf.transpose(x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
};

/** Φ */
export const below = (z: tf.Tensor): tf.Tensor => tf.mul(tf.add(tf.erf(tf.mul(z, Math.SQRT1_2)), 1), 0.5);
/** By tanh (Hendrycks & Gimpel 2016), as some encoders were trained. */
const geluByTanh = (z: tf.Tensor): tf.Tensor => {
  const inner = tf.mul(tf.add(z, tf.mul(tf.mul(tf.square(z), z), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(z, 0.5), tf.add(tf.tanh(inner), 1));
};
export const activations: Readonly<Record<EncoderConfig["hidden_act"], (z: tf.Tensor) => tf.Tensor>> = {
  gelu: (z) => tf.mul(z, below(z)),
  gelu_new: geluByTanh,
  relu: (z) => tf.relu(z),
};

export const of = (named: Named, name: string): tf.Tensor => {
  const tensor = named(name);
  if (!tensor) throw new Error(`an encoder without ${name}`);
  return tensor;
};
export const linear = (x: tf.Tensor, named: Named, name: string): tf.Tensor =>
  tf.add(tf.matMul(x, of(named, `${name}.weight`)), of(named, `${name}.bias`));
export const normalised = (x: tf.Tensor, ε: number): { readonly n: tf.Tensor; readonly σ: tf.Tensor } => {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const σ = tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), ε));
  return { n: tf.div(centred, σ), σ };
};
const norm = (x: tf.Tensor, named: Named, name: string, ε: number): tf.Tensor =>
  tf.add(
    tf.mul(normalised(x, ε).n, of(named, `${name}.LayerNorm.weight`)),
    of(named, `${name}.LayerNorm.bias`),
  );

export const tables = {
  word: "embeddings.word_embeddings.weight",
  place: "embeddings.position_embeddings.weight",
  sort: "embeddings.token_type_embeddings.weight",
} as const;

/** The sum of a batch's embeddings, [texts · places, d]. */
export const embeddings = ({ ids, texts, places }: PieceBatch, named: Named): tf.Tensor2D => {
  const E = tf.gather(of(named, tables.word), tf.tensor1d(ids, "int32"));
  const d = E.shape[1] as number;
  const P = tf.slice(of(named, tables.place), [0, 0], [places, d]);
  const S = tf.slice(of(named, tables.sort), [0, 0], [1, d]);
  const rows = tf.add(tf.reshape(E, [texts, places, d]), tf.add(P, S));
  return tf.reshape(rows, [texts * places, d]);
};

export const firstNorm = (x: tf.Tensor, named: Named, { layer_norm_eps }: EncoderConfig): tf.Tensor2D =>
  norm(x, named, "embeddings", layer_norm_eps) as tf.Tensor2D;

/** What the adapter of a part of a layer is called: A [d, r] and B [r, d]. */
export const adapterNames = (layer: number, part: "query" | "value"): readonly [string, string] => {
  const name = `${layerName(layer)}.attention.self.${part}`;
  return [`${name}.A`, `${name}.B`];
};
export const adapterScale = 2; // α / r

/** [texts, heads, places, d / heads] */
export const byHead = (y: tf.Tensor, { texts, places }: PieceBatch, heads: number): tf.Tensor =>
  tf.transpose(tf.reshape(y, [texts, places, heads, -1]), [0, 2, 1, 3]);

/** What a layer's heads see, and how they come to it. */
export const attendedBy = (
  x: tf.Tensor2D,
  batch: PieceBatch,
  layer: number,
  named: Named,
  { num_attention_heads: heads, hidden_size: d }: EncoderConfig,
) => {
  const part = (name: "query" | "key" | "value"): tf.Tensor => {
    const y = linear(x, named, `${layerName(layer)}.attention.self.${name}`);
    const [A, B] = name === "key" ? [] : adapterNames(layer, name).map(named);
    const adapted = A && B ? tf.add(y, tf.mul(tf.matMul(tf.matMul(x, A), B), adapterScale)) : y;
    return byHead(adapted, batch, heads);
  };
  const [q, k, v] = [part("query"), part("key"), part("value")];
  const scores = tf.mul(tf.matMul(q, turned(k)), 1 / Math.sqrt(d / heads));
  const A = tf.softmax(tf.add(scores, batch.barred));
  const joined = tf.reshape(tf.transpose(tf.matMul(A, v), [0, 2, 1, 3]), [batch.texts * batch.places, d]);
  return { q, k, v, A, joined };
};

export const layerOf = (
  x: tf.Tensor2D,
  batch: PieceBatch,
  layer: number,
  named: Named,
  config: EncoderConfig,
): tf.Tensor2D => {
  const name = layerName(layer);
  const ε = config.layer_norm_eps;
  const { joined } = attendedBy(x, batch, layer, named, config);
  const attended = linear(joined, named, `${name}.attention.output.dense`);
  const a = norm(tf.add(x, attended), named, `${name}.attention.output`, ε);
  const inner = activations[config.hidden_act](linear(a, named, `${name}.intermediate.dense`));
  const output = linear(inner, named, `${name}.output.dense`);
  return norm(tf.add(a, output), named, `${name}.output`, ε) as tf.Tensor2D;
};

/** [texts, d] */
export const pooled = (x: tf.Tensor2D, { texts, places }: PieceBatch, named: Named): tf.Tensor2D => {
  const starts = Int32Array.from({ length: texts }, (_, n) => n * places);
  const first = tf.gather(x, tf.tensor1d(starts, "int32"));
  return (named(`${poolerName}.weight`) ? tf.tanh(linear(first, named, poolerName)) : first) as tf.Tensor2D;
};

/** The last layer's rows of a batch; call inside `tf.tidy`. */
export const encode = (batch: PieceBatch, named: Named, config: EncoderConfig): tf.Tensor2D => {
  let x = tf.tidy(() => firstNorm(embeddings(batch, named), named, config));
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const before = x;
    x = tf.tidy(() => layerOf(before, batch, layer, named, config));
    before.dispose();
  }
  return x;
};
