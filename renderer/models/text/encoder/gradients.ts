/**
 * Gradients of the encoder's parts (formulas in encoder.ts) by hand, so that every product is untransposed, no gather is differentiated and only
 * what is trained is computed. With n = (x − mean) / σ:  ∂x = (∂n − mean(∂n) − n mean(∂n ∘ n)) / σ;  with A = softmax(S):  ∂S = A ∘ (∂A − Σ ∂A ∘ A).
 */
import * as tf from "@tensorflow/tfjs-core";
import type { EncoderConfig } from "./config.ts";
import {
  activations,
  adapterNames,
  adapterScale,
  attendedBy,
  below,
  byHead,
  linear,
  type Named,
  normalised,
  of,
  type PieceBatch,
  tables,
  turned,
} from "./encoder.ts";
import { layerName, poolerName } from "./weights.ts";

/** Takes the gradient of a weight, if that is trained. */
export type Take = (name: string, gradient: () => tf.Tensor) => void;

const throughLinear = (x: tf.Tensor, dy: tf.Tensor, named: Named, name: string, take: Take): tf.Tensor => {
  take(`${name}.weight`, () => tf.matMul(turned(x), dy));
  take(`${name}.bias`, () => tf.sum(dy, 0));
  return tf.matMul(dy, turned(of(named, `${name}.weight`)));
};

export const throughNorm = (
  x: tf.Tensor,
  dy: tf.Tensor,
  named: Named,
  name: string,
  ε: number,
  take: Take,
): tf.Tensor => {
  const { n, σ } = normalised(x, ε);
  take(`${name}.LayerNorm.weight`, () => tf.sum(tf.mul(dy, n), 0));
  take(`${name}.LayerNorm.bias`, () => tf.sum(dy, 0));
  const dn = tf.mul(dy, of(named, `${name}.LayerNorm.weight`));
  const along = tf.mul(n, tf.mean(tf.mul(dn, n), -1, true));
  return tf.div(tf.sub(tf.sub(dn, tf.mean(dn, -1, true)), along), σ);
};

const density = 1 / Math.sqrt(2 * Math.PI);
const root = Math.sqrt(2 / Math.PI);
const slopes: Readonly<Record<EncoderConfig["hidden_act"], (z: tf.Tensor) => tf.Tensor>> = {
  gelu: (z) => tf.add(below(z), tf.mul(z, tf.mul(tf.exp(tf.mul(tf.square(z), -0.5)), density))),
  gelu_new(z) {
    const square = tf.square(z);
    const t = tf.tanh(tf.mul(tf.add(z, tf.mul(tf.mul(square, z), 0.044715)), root));
    const inner = tf.mul(tf.add(1, tf.mul(square, 3 * 0.044715)), root);
    const rest = tf.mul(tf.mul(z, tf.sub(1, tf.square(t))), inner);
    return tf.mul(tf.add(tf.add(t, 1), rest), 0.5);
  },
  relu: (z) => tf.cast(tf.greater(z, 0), "float32"),
};

