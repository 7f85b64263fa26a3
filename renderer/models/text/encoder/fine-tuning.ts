/**
 * An encoder fine-tuned to classify texts: z = dropout(pooled) W + b, cross-entropy, AdamW with a linear warm-up and decay of its rate
 * (Devlin et al. 2019). Of the encoder itself nothing is trained, or its top layers, or all, or low-rank adapters beside it (Hu et al. 2022).
 * Going back, each layer is computed again from its input (Chen et al. 2016), so that memory holds one layer's activations.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { TuningMethod } from "../../../../shared/contract/encoders.ts";
import type { LossPoint } from "../../../../shared/contract/training.ts";
import { type ClassReport, classReport } from "../../../../shared/domain/class-report.ts";
import { normal, type Random, seededRandom, shuffle } from "../../../../shared/domain/random.ts";
import { AdamW } from "../../adamw.ts";
import { type LossHooks, survivingLoss } from "../../engine-loss.ts";
import { type Objective, optimise, type Weights } from "../../optimise.ts";
import {
  adapterNames,
  embeddings,
  firstNorm,
  layerOf,
  linear,
  type Named,
  pooled,
  tables,
  turned,
} from "./encoder.ts";
import { type Take, throughEmbeddings, throughLayer, throughNorm, throughPooled } from "./gradients.ts";
import { crossEntropy, fitTemperature, headName, likeliest } from "./head.ts";
import { batchOf, type Encoder, idsOf, inBatches, ofPooled, tensorOf } from "./loaded.ts";
import { layerName, poolerName } from "./weights.ts";

export interface Tuning {
  readonly method: TuningMethod;
  readonly layers: number; // of `top`
  readonly rank: number; // of `adapters`
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly mostPieces: number; // of a text
}
const common = { layers: 2, rank: 8, epochs: 4, batch: 16, mostPieces: 128 };
/** A head alone costs next to nothing: what the encoder says is computed once. */
export const tuningDefaults: Readonly<Record<TuningMethod, Tuning>> = {
  head: { ...common, method: "head", epochs: 20, learningRate: 1e-2 },
  top: { ...common, method: "top", learningRate: 5e-5 },
  all: { ...common, method: "all", learningRate: 3e-5 },
  adapters: { ...common, method: "adapters", learningRate: 5e-4 },
};
const weightDecay = 0.01;
const warmUp = 0.1;
const dropout = 0.1;
const validationShare = 0.1;

/** Texts of any kind with their classes. */
export interface LabelledPieces {
  readonly texts: readonly string[];
  readonly labels: Int32Array; // [texts], indices of classes
  readonly classes: number;
}

export interface Tuned {
  readonly weights: Weights; // of the best epoch: what was trained, head included
  readonly temperature: number;
  readonly curve: readonly LossPoint[];
  readonly report: ClassReport; // on the texts that were validated on
}

export interface TuningHooks extends LossHooks {
  readonly signal: AbortSignal;
  onEpoch(loss: LossPoint): void;
  /** After each batch. */
  onBatch(done: number, of: number): void;
}

/** Texts to validate on, of every class alike; a class keeps at least one to learn from. */
const validationRows = ({ labels, classes }: LabelledPieces, seed: number): ReadonlySet<number> => {
  const order = shuffle(Int32Array.from(labels.keys()), seededRandom(seed));
  return new Set(
    Array.from({ length: classes }, (_, c) => order.filter((n) => labels[n] === c)).flatMap((rows) => [
      ...rows.subarray(0, Math.min(rows.length - 1, Math.ceil(validationShare * rows.length))),
    ]),
  );
};

const headParts = [`${headName}.weight`, `${headName}.bias`] as const;
export const logitsOf = (pooled: tf.Tensor, named: Named): tf.Tensor => linear(pooled, named, headName);

/** The lowest layer that is trained; 0 also where its embeddings are. */
const lowestLayer = ({ config }: Encoder, { method, layers }: Tuning): number => {
  const L = config.num_hidden_layers;
  return method === "head" ? L : method === "top" ? Math.max(0, L - layers) : 0;
};
/** Numbers that are trained, the head's included. */
export const trainedNumbers = (encoder: Encoder, tuning: Tuning, classes: number): number => {
  const d = encoder.config.hidden_size;
  return trainedNames(encoder, tuning).reduce(
    (sum, name) => sum + (encoder.weights.get(name)?.values.length ?? d * tuning.rank),
    (d + 1) * classes,
  );
};

