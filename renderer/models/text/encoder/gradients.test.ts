import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { normal, seededRandom } from "../../../../shared/domain/random.ts";
import { tinyEncoder } from "../../../../test/models/encoder-files.ts";
import { useEngine } from "../../../../test/models/fixture.ts";
import type { EncoderConfig } from "./config.ts";
import { adapterNames, embeddings, firstNorm, layerOf, type Named, pooled } from "./encoder.ts";
import { type Take, throughEmbeddings, throughLayer, throughNorm, throughPooled } from "./gradients.ts";
import { batchOf, readEncoder, tensorOf } from "./loaded.ts";

const words = Array.from({ length: 12 }, (_, n) => `w${n}`);
const { files } = tinyEncoder(words, { width: 8, layers: 1, heads: 2, inner: 12, places: 16 }, 5);

describe("gradients against differences", () => {
  test.each(["gelu", "gelu_new", "relu"] as const)("with %s", async (hidden_act) => {
    await useEngine("wasm");
    const read = await readEncoder(files, async () => undefined);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    const config: EncoderConfig = { ...read.value.config, hidden_act };
    const random = seededRandom(3);
    const drawn = (shape: number[]): tf.Tensor =>
      tf.tensor(
        Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => normal(random)),
        shape,
      );
    const θ = new Map([...read.value.weights].map(([name, one]) => [name, tensorOf(one)]));
    for (const part of ["query", "value"] as const) {
      const [A, B] = adapterNames(0, part);
      θ.set(A, drawn([8, 3])).set(B, drawn([3, 8]));
    }
    const batch = batchOf(read.value, [
      [2, 5, 9, 9, 3],
      [2, 3],
    ]);
    const c = drawn([2, 8]) as tf.Tensor2D;
    const loss = (named: Named): number =>
      tf.tidy(() => {
        const x = layerOf(firstNorm(embeddings(batch, named), named, config), batch, 0, named, config);
        return tf.sum(tf.mul(pooled(x, batch, named), c)).dataSync()[0] as number;
      });
    const found = new Map<string, tf.Tensor>();
    const take: Take = (name, gradient) => found.set(name, gradient());
    const named: Named = (name) => θ.get(name);
    const sum = embeddings(batch, named);
    const first = firstNorm(sum, named, config);
    const x = layerOf(first, batch, 0, named, config);
    const dx = throughPooled(x, pooled(x, batch, named), c, batch, named, take);
    const dfirst = throughLayer(first, dx, batch, 0, named, config, take);
    const dsum = throughNorm(sum, dfirst, named, "embeddings", config.layer_norm_eps, take);
    throughEmbeddings(batch, named, dsum, take);
    expect([...found.keys()].sort()).toEqual([...θ.keys()].sort());
    for (const [name, gradient] of found) {
      expect(gradient.shape).toEqual((θ.get(name) as tf.Tensor).shape);
      const direction = drawn(gradient.shape);
      const length = Math.sqrt(direction.size);
      const h = 0.02 / length;
      const moved = (step: number): number => {
        const there = tf.add(θ.get(name) as tf.Tensor, tf.mul(direction, step));
        return loss((one) => (one === name ? there : θ.get(one)));
      };
      const difference = (moved(h) - moved(-h)) / (2 * h) / length;
      const expected = (tf.sum(tf.mul(gradient, direction)).dataSync()[0] as number) / length;
      expect(Math.abs(difference - expected), name).toBeLessThan(2e-3);
    }
  });
});