/** Of a layer at `x`: takes those of its weights, gives that of `x`. */
export const throughLayer = (
  x: tf.Tensor2D,
  dy: tf.Tensor,
  batch: PieceBatch,
  layer: number,
  named: Named,
  config: EncoderConfig,
  take: Take,
): tf.Tensor2D => {
  const { hidden_size: d, num_attention_heads: heads, layer_norm_eps: ε } = config;
  const { texts, places } = batch;
  const name = layerName(layer);
  const { q, k, v, A, joined } = attendedBy(x, batch, layer, named, config);
  const added = tf.add(x, linear(joined, named, `${name}.attention.output.dense`));
  const a = tf.add(
    tf.mul(normalised(added, ε).n, of(named, `${name}.attention.output.LayerNorm.weight`)),
    of(named, `${name}.attention.output.LayerNorm.bias`),
  );
  const z = linear(a, named, `${name}.intermediate.dense`);
  const u = activations[config.hidden_act](z);
  const sum = tf.add(a, linear(u, named, `${name}.output.dense`));

  const dsum = throughNorm(sum, dy, named, `${name}.output`, ε, take);
  const du = throughLinear(u, dsum, named, `${name}.output.dense`, take);
  const dz = tf.mul(du, slopes[config.hidden_act](z));
  const da = tf.add(dsum, throughLinear(a, dz, named, `${name}.intermediate.dense`, take));
  const dadded = throughNorm(added, da, named, `${name}.attention.output`, ε, take);
  const djoined = throughLinear(joined, dadded, named, `${name}.attention.output.dense`, take);
  const dseen = byHead(djoined, batch, heads);
  const dv = tf.matMul(turned(A), dseen);
  const dA = tf.matMul(dseen, turned(v));
  const scale = 1 / Math.sqrt(d / heads);
  const dS = tf.mul(tf.mul(A, tf.sub(dA, tf.sum(tf.mul(dA, A), -1, true))), scale);
  const joinedAgain = (y: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.transpose(y, [0, 2, 1, 3]), [texts * places, d]);
  const throughPart = (part: "query" | "key" | "value", dy: tf.Tensor): tf.Tensor => {
    const dx = throughLinear(x, dy, named, `${name}.attention.self.${part}`, take);
    if (part === "key") return dx;
    const [nameA, nameB] = adapterNames(layer, part);
    const [first, second] = [named(nameA), named(nameB)];
    if (!first || !second) return dx;
    const scaled = tf.mul(dy, adapterScale);
    const between = tf.matMul(scaled, turned(second));
    take(nameA, () => tf.matMul(turned(x), between));
    take(nameB, () => tf.matMul(turned(tf.matMul(x, first)), scaled));
    return tf.add(dx, tf.matMul(between, turned(first)));
  };
  return tf.addN([
    dadded,
    throughPart("query", joinedAgain(tf.matMul(dS, k))),
    throughPart("key", joinedAgain(tf.matMul(turned(dS), q))),
    throughPart("value", joinedAgain(dv)),
  ]) as tf.Tensor2D;
};

/** Of the pooled rows: gives that of the last layer's. */
export const throughPooled = (
  x: tf.Tensor2D,
  pooled: tf.Tensor2D,
  dy: tf.Tensor,
  { texts, places }: PieceBatch,
  named: Named,
  take: Take,
): tf.Tensor2D => {
  const d = x.shape[1];
  const first = tf.gather(
    x,
    tf.tensor1d(
      [...Array(texts).keys()].map((n) => n * places),
      "int32",
    ),
  );
  const dfirst = named(`${poolerName}.weight`)
    ? throughLinear(first, tf.mul(dy, tf.sub(1, tf.square(pooled))), named, poolerName, take)
    : dy;
  const spread = tf.pad(tf.reshape(dfirst, [texts, 1, d]), [
    [0, 0],
    [0, places - 1],
    [0, 0],
  ]);
  return tf.reshape(spread, [texts * places, d]);
};

/** Of the tables of embeddings, from that of their sum. */
export const throughEmbeddings = (
  { ids, texts, places }: PieceBatch,
  named: Named,
  dx: tf.Tensor,
  take: Take,
): void => {
  const d = dx.shape[1] as number;
  const rows = (name: string): number => of(named, name).shape[0] as number;
  take(tables.word, () =>
    tf.scatterND(tf.tensor2d(ids, [ids.length, 1], "int32"), dx, [rows(tables.word), d]),
  );
  take(tables.place, () =>
    tf.pad(tf.sum(tf.reshape(dx, [texts, places, d]), 0), [
      [0, rows(tables.place) - places],
      [0, 0],
    ]),
  );
  take(tables.sort, () =>
    tf.pad(tf.sum(dx, 0, true), [
      [0, rows(tables.sort) - 1],
      [0, 0],
    ]),
  );
};
