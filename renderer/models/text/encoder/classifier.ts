/** A fitted classifier of texts on an encoder. What it adds to the encoder's own weights is all that is kept of it. */
import * as tf from "@tensorflow/tfjs-core";
import { type Artefact, storedArray } from "../../../../shared/blocks/artefact.ts";
import { type LossHooks, survivingLoss } from "../../engine-loss.ts";
import type { Weights } from "../../optimise.ts";
import type { Named } from "./encoder.ts";
import { logitsOf } from "./fine-tuning.ts";
import { probabilities } from "./head.ts";
import { type Encoder, idsOf, ofPooled, tensorOf } from "./loaded.ts";

export interface EncoderModel {
  readonly classes: readonly string[];
  readonly mostPieces: number;
  readonly temperature: number;
  /** By name, in place of the encoder's or beside them. */
  readonly weights: Weights;
}

/** What a word adds to the log-odds of a class: they fall by so much where the word is unknown. */
export interface WordShare {
  readonly from: number; // in the text, in UTF-16 units
  readonly to: number;
  readonly share: number;
}

export interface EncoderClassifier {
  /** Probability of each class, [texts x classes]. */
  predict(texts: readonly string[], breathe: (share: number) => Promise<void>): Promise<Float64Array>;
  explain(text: string, of: number, breathe: () => Promise<void>): Promise<readonly WordShare[]>;
}

const logOdds = (p: number): number => Math.log(p) - Math.log1p(-p);

export const encoderClassifier = (
  encoder: Encoder,
  { classes, mostPieces, temperature, weights }: EncoderModel,
  hooks: LossHooks,
): EncoderClassifier => {
  const { config, words } = encoder;
  const width = config.hidden_size;
  const shapeOf = (name: string, length: number): readonly number[] => {
    const shape = encoder.weights.get(name)?.shape;
    if (shape) return shape;
    if (name.endsWith(".bias")) return [length];
    return name.endsWith(".B") ? [length / width, width] : [width, length / width];
  };
  const predictIds = (
    rows: readonly (readonly number[])[],
    breathe: (share: number) => Promise<void>,
  ): Promise<Float64Array> =>
    survivingLoss(hooks, async () => {
      const tensors = new Map(
        [...encoder.weights]
          .filter(([name]) => !(name in weights))
          .map(([name, one]) => [name, tensorOf(one)]),
      );
      for (const [name, values] of Object.entries(weights))
        tensors.set(name, tensorOf({ shape: shapeOf(name, values.length), values }));
      const named: Named = (name) => tensors.get(name);
      try {
        const made = (x: tf.Tensor): tf.Tensor => logitsOf(x, named);
        const logits = await ofPooled(encoder, named, rows, classes.length, made, breathe);
        return probabilities(logits, classes.length, temperature);
      } finally {
        tf.dispose([...tensors.values()]);
      }
    });
  return {
    predict: (texts, breathe) =>
      predictIds(
        texts.map((text) => idsOf(encoder, text, mostPieces)),
        breathe,
      ),
    async explain(text, of, breathe) {
      const row = idsOf(encoder, text, mostPieces);
      const pieces = words.pieces(text, row.length - 2);
      const starts = pieces.flatMap((piece, at) => (words.continues(piece.id) && at > 0 ? [] : [at]));
      const spans = starts.map((first, n) => [first, starts[n + 1] ?? pieces.length] as const);
      const without = spans.map(([first, end]) =>
        row.map((id, at) => (at > first && at <= end ? words.specials.unknown : id)),
      );
      const P = await predictIds([row, ...without], breathe);
      const at = (n: number): number => logOdds(P[n * classes.length + of] as number);
      return spans.map(([first, end], n) => ({
        from: pieces[first]?.from ?? 0,
        to: pieces[end - 1]?.to ?? 0,
        share: at(0) - at(n + 1),
      }));
    },
  };
};

/** Of encoders: that the folder on the disk is the one that was learned on. */
export interface KeptEncoder {
  readonly name: string;
  readonly fingerprint: string;
}

export const saveEncoderModel = (model: EncoderModel, encoder: KeptEncoder): Artefact => {
  const { classes, mostPieces, temperature, weights } = model;
  return { header: { kind: "encoder", encoder, classes, mostPieces, temperature }, arrays: weights };
};

export const loadEncoderModel = ({
  header,
  arrays,
}: Artefact): { readonly model: EncoderModel; readonly encoder: KeptEncoder } => {
  const { encoder, classes, mostPieces, temperature } = header as unknown as Omit<EncoderModel, "weights"> & {
    encoder: KeptEncoder;
  };
  const weights = Object.fromEntries(
    Object.keys(arrays).map((name) => [name, storedArray(arrays, name, Float32Array)]),
  );
  return { model: { classes, mostPieces, temperature, weights }, encoder };
};
