/**
 * A fitted network of texts: scores s = body(X) H + b of embedded tokens X, P = softmax(s / τ), τ from texts that it did not learn from (Guo et al. 2017).
 * What a token adds to the log-odds η of a class is by integrated gradients from a text of nothing (Sundararajan et al. 2017),
 *   x ∘ ∫₀¹ ∂η(αx)/∂x dα, summed over its vector, the integral by midpoints; what these leave of η(x) − η(0) is shared in proportion.
 */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { type Arrays, type Artefact, storedArray } from "../../../../shared/blocks/artefact.ts";
import type { TextModelName } from "../../../../shared/contract/texts.ts";
import type { ReadText } from "../reading.ts";
import type { TextModel } from "../text-model.ts";
import { type Body, type EmbeddedTexts, product, type Shapes, type Weights, width } from "./body.ts";
import { embed, type Pieces, piecesOf, rows } from "./embedding.ts";

export interface Network {
  readonly body: Body;
  readonly E: Float32Array; // [rows, d]
  readonly weights: Readonly<Record<string, Float32Array>>;
  readonly temperature: number; // τ
}

const together = 64;
const steps = 16;

export const shapesOf = (body: Body, classes: number): Shapes => ({
  ...body.shapes,
  "scores/H": [body.features, classes],
  "scores/b": [1, classes],
});

/** Places for the longest of the texts, at least one. */
export const placesFor = (texts: readonly Pieces[]): number =>
  texts.reduce((most, { start }) => Math.max(most, start.length - 1), 1);

export const presence = (texts: readonly Pieces[], T: number): Float32Array => {
  const present = new Float32Array(texts.length * T);
  for (const [n, { start }] of texts.entries()) present.fill(1, n * T, n * T + start.length - 1);
  return present;
};

export const scoresOf = (body: Body, texts: EmbeddedTexts, weights: Weights): tf.Tensor2D =>
  tf.add(
    product(body.forward(texts, weights), weights["scores/H"] as tf.Tensor2D),
    weights["scores/b"] as tf.Tensor2D,
  ) as tf.Tensor2D;

const onEngine = ({ body, weights }: Network, classes: number): Weights =>
  Object.fromEntries(
    Object.entries(shapesOf(body, classes)).map(([name, shape]) => [
      name,
      tf.tensor2d(weights[name] as Float32Array, [...shape]),
    ]),
  );

/** [texts x classes] */
export const predictedScores = async (
  network: Network,
  classes: number,
  texts: readonly Pieces[],
  step: (share: number) => Promise<void>,
): Promise<Float32Array> => {
  const scores = new Float32Array(texts.length * classes);
  // Texts of like length go together, so that few places are empty.
  const order = Int32Array.from(texts.keys()).sort(
    (a, b) => (texts[a] as Pieces).start.length - (texts[b] as Pieces).start.length || a - b,
  );
  for (let from = 0; from < order.length; from += together) {
    const batch = order.subarray(from, from + together);
    const pieces = Array.from(batch, (n) => texts[n] as Pieces);
    const T = placesFor(pieces);
    const out = tf.tidy(() =>
      scoresOf(
        network.body,
        {
          X: tf.tensor3d(embed(network.E, pieces, T), [pieces.length, T, width]),
          present: tf.tensor2d(presence(pieces, T), [pieces.length, T]),
        },
        onEngine(network, classes),
      ),
    );
    const values = (await out.data()) as Float32Array;
    out.dispose();
    for (const [place, n] of batch.entries())
      scores.set(values.subarray(place * classes, (place + 1) * classes), n * classes);
    await step((from + batch.length) / order.length);
  }
  return scores;
};

export const softmax = (scores: ArrayLike<number>, τ: number): Float64Array => {
  const largest = Math.max(...Array.from(scores));
  const e = Float64Array.from(scores, (s) => Math.exp((s - largest) / τ));
  const total = e.reduce((sum, one) => sum + one, 0);
  return e.map((one) => one / total);
};

