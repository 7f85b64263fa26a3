/** Encoders of the tests' own: random weights in the files of a BERT folder. */
import type { FileBytes } from "../../renderer/models/text/encoder/safetensors.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";

export interface FileTensor {
  readonly dtype: "F32" | "F16" | "BF16" | "I64";
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export const safetensors = (tensors: Readonly<Record<string, FileTensor>>): Uint8Array<ArrayBuffer> => {
  let at = 0;
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  at = 8 + text.length;
  for (const { bytes } of Object.values(tensors)) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
};

export const heldFile = (bytes: Uint8Array): FileBytes => ({
  size: bytes.length,
  read: async (from, length) => bytes.slice(from, from + length),
});

export const f32 = (shape: readonly number[], values: Float32Array): FileTensor => ({
  dtype: "F32",
  shape,
  bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
});

export interface TinySizes {
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly inner: number;
  readonly places: number;
}

/** Weights as the files have them, by their names in the files. */
export const randomWeights = (
  { vocabulary, width: d, layers, inner, places }: TinySizes,
  seed: number,
): Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }> => {
  const random = seededRandom(seed);
  const weights: ReturnType<typeof randomWeights> = {};
  const add = (name: string, shape: readonly number[], scale: number, centre = 0): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    weights[`bert.${name}`] = {
      shape,
      values: Float32Array.from({ length }, () => centre + scale * normal(random)),
    };
  };
  const linear = (name: string, from: number, to: number): void => {
    add(`${name}.weight`, [to, from], 1 / Math.sqrt(from));
    add(`${name}.bias`, [to], 0.1);
  };
  const norm = (name: string): void => {
    add(`${name}.LayerNorm.weight`, [d], 0.2, 1);
    add(`${name}.LayerNorm.bias`, [d], 0.1);
  };
  add("embeddings.word_embeddings.weight", [vocabulary, d], 1);
  add("embeddings.position_embeddings.weight", [places, d], 0.3);
  add("embeddings.token_type_embeddings.weight", [2, d], 0.3);
  norm("embeddings");
  for (let n = 0; n < layers; n++) {
    const layer = `encoder.layer.${n}`;
    for (const part of ["query", "key", "value"]) linear(`${layer}.attention.self.${part}`, d, d);
    linear(`${layer}.attention.output.dense`, d, d);
    norm(`${layer}.attention.output`);
    linear(`${layer}.intermediate.dense`, d, inner);
    linear(`${layer}.output.dense`, inner, d);
    norm(`${layer}.output`);
  }
  linear("pooler.dense", d, d);
  return weights;
};

export const configOf = (sizes: TinySizes, other: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    model_type: "bert",
    vocab_size: sizes.vocabulary,
    hidden_size: sizes.width,
    num_hidden_layers: sizes.layers,
    num_attention_heads: sizes.heads,
    intermediate_size: sizes.inner,
    max_position_embeddings: sizes.places,
    ...other,
  });

/** An encoder's files with random weights. */
export const tinyEncoder = (words: readonly string[], sizes: Omit<TinySizes, "vocabulary">, seed: number) => {
  const lines = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ...words];
  const all = { ...sizes, vocabulary: lines.length };
  const weights = randomWeights(all, seed);
  return {
    sizes: all,
    weights,
    files: {
      config: configOf(all),
      reading: null,
      vocabulary: `${lines.join("\n")}\n`,
      weights: heldFile(
        safetensors(
          Object.fromEntries(
            Object.entries(weights).map(([name, { shape, values }]) => [name, f32(shape, values)]),
          ),
        ),
      ),
    },
  };
};
