/**
 * Trains a network of texts on −ln P(class) by AdamW (Loshchilov & Hutter 2019), a part of its inputs and features left out at random (Srivastava et al. 2014).
 * A tenth of the texts is held back: the epoch that reads them best is kept, training stops when they are read no better, and τ is fitted to them.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { TextModelName } from "../../../../shared/contract/texts.ts";
import { normal, type Random, seededRandom, shuffle } from "../../../../shared/domain/random.ts";
import { AdamW } from "../../adamw.ts";
import type { TextAlgorithm, TextHooks, TextTask } from "../text-model.ts";
import { type Body, product, type Weights, width } from "./body.ts";
import { embed, newTable, type Pieces, piecesOf, tableSteps } from "./embedding.ts";
import {
  loadNetwork,
  type Network,
  networkModel,
  placesFor,
  predictedScores,
  presence,
  shapesOf,
  softmax,
} from "./network-model.ts";

const learningRate = 0.003;
const weightDecay = 0.01;
const batch = 32;
/** Epochs: enough for so many steps, within bounds; they end early when `patience` of them bring nothing. */
const wantedSteps = 400;
const [fewestEpochs, mostEpochs] = [8, 40];
const patience = 3;
const droppedInputs = 0.2;
const droppedFeatures = 0.5;
const heldBack = 0.1;

const kept = (length: number, dropped: number, random: Random): Float32Array =>
  Float32Array.from({ length }, () => (random() < dropped ? 0 : 1 / (1 - dropped)));

const meanLoss = (scores: Float32Array, labels: Int32Array, classes: number, τ: number): number => {
  let sum = 0;
  for (const [n, label] of labels.entries())
    sum -= Math.log(
      Math.max(1e-12, softmax(scores.subarray(n * classes, (n + 1) * classes), τ)[label] as number),
    );
  return sum / labels.length;
};

/** Held near 1 where few texts say otherwise. */
const fittedTemperature = (scores: Float32Array, labels: Int32Array, classes: number): number => {
  const candidates = Array.from({ length: 41 }, (_, k) => 2 ** ((k - 20) / 8));
  const cost = (τ: number): number =>
    labels.length * meanLoss(scores, labels, classes, τ) + 2 * Math.log(τ) ** 2;
  return candidates.reduce((best, τ) => (cost(τ) < cost(best) ? τ : best), 1);
};

const fitNetwork = async (
  body: Body,
  { texts, labels, classes, groups }: TextTask,
  seed: number,
  hooks: TextHooks,
): Promise<Network> => {
  const random = seededRandom(seed);
  const pieces = texts.map(({ tokens }) => piecesOf(tokens));
  const order = shuffle(Int32Array.from(labels.keys()), random);
  const held = order.subarray(0, Math.max(1, Math.round(heldBack * order.length)));
  const groupOf = (n: number): number => (groups ? (groups[n] as number) : n);
  const heldGroups = new Set(Array.from(held, groupOf));
  const learned = Int32Array.from(order.subarray(held.length)).filter((n) => !heldGroups.has(groupOf(n)));
  const heldPieces = Array.from(held, (n) => pieces[n] as Pieces);
  const heldLabels = Int32Array.from(held, (n) => labels[n] as number);

  const shapes = shapesOf(body, classes.length);
  const E = newTable(random);
  const table = tableSteps(E, learningRate);
  const adamw = new AdamW({ learningRate, weightDecay });
  for (const [name, [m, n]] of Object.entries(shapes)) {
    const spread = m === 1 ? 0 : name === "P" ? 0.1 : Math.sqrt(2 / (m + n)); // Glorot & Bengio 2010
    adamw.add(
      name,
      tf.tensor2d(
        Float32Array.from({ length: m * n }, () => spread * normal(random)),
        [m, n],
      ),
    );
  }
  const names = Object.keys(shapes);

  /** Moves the engine's weights, and answers the gradient of the embedded texts. */
  const onBatch = (chosen: readonly Pieces[], T: number, label: Int32Array): tf.Tensor => {
    const [size, of] = [chosen.length, classes.length];
    const X = tf.tensor3d(embed(E, chosen, T), [size, T, width]);
    const present = tf.tensor2d(presence(chosen, T), [size, T]);
    const inputs = tf.tensor3d(kept(size * T * width, droppedInputs, random), [size, T, width]);
    const features = tf.tensor2d(kept(size * body.features, droppedFeatures, random), [size, body.features]);
    const target = tf.tensor2d(
      Float32Array.from({ length: size * of }, (_, at) => (label[Math.floor(at / of)] === at % of ? 1 : 0)),
      [size, of],
    );
    const loss = (X: tf.Tensor, ...values: tf.Tensor[]): tf.Scalar => {
      const weights: Weights = Object.fromEntries(names.map((name, k) => [name, values[k] as tf.Tensor2D]));
      const read = body.forward({ X: tf.mul(X, inputs) as tf.Tensor3D, present }, weights);
      const scores = tf.add(
        product(tf.mul(read, features) as tf.Tensor2D, weights["scores/H"] as tf.Tensor2D),
        weights["scores/b"] as tf.Tensor2D,
      );
      const logP = tf.sub(scores, tf.logSumExp(scores, 1, true));
      return tf.neg(tf.div(tf.sum(tf.mul(logP, target)), size));
    };
    const [dX, ...gradients] = tf.grads(loss)([X, ...names.map((name) => adamw.value(name))]);
    for (const [k, name] of names.entries())
      adamw.apply(name, gradients[k] as tf.Tensor, (shapes[name] as readonly number[])[0] !== 1);
    return dX as tf.Tensor;
  };

  const perEpoch = Math.ceil(learned.length / batch);
  const epochs = Math.min(mostEpochs, Math.max(fewestEpochs, Math.ceil(wantedSteps / Math.max(1, perEpoch))));
  let best = { loss: Number.POSITIVE_INFINITY, epoch: -1, E: E.slice(), weights: await adamw.values() };
  try {
    for (let epoch = 0; epoch < epochs && epoch - best.epoch <= patience; epoch++) {
      shuffle(learned, random);
      for (let b = 0; b < perEpoch; b++) {
        const rows = learned.subarray(b * batch, (b + 1) * batch);
        const chosen = Array.from(rows, (n) => pieces[n] as Pieces);
        const T = placesFor(chosen);
        const dX = tf.tidy(() =>
          onBatch(
            chosen,
            T,
            Int32Array.from(rows, (n) => labels[n] as number),
          ),
        );
        table.step(chosen, T, (await dX.data()) as Float32Array);
        dX.dispose();
        await hooks.step((epoch + (b + 1) / perEpoch) / epochs);
      }
      const weights = await adamw.values();
      const scores = await predictedScores(
        { body, E, weights, temperature: 1 },
        classes.length,
        heldPieces,
        async () => undefined,
      );
      const loss = meanLoss(scores, heldLabels, classes.length, 1);
      if (loss < best.loss) best = { loss, epoch, E: E.slice(), weights };
    }
  } finally {
    adamw.dispose();
  }
  const network = { body, E: best.E, weights: best.weights, temperature: 1 };
  const scores = await predictedScores(network, classes.length, heldPieces, async () => undefined);
  return { ...network, temperature: fittedTemperature(scores, heldLabels, classes.length) };
};

export const networkAlgorithm = (name: TextModelName, body: Body): TextAlgorithm => ({
  fit: async (task, seed, hooks) =>
    networkModel(name, task.classes, await fitNetwork(body, task, seed, hooks)),
  load: (artefact, classes) => loadNetwork(name, body, artefact, classes),
});