/** ln(p / (1 − p)) of one class, by texts. */
const logOdds = (scores: tf.Tensor2D, of: number, classes: number, τ: number): tf.Tensor1D => {
  const texts = scores.shape[0];
  const own = tf.slice(scores, [0, of], [texts, 1]);
  const others = tf.concat(
    [tf.slice(scores, [0, 0], [texts, of]), tf.slice(scores, [0, of + 1], [texts, classes - of - 1])].filter(
      ({ size }) => size > 0,
    ),
    1,
  );
  return tf.reshape(tf.sub(tf.div(own, τ), tf.logSumExp(tf.div(others, τ), 1, true)), [texts]);
};

export const networkModel = (
  name: TextModelName,
  classes: readonly string[],
  network: Network,
): TextModel => {
  const { E, weights, temperature: τ } = network;
  const of = classes.length;
  return {
    name,
    classes,
    async predict(texts, hooks) {
      const pieces = texts.map(({ tokens }) => piecesOf(tokens));
      const scores = await predictedScores(network, of, pieces, hooks.step);
      const P = new Float64Array(scores.length);
      for (let n = 0; n < scores.length; n += of) P.set(softmax(scores.subarray(n, n + of), τ), n);
      return P;
    },
    explain: (text, c) => explained(network, of, text, c),
    save: () => ({
      header: { temperature: τ } satisfies z.infer<typeof Header>,
      arrays: { E, ...weights },
    }),
    dispose() {},
  };
};

const explained: (
  network: Network,
  classes: number,
  text: ReadText,
  of: number,
) => ReturnType<TextModel["explain"]> = async (network, classes, { tokens }, of) => {
  const pieces = piecesOf(tokens);
  const read = pieces.start.length - 1;
  const T = placesFor([pieces]);
  const x = embed(network.E, [pieces], T);
  const present = presence([pieces], T);
  const { η, gradient } = tf.tidy(() => {
    const weights = onEngine(network, classes);
    const oddsOf = (X: tf.Tensor3D): tf.Tensor1D => {
      const texts = X.shape[0];
      const held = tf.tile(tf.tensor2d(present, [1, T]), [texts, 1]);
      return logOdds(scoresOf(network.body, { X, present: held }, weights), of, classes, network.temperature);
    };
    const along = (αs: readonly number[]): tf.Tensor3D =>
      tf.tensor3d(Float32Array.from(αs.flatMap((α) => Array.from(x, (value) => α * value))), [
        αs.length,
        T,
        width,
      ]);
    const path = along(Array.from({ length: steps }, (_, s) => (s + 0.5) / steps));
    const whole = tf.grad((X: tf.Tensor) => tf.sum(oddsOf(X as tf.Tensor3D)))(path);
    return { η: oddsOf(along([0, 1])), gradient: tf.mean(whole, 0) };
  });
  const [base = 0, all = 0] = await η.data();
  const slope = await gradient.data();
  tf.dispose([η, gradient]);
  const shares = new Float64Array(tokens.length);
  if (read === 0) return { base: all, shares };
  let size = 0;
  let left = all - base;
  for (let t = 0; t < read; t++) {
    let share = 0;
    for (let at = t * width; at < (t + 1) * width; at++) share += (x[at] as number) * (slope[at] as number);
    shares[t] = share;
    left -= share;
    size += Math.abs(share);
  }
  for (let t = 0; t < read; t++) {
    const part = size > 0 ? Math.abs(shares[t] as number) / size : 1 / read;
    shares[t] = (shares[t] as number) + left * part;
  }
  return { base, shares };
};

const Header = z.object({ temperature: z.number().positive() });

const sized = (arrays: Arrays, name: string, length: number): Float32Array => {
  const values = storedArray(arrays, name, Float32Array);
  if (values.length !== length) throw new Error(`a network of texts with a damaged ${name}`);
  return values;
};

export const loadNetwork = (
  name: TextModelName,
  body: Body,
  { header, arrays }: Artefact,
  classes: readonly string[],
): TextModel => {
  const { temperature } = Header.parse(header);
  const weights = Object.fromEntries(
    Object.entries(shapesOf(body, classes.length)).map(([one, [m, n]]) => [one, sized(arrays, one, m * n)]),
  );
  return networkModel(name, classes, { body, E: sized(arrays, "E", rows * width), weights, temperature });
};
