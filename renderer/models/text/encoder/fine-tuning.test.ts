import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../../../shared/domain/random.ts";
import { tinyEncoder } from "../../../../test/models/encoder-files.ts";
import { quietHooks, useEngine } from "../../../../test/models/fixture.ts";
import { readText } from "../reading.ts";
import type { TextModel } from "../text-model.ts";
import { adapterNames } from "./encoder.ts";
import { encoderAlgorithm } from "./encoder-model.ts";
import {
  type LabelledPieces,
  rateSchedule,
  type Tuning,
  type TuningHooks,
  tuningDefaults,
} from "./fine-tuning.ts";
import { type Encoder, readEncoder } from "./loaded.ts";

const breathe = async (): Promise<void> => undefined;
const words = Array.from({ length: 12 }, (_, n) => `w${n}`);
const made = tinyEncoder(words, { width: 16, layers: 2, heads: 2, inner: 32, places: 16 }, 5);
let encoder: Encoder;
beforeAll(async () => {
  await useEngine("wasm");
  const read = await readEncoder(made.files, breathe);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  encoder = read.value;
});

const hooks = (overrides: Partial<TuningHooks> = {}): TuningHooks => ({
  ...quietHooks(),
  onEpoch: () => undefined,
  onBatch: () => undefined,
  ...overrides,
});

/** Texts that hold one of two words but not both: no sum of words tells them. */
const either = (texts: number, seed: number): LabelledPieces => {
  const random = seededRandom(seed);
  const rows = Array.from({ length: texts }, () => {
    const held = words.slice(2).filter(() => random() < 0.2);
    const [a, b] = [random() < 0.5, random() < 0.5];
    return { text: [...(a ? ["w0"] : []), ...held, ...(b ? ["w1"] : [])].join(" "), label: a === b ? 0 : 1 };
  });
  return {
    texts: rows.map(({ text }) => text),
    labels: Int32Array.from(rows, ({ label }) => label),
    classes: 2,
  };
};
const learned = either(320, 1);
const held = either(200, 2);

const modelOf = (tuning: Tuning, over: Partial<TuningHooks> = {}): Promise<TextModel> => {
  const task = { texts: learned.texts.map(readText), labels: learned.labels, classes: ["no", "yes"] };
  return encoderAlgorithm(encoder, tuning, hooks(over)).fit(task, 1, { step: breathe });
};
const accuracyOf = async (model: TextModel): Promise<number> => {
  const P = await model.predict(held.texts.map(readText), { step: breathe });
  const right = [...held.labels].filter((label, n) => ((P[2 * n + 1] as number) > 0.5 ? 1 : 0) === label);
  return right.length / held.labels.length;
};
const quick = { epochs: 10, learningRate: 6e-3 };

describe("fine-tuning", () => {
  let model: TextModel;
  test("what is trained beats the frozen encoder's head, and tensors stay flat", async () => {
    const before = tf.memory().numTensors;
    const frozen = await accuracyOf(await modelOf({ ...tuningDefaults.head, epochs: 8 }));
    model = await modelOf({ ...tuningDefaults.all, ...quick });
    const all = await accuracyOf(model);
    const adapters = await accuracyOf(await modelOf({ ...tuningDefaults.adapters, ...quick, rank: 4 }));
    const top = await accuracyOf(await modelOf({ ...tuningDefaults.top, ...quick, layers: 1 }));
    expect(tf.memory().numTensors).toBe(before);
    expect(all).toBeGreaterThan(frozen + 0.15);
    expect(adapters).toBeGreaterThan(frozen + 0.1);
    expect(top).toBeGreaterThan(frozen + 0.1);
  });

  test("only what is said to be trained is", async () => {
    const one = { epochs: 1, learningRate: 1e-3, mostPieces: 16 };
    const names = async (tuning: Tuning): Promise<string[]> =>
      Object.keys((await modelOf({ ...tuning, ...one })).save().arrays).sort();
    expect(await names(tuningDefaults.head)).toEqual(["classifier.bias", "classifier.weight"]);
    const adapters = [0, 1].flatMap((n) => [...adapterNames(n, "query"), ...adapterNames(n, "value")]);
    expect(await names(tuningDefaults.adapters)).toEqual(
      ["classifier.bias", "classifier.weight", ...adapters].sort(),
    );
    const top = await names({ ...tuningDefaults.top, layers: 1 });
    expect(top.filter((name) => name.startsWith("encoder.layer.0"))).toEqual([]);
    expect(top).toContain("encoder.layer.1.output.dense.weight");
    expect(top).toContain("pooler.dense.weight");
    expect((await names(tuningDefaults.all)).length).toBe(encoder.weights.size + 2);
  });

  test("a seed repeats, a cancel ends it, each batch is told", async () => {
    const tuning = { ...tuningDefaults.adapters, epochs: 2 };
    const told: number[] = [];
    const first = await modelOf(tuning, { onBatch: (done) => told.push(done) });
    expect(told).toEqual(Array.from({ length: 36 }, (_, n) => n + 1));
    expect((await modelOf(tuning)).save()).toEqual(first.save());
    const controller = new AbortController();
    const before = tf.memory().numTensors;
    const cancelled = modelOf(tuning, {
      signal: controller.signal,
      onBatch: (done) => done === 3 && controller.abort(),
    });
    await expect(cancelled).rejects.toThrow("aborted");
    expect(tf.memory().numTensors).toBe(before);
  });

  test("an engine lost on the way changes nothing", async () => {
    const tuning = { ...tuningDefaults.adapters, epochs: 2 };
    let lost = false;
    let recovered = 0;
    const model = await modelOf(tuning, {
      engineLost: () => lost,
      onBatch: (done) => {
        if (done === 20 && recovered === 0) lost = true;
      },
      recoverEngine: async () => {
        lost = false;
        recovered++;
      },
    });
    expect(recovered).toBe(1);
    expect(model.save()).toEqual((await modelOf(tuning)).save());
  });

  test("a kept model is the same model, and says which words spoke for a class", async () => {
    const algorithm = encoderAlgorithm(encoder, tuningDefaults.all, hooks());
    const kept = algorithm.load(model.save(), model.classes);
    const texts = held.texts.map(readText);
    expect(await kept.predict(texts, { step: breathe })).toEqual(
      await model.predict(texts, { step: breathe }),
    );
    const { base, shares } = await kept.explain(readText("w0 w5"), 1);
    expect(shares[0]).toBeGreaterThan(Math.abs(shares[1] as number));
    const P = await kept.predict([readText("w0 w5")], { step: breathe });
    const logOdds = Math.log((P[1] as number) / (P[0] as number));
    expect(base + (shares[0] as number) + (shares[1] as number)).toBeCloseTo(logOdds, 5);
    expect((await kept.explain(readText(""), 1)).shares).toHaveLength(0);
    expect(() => algorithm.load({ header: {}, arrays: {} }, ["no", "yes"])).toThrow();
  });

  test("the rate rises, then falls to nothing", () => {
    const rate = rateSchedule(100);
    expect([1, 5, 10, 11, 55, 100].map(rate)).toEqual([0.1, 0.5, 1, 90 / 91, 46 / 91, 1 / 91]);
  });
});
