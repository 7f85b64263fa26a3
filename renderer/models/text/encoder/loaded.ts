/** An encoder read from its files, and what it makes of texts. */
import * as tf from "@tensorflow/tfjs-core";
import { ok, type Result } from "../../../../shared/domain/result.ts";
import { type BadEncoder, type EncoderConfig, readConfig, readReading } from "./config.ts";
import { encode, type Named, pieceBatch, pooled } from "./encoder.ts";
import type { BadWeights, FileBytes } from "./safetensors.ts";
import { type EncoderWeights, type Matrix, readWeights } from "./weights.ts";
import { readVocabulary, type WordPieces } from "./word-piece.ts";

export interface EncoderFiles {
  readonly config: string; // config.json
  readonly reading: string | null; // tokenizer_config.json
  readonly vocabulary: string; // vocab.txt
  readonly weights: FileBytes; // model.safetensors
}

export interface Encoder {
  readonly config: EncoderConfig;
  readonly words: WordPieces;
  readonly weights: EncoderWeights;
}

export const readEncoder = async (
  files: EncoderFiles,
  breathe: (share: number) => Promise<void>,
): Promise<Result<Encoder, BadEncoder | BadWeights>> => {
  const config = readConfig(files.config);
  if (!config.ok) return config;
  const reading = readReading(files.reading);
  if (!reading.ok) return reading;
  const words = readVocabulary(files.vocabulary, config.value.vocab_size, reading.value);
  if (!words.ok) return words;
  const weights = await readWeights(files.weights, config.value, breathe);
  if (!weights.ok) return weights;
  return ok({ config: config.value, words: words.value, weights: weights.value });
};

/** A text as pieces between its start and its end. */
export const idsOf = ({ config, words }: Encoder, text: string, mostPieces: number): number[] => {
  const most = Math.min(mostPieces, config.max_position_embeddings) - 2;
  return [words.specials.start, ...words.pieces(text, most).map(({ id }) => id), words.specials.end];
};

export const tensorOf = ({ shape, values }: Matrix): tf.Tensor => tf.tensor(values, [...shape], "float32");

/** Rows of like length together, so that little is padded; in an order of its own. */
export const inBatches = (rows: readonly (readonly number[])[], size: number): number[][] => {
  const order = [...rows.keys()].sort(
    (a, b) => (rows[a] as readonly number[]).length - (rows[b] as readonly number[]).length,
  );
  return Array.from({ length: Math.ceil(order.length / size) }, (_, b) =>
    order.slice(b * size, (b + 1) * size),
  );
};

export const batchOf = ({ config, words }: Encoder, rows: readonly (readonly number[])[]) =>
  pieceBatch(rows, words.specials.pad, config.max_position_embeddings);

/** What is made of the pooled rows of texts, [texts x width]. */
export const ofPooled = async (
  encoder: Encoder,
  named: Named,
  rows: readonly (readonly number[])[],
  width: number,
  made: (pooled: tf.Tensor2D) => tf.Tensor,
  breathe: (share: number) => Promise<void>,
): Promise<Float32Array> => {
  const all = new Float32Array(rows.length * width);
  let done = 0;
  for (const batch of inBatches(rows, 32)) {
    const values = tf.tidy(() => {
      const pieces = batchOf(
        encoder,
        batch.map((n) => rows[n] as readonly number[]),
      );
      return made(pooled(encode(pieces, named, encoder.config), pieces, named));
    });
    try {
      const read = await values.data();
      for (const [at, n] of batch.entries()) all.set(read.slice(at * width, (at + 1) * width), n * width);
    } finally {
      values.dispose();
    }
    done += batch.length;
    await breathe(done / rows.length);
  }
  return all;
};
