/** A model of texts on an encoder. What it has beside the encoder's own weights, or in their place, is all that is kept of it. */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { type Artefact, storedArray } from "../../../../shared/blocks/artefact.ts";
import { type LossHooks, survivingLoss } from "../../engine-loss.ts";
import type { Weights } from "../../optimise.ts";
import type { TextAlgorithm, TextHooks, TextModel } from "../text-model.ts";
import type { Named } from "./encoder.ts";
import { fineTune, logitsOf, type Tuning, type TuningHooks } from "./fine-tuning.ts";
import { probabilities } from "./head.ts";
import { type Encoder, idsOf, ofPooled, tensorOf } from "./loaded.ts";

export interface TunedWeights {
  readonly mostPieces: number;
  readonly temperature: number;
  /** By name, in place of the encoder's or beside them. */
  readonly weights: Weights;
}

const logOdds = (p: number): number => Math.log(p) - Math.log1p(-p);

export const encoderModel = (
  encoder: Encoder,
  classes: readonly string[],
  { mostPieces, temperature, weights }: TunedWeights,
  hooks: LossHooks,
): TextModel => {
  const { config, words } = encoder;
  const width = config.hidden_size;
  const shapeOf = (name: string, length: number): readonly number[] => {
    const shape = encoder.weights.get(name)?.shape;
    if (shape) return shape;
    if (name.endsWith(".bias")) return [length];
    return name.endsWith(".B") ? [length / width, width] : [width, length / width];
  };
  const predictIds = (rows: readonly (readonly number[])[], { step }: TextHooks): Promise<Float64Array> =>
    survivingLoss(hooks, async () => {
      const tensors = new Map<string, tf.Tensor>();
      const named: Named = (name) => tensors.get(name);
      try {
        for (const [name, matrix] of encoder.weights)
          if (!Object.hasOwn(weights, name)) tensors.set(name, tensorOf(matrix));
        for (const [name, values] of Object.entries(weights))
          tensors.set(name, tensorOf({ shape: shapeOf(name, values.length), values }));
        const made = (x: tf.Tensor): tf.Tensor => logitsOf(x, named);
        const logits = await ofPooled(encoder, named, rows, classes.length, made, step);
        return probabilities(logits, classes.length, temperature);
      } finally {
        tf.dispose([...tensors.values()]);
      }
    });
  return {
    name: "encoder",
    classes,
    predict: (texts, hooks) =>
      predictIds(
        texts.map(({ text }) => idsOf(encoder, text, mostPieces)),
        hooks,
      ),
    /** A token's share: by how much the log-odds fall where the encoder does not know it. */
    async explain({ text, tokens }, of) {
      const row = idsOf(encoder, text, mostPieces);
      const pieces = words.pieces(text, row.length - 2);
      const without = tokens.map(({ from, to }) =>
        row.map((id, at) => {
          const piece = pieces[at - 1];
          return piece && piece.from < to && piece.to > from ? words.specials.unknown : id;
        }),
      );
      const P = await predictIds([row, ...without], { step: async () => undefined });
      const [whole, ...rest] = Array.from({ length: 1 + tokens.length }, (_, n) =>
        logOdds(P[n * classes.length + of] as number),
      ) as [number, ...number[]];
      const shares = Float64Array.from(rest, (η) => whole - η);
      return { base: whole - shares.reduce((sum, share) => sum + share, 0), shares };
    },
    save: () => ({ header: { mostPieces, temperature }, arrays: weights }),
    dispose: () => undefined,
  };
};

const Header = z.object({ mostPieces: z.number().int().positive(), temperature: z.number().positive() });

/** The algorithm that fine-tunes this encoder. */
export const encoderAlgorithm = (encoder: Encoder, tuning: Tuning, hooks: TuningHooks): TextAlgorithm => ({
  async fit({ texts, labels, classes }, seed, { step }) {
    const task = { texts: texts.map(({ text }) => text), labels, classes: classes.length };
    const tuned = await fineTune(encoder, task, tuning, seed, hooks);
    await step(1);
    return encoderModel(encoder, classes, { ...tuned, mostPieces: tuning.mostPieces }, hooks);
  },
  load: ({ header, arrays }: Artefact, classes) => {
    const weights = Object.fromEntries(
      Object.keys(arrays).map((name) => [name, storedArray(arrays, name, Float32Array)]),
    );
    return encoderModel(encoder, classes, { ...Header.parse(header), weights }, hooks);
  },
});