/** Names of what is trained of the encoder, or beside it. */
const trainedNames = (encoder: Encoder, tuning: Tuning): readonly string[] => {
  const layers = Array.from({ length: encoder.config.num_hidden_layers }, (_, n) => n);
  if (tuning.method === "adapters")
    return layers.flatMap((n) => [...adapterNames(n, "query"), ...adapterNames(n, "value")]);
  if (tuning.method === "all") return [...encoder.weights.keys()];
  const trained = [
    ...layers.slice(lowestLayer(encoder, tuning)).map(layerName),
    ...(tuning.method === "top" ? [poolerName] : []),
  ];
  return [...encoder.weights.keys()].filter((name) => trained.some((part) => name.startsWith(`${part}.`)));
};

const decays = (name: string): boolean => !name.endsWith("bias") && !name.includes("LayerNorm");

/** Linear up over the first tenth of the steps, then linear down to nothing. */
export const rateSchedule =
  (steps: number) =>
  (t: number): number => {
    const rising = Math.max(1, Math.round(warmUp * steps));
    return t <= rising ? t / rising : Math.max(0, (steps - t + 1) / (steps - rising + 1));
  };

export const fineTune = async (
  encoder: Encoder,
  task: LabelledPieces,
  tuning: Tuning,
  seed: number,
  hooks: TuningHooks,
): Promise<Tuned> => {
  const { config, weights } = encoder;
  const { classes, labels } = task;
  const d = config.hidden_size;
  const names = new Set([...headParts, ...trainedNames(encoder, tuning)]);
  const lowest = lowestLayer(encoder, tuning);
  const headOnly = tuning.method === "head";
  const rows = task.texts.map((text) => idsOf(encoder, text, tuning.mostPieces));
  const held = validationRows(task, seed);
  const learned = [...rows.keys()].filter((n) => !held.has(n));
  const validated = [...held];
  const batches = Math.ceil(learned.length / tuning.batch);
  const steps = batches * tuning.epochs;
  const breathe = async (): Promise<void> => {
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
    hooks.signal.throwIfAborted();
  };

  /** What the encoder says of every text, where it stays as it is. */
  const features = headOnly
    ? await survivingLoss(hooks, async () => {
        const tensors = new Map([...weights].map(([name, matrix]) => [name, tensorOf(matrix)]));
        try {
          const named: Named = (name) => tensors.get(name);
          return await ofPooled(encoder, named, rows, d, (x) => x, breathe);
        } finally {
          tf.dispose([...tensors.values()]);
        }
      })
    : null;
  const featuresOf = (some: readonly number[]): tf.Tensor2D => {
    const values = new Float32Array(some.length * d);
    for (const [at, n] of some.entries())
      values.set((features as Float32Array).subarray(n * d, (n + 1) * d), at * d);
    return tf.tensor2d(values, [some.length, d]);
  };

  let current: AdamW;
  let dealt: { readonly random: Random; readonly batches: readonly number[][] } | null = null;
  const batchFor = (b: number, random: Random): readonly number[] => {
    if (dealt?.random !== random) {
      const order = shuffle(Int32Array.from(learned), random);
      const batches: number[][] = [];
      const pool = 16 * tuning.batch;
      for (let from = 0; from < order.length; from += pool) {
        const some = [...order.subarray(from, from + pool)];
        const like = inBatches(
          some.map((n) => rows[n] as number[]),
          tuning.batch,
        );
        batches.push(...like.map((batch) => batch.map((at) => some[at] as number)));
      }
      dealt = { random, batches };
    }
    return dealt.batches[b] as readonly number[];
  };

  const validationLogits = async (named: Named): Promise<Float32Array> => {
    if (!features)
      return ofPooled(
        encoder,
        named,
        validated.map((n) => rows[n] as number[]),
        classes,
        (x) => logitsOf(x, named),
        breathe,
      );
    const logits = tf.tidy(() => logitsOf(featuresOf(validated), named));
    const values = (await logits.data()) as Float32Array;
    logits.dispose();
    return values;
  };
  const truth = Int32Array.from(validated, (n) => labels[n] as number);
  let least: { readonly loss: number; readonly logits: Float32Array } = {
    loss: Number.POSITIVE_INFINITY,
    logits: new Float32Array(0),
  };
  let done = 0;
  const objective: Objective = {
    batches,
    create() {
      const random = seededRandom(seed);
      const adamw = new AdamW({
        learningRate: tuning.learningRate,
        weightDecay,
        beta2: 0.999,
        schedule: rateSchedule(steps),
      });
      const drawn = (from: number, to: number, scale: number): tf.Tensor =>
        tf.tensor2d(
          Float32Array.from({ length: from * to }, () => scale * normal(random)),
          [from, to],
        );
      adamw.add(headParts[0], drawn(d, classes, 0.02));
      adamw.add(headParts[1], tf.zeros([classes]));
      if (!headOnly)
        for (const [name, matrix] of weights) {
          if (names.has(name)) adamw.add(name, tensorOf(matrix));
          else adamw.hold(name, tensorOf(matrix));
        }
      for (const name of names)
        if (name.endsWith(".A")) adamw.add(name, drawn(d, tuning.rank, 1 / Math.sqrt(d)));
        else if (name.endsWith(".B")) adamw.add(name, tf.zeros([tuning.rank, d]));
      current = adamw;
      return adamw;
    },
    step(adamw, b, random) {
      const some = batchFor(b, random);
      const named: Named = (name) => adamw.find(name);
      const target = tf.oneHot(
        tf.tensor1d(
          some.map((n) => labels[n] as number),
          "int32",
        ),
        classes,
      );
      const kept = tf.tensor2d(
        Float32Array.from({ length: some.length * d }, () => (random() < dropout ? 0 : 1 / (1 - dropout))),
        [some.length, d],
      );
      const gradients = new Map<string, tf.Tensor>();
      const take: Take = (name, gradient) => {
        if (names.has(name)) gradients.set(name, gradient());
      };
      const apply = (): void => {
        for (const [name, gradient] of gradients) adamw.apply(name, gradient, decays(name));
        gradients.clear();
      };
      /** Loss of the head on what is pooled, and the gradient of that. */
      const ofHead = (pooled: tf.Tensor): { readonly loss: tf.Scalar; readonly dpooled: tf.Tensor } => {
        const x = tf.mul(pooled, kept);
        const logs = tf.logSoftmax(logitsOf(x, named));
        const dlogits = tf.div(tf.sub(tf.exp(logs), target), some.length);
        take(headParts[0], () => tf.matMul(turned(x), dlogits));
        take(headParts[1], () => tf.sum(dlogits, 0));
        return {
          loss: tf.neg(tf.sum(tf.mul(logs, target))),
          dpooled: tf.mul(tf.matMul(dlogits, turned(named(headParts[0]) as tf.Tensor)), kept),
        };
      };
      const told = (loss: tf.Scalar): tf.Scalar => {
        apply();
        hooks.onBatch(Math.min(++done, steps), steps);
        return loss;
      };
      if (features) return told(ofHead(featuresOf(some)).loss);

      const batch = batchOf(
        encoder,
        some.map((n) => rows[n] as number[]),
      );
      const sum = embeddings(batch, named);
      let x = firstNorm(sum, named, config);
      const inputs: tf.Tensor2D[] = [];
      for (let layer = 0; layer < config.num_hidden_layers; layer++) {
        inputs.push(x);
        x = tf.tidy(() => layerOf(inputs[layer] as tf.Tensor2D, batch, layer, named, config));
        if (layer < lowest) inputs[layer]?.dispose();
      }
      const said = pooled(x, batch, named);
      const { loss, dpooled } = ofHead(said);
      let dx = throughPooled(x, said, dpooled, batch, named, take);
      apply();
      for (let layer = config.num_hidden_layers - 1; layer >= lowest; layer--)
        dx = tf.tidy(() => {
          const below = throughLayer(inputs[layer] as tf.Tensor2D, dx, batch, layer, named, config, take);
          apply();
          return below;
        });
      if (names.has(tables.word))
        throughEmbeddings(
          batch,
          named,
          throughNorm(sum, dx, named, "embeddings", config.layer_norm_eps, take),
          take,
        );
      return told(loss);
    },
    shownLoss: (sum) => sum / learned.length,
    async validate() {
      const logits = await validationLogits((name) => current.find(name));
      const loss = crossEntropy(logits, truth, classes);
      if (loss < least.loss) least = { loss, logits };
      return loss;
    },
  };
  const { weights: best, curve } = await optimise(
    objective,
    { epochs: tuning.epochs, patience: tuning.epochs, seed },
    {
      ...hooks,
      onEpoch: ({ loss }) => hooks.onEpoch(loss),
      // Not kept across sessions: a run that loses its engine goes on from the last minute.
      checkpointSeconds: 60,
      checkpoint: async () => undefined,
    },
    null,
  );
  return {
    weights: best,
    temperature: fitTemperature(least.logits, truth, classes),
    curve,
    report: classReport(truth, likeliest(least.logits, classes), classes),
  };
};
