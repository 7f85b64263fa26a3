import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { configOf, heldFile, safetensors, tinyEncoder } from "../../../../test/models/encoder-files.ts";
import { referencePooled } from "../../../../test/models/encoder-reference.ts";
import { useEngine } from "../../../../test/models/fixture.ts";
import { encode, type Named, pooled } from "./encoder.ts";
import { batchOf, type Encoder, type EncoderFiles, readEncoder, tensorOf } from "./loaded.ts";

const breathe = async (): Promise<void> => undefined;
const words = Array.from({ length: 40 }, (_, n) => `w${n}`);
const sizes = { width: 24, layers: 3, heads: 4, inner: 50, places: 32 };
const made = tinyEncoder(words, sizes, 1);

const opened = async (files: EncoderFiles): Promise<Encoder> => {
  const encoder = await readEncoder(files, breathe);
  if (!encoder.ok) throw new Error(JSON.stringify(encoder.error));
  return encoder.value;
};
const rows = [
  [2, 9, 30, 4, 3],
  [2, 3],
  [2, ...Array.from({ length: 20 }, (_, n) => 4 + ((7 * n) % 40)), 3],
];

describe("the encoder", () => {
  test.each(["cpu", "wasm"] as const)(
    "agrees with the reference on %s, alone and in a batch",
    async (engine) => {
      await useEngine(engine);
      const encoder = await opened(made.files);
      const before = tf.memory().numTensors;
      const [last, first] = tf.tidy(() => {
        const tensors = new Map([...encoder.weights].map(([name, matrix]) => [name, tensorOf(matrix)]));
        const named: Named = (name) => tensors.get(name);
        const batch = batchOf(encoder, rows);
        const x = encode(batch, named, encoder.config);
        return [x.arraySync(), pooled(x, batch, named).arraySync()] as const;
      });
      expect(tf.memory().numTensors).toBe(before);
      for (const [n, ids] of rows.entries()) {
        const expected = referencePooled(made.weights, made.sizes, ids);
        for (const [t, row] of expected.last.entries())
          for (const [i, value] of row.entries())
            expect(Math.abs(((last[n * 24 + t] as number[])[i] as number) - value)).toBeLessThan(1e-4);
        for (const [i, value] of expected.pooled.entries())
          expect(Math.abs(((first[n] as number[])[i] as number) - value)).toBeLessThan(1e-4);
      }
    },
  );

  test("older names are known, and a pooler may be missing", async () => {
    const renamed = Object.fromEntries(
      Object.entries(made.weights)
        .filter(([name]) => !name.includes("pooler"))
        .map(([name, { shape, values }]) => [
          name.replace("bert.", "").replace("Norm.weight", "Norm.gamma").replace("Norm.bias", "Norm.beta"),
          { dtype: "F32" as const, shape, bytes: new Uint8Array(values.buffer) },
        ]),
    );
    const encoder = await opened({ ...made.files, weights: heldFile(safetensors(renamed)) });
    expect(encoder.weights.has("pooler.dense.weight")).toBe(false);
    expect(encoder.weights.size).toBe(5 + 3 * 16);
  });

  test.each([
    ["config.json", "", { config: "{" }],
    ["config.json", "model_type", { config: configOf(made.sizes, { model_type: "gpt2" }) }],
    ["config.json", "num_attention_heads", { config: configOf({ ...made.sizes, heads: 5 }) }],
    ["config.json", "hidden_size", { config: configOf({ ...made.sizes, width: 1e9 }) }],
    [
      "config.json",
      "position_embedding_type",
      { config: configOf(made.sizes, { position_embedding_type: "relative_key" }) },
    ],
    ["tokenizer_config.json", "do_lower_case", { reading: '{"do_lower_case": 1}' }],
    ["vocab.txt", "[CLS]", { vocabulary: "[PAD]\n[UNK]\n" }],
    [
      "model.safetensors",
      "encoder.layer.3.attention.self.query.weight",
      { config: configOf({ ...made.sizes, layers: 4 }) },
    ],
    [
      "model.safetensors",
      "embeddings.position_embeddings.weight",
      { config: configOf({ ...made.sizes, places: 64 }) },
    ],
  ])("%s is refused for %s", async (file, problem, other) => {
    expect(await readEncoder({ ...made.files, ...other }, breathe)).toEqual({
      ok: false,
      error: { type: "BadEncoder", file, problem },
    });
  });
});
