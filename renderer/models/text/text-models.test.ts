import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textModelNames } from "../../../shared/contract/texts.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { useEngine } from "../../../test/models/fixture.ts";
import { readText } from "./reading.ts";
import type { TextModel, TextTask } from "./text-model.ts";
import { encodeTextModel } from "./text-model-bytes.ts";
import { decodeTextModel, textAlgorithms } from "./text-models.ts";

const quiet = { step: async () => undefined };
const hostile = [
  "",
  " \t\n",
  "a".repeat(400),
  "\u202egood\u202c \u200b\u0000\ud800",
  "<script>alert('good')</script>",
  "😍".repeat(60),
  "不".repeat(120),
  ":) ;-( !!! ???",
];

const task = (count: number, seed: number): TextTask => {
  const random = seededRandom(seed);
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] as string;
  const labels = Int32Array.from({ length: count }, () => Math.floor(random() * 2));
  const texts = Array.from(labels, (label) =>
    readText(
      `the film of ${one(["May", "June", "autumn"])} is ${one(label ? ["brilliant", "moving", "not boring", "很 精彩"] : ["awful", "dull", "not good", "太 无聊"])}`,
    ),
  );
  return { texts, labels, classes: ["bad", "good"] };
};

beforeAll(async () => {
  await useEngine("wasm");
});

describe.each(textModelNames)("%s", (name) => {
  const algorithm = textAlgorithms[name];
  let model: TextModel;
  beforeAll(async () => {
    model = await algorithm.fit(task(80, 1), 3, quiet);
  }, 60_000);
  afterAll(() => model.dispose());

  test("tells what was planted, and the same from the same seed and from its bytes", async () => {
    const held = task(60, 2);
    const P = await model.predict(held.texts, quiet);
    const right = held.labels.filter((label, n) => (P[2 * n + 1] as number) > 0.5 === (label === 1));
    expect(right.length).toBeGreaterThan(54);
    const [one, again] = [
      await algorithm.fit(task(30, 1), 3, quiet),
      await algorithm.fit(task(30, 1), 3, quiet),
    ];
    expect(await again.predict(held.texts, quiet)).toEqual(await one.predict(held.texts, quiet));
    const loaded = decodeTextModel(encodeTextModel(model));
    if (!loaded.ok) throw new Error(loaded.error.detail);
    expect(await loaded.value.predict(held.texts, quiet)).toEqual(P);
    for (const made of [one, again, loaded.value]) made.dispose();
  });

  test("answers any text with probabilities, and with reasons that add up to them", async () => {
    const answered = async (text: string): Promise<void> => {
      const read = readText(text);
      const [bad = Number.NaN, good = Number.NaN] = await model.predict([read], quiet);
      expect(bad + good).toBeCloseTo(1, 6);
      const of = text.length % 2;
      const odds = of === 1 ? Math.log(good / bad) : Math.log(bad / good);
      const { base, shares } = await model.explain(read, of);
      expect(shares.length).toBe(read.tokens.length);
      const sum = shares.reduce((all, share) => all + share, base);
      expect(Math.abs(sum - odds)).toBeLessThan(1e-3 * Math.max(1, Math.abs(odds)));
    };
    for (const text of hostile) await answered(text);
    await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), answered), {
      numRuns: 5,
    });
  }, 60_000);

  test("learns from what teaches nothing: one class alone, one text again and again, empty texts", async () => {
    const texts = Array.from({ length: 20 }, () => readText("the same film"));
    for (const poor of [
      { texts, labels: new Int32Array(20), classes: ["bad", "good"] },
      { texts, labels: Int32Array.from(texts, (_, n) => n % 2), classes: ["bad", "good"] },
      {
        texts: texts.map(() => readText("")),
        labels: Int32Array.from(texts, (_, n) => n % 3),
        classes: ["a", "b", "c"],
      },
    ]) {
      const poorly = await algorithm.fit(poor, 1, quiet);
      const P = await poorly.predict([...texts.slice(0, 2), readText(""), readText("精彩")], quiet);
      expect(P.every((p) => p >= 0 && p <= 1)).toBe(true);
      poorly.dispose();
    }
  }, 60_000);

  test("stops when it is told to", async () => {
    const cancelled = new Error("cancelled");
    const step = async (): Promise<void> => {
      throw cancelled;
    };
    await expect(algorithm.fit(task(80, 1), 3, { step })).rejects.toBe(cancelled);
  });
});

test("bytes that are no model of texts are told, not thrown", async () => {
  const bytes = encodeTextModel(await textAlgorithms.lexicon.fit(task(40, 1), 1, quiet));
  for (let at = 0; at < bytes.length; at += 7)
    expect(decodeTextModel(bytes.subarray(0, at))).toMatchObject({ error: { type: "BadTextModel" } });
});
