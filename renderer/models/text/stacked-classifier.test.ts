import { expect, test } from "vitest";
import { seededRandom } from "../../../shared/domain/random.ts";
import { readText } from "./reading.ts";
import { fitStacked } from "./stacked-classifier.ts";
import { encodeTextModel } from "./text-model-bytes.ts";
import { decodeTextModel } from "./text-models.ts";

const quiet = { step: async () => undefined };
const said = {
  good: ["moving", "brilliant", "not boring", "精彩"],
  bad: ["dull", "wooden", "not moving", "无聊"],
  other: ["premiere", "tickets", "trailer", "首映"],
} as const;
const filler = ["the", "film", "is", "with", "a", "scene", "in", "which", "actors", "电影"];

const planted = (classes: readonly (keyof typeof said)[], count: number, seed: number) => {
  const random = seededRandom(seed);
  const one = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const labels = Int32Array.from({ length: count }, () => Math.floor(random() * classes.length));
  const texts = Array.from(labels, (label) => {
    // One text in twenty says nothing of its class.
    const sign = random() < 0.05 ? one(filler) : one(said[classes[label] as keyof typeof said]);
    const around = () => Array.from({ length: 5 }, () => one(filler)).join(" ");
    return readText(`${around()} ${sign} ${around()}`);
  });
  return { texts, labels, classes };
};

const accuracy = (P: Float64Array, labels: Int32Array, of: number): number =>
  labels.filter((label, n) => {
    const row = P.subarray(n * of, (n + 1) * of);
    return row.indexOf(Math.max(...row)) === label;
  }).length / labels.length;

test("planted classes are found, with probabilities that mean what they say and reasons that add up", async () => {
  const task = planted(["bad", "good"], 500, 1);
  const held = planted(["bad", "good"], 200, 2);
  const model = await fitStacked(task, 7, quiet);
  const P = await model.predict(held.texts, quiet);
  expect(accuracy(P, held.labels, 2)).toBeGreaterThan(0.93);
  const sure = held.texts.map((_, n) => Math.max(P[2 * n] as number, P[2 * n + 1] as number));
  const mean = sure.reduce((sum, p) => sum + p, 0) / sure.length;
  expect(Math.abs(mean - accuracy(P, held.labels, 2))).toBeLessThan(0.05);

  const text = readText("The film is not boring, 精彩!");
  const [bad, good] = await model.predict([text], quiet);
  for (const [of, odds] of [
    [1, Math.log((good as number) / (bad as number))],
    [0, Math.log((bad as number) / (good as number))],
  ] as const) {
    const { base, shares } = await model.explain(text, of);
    expect(base + shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(odds, 8);
  }
  const { shares } = await model.explain(text, 1);
  const strongest = text.tokens[shares.indexOf(Math.max(...shares))]?.word;
  expect(["boring", "精彩"]).toContain(strongest);
  expect(await (await fitStacked(task, 7, quiet)).predict(held.texts, quiet)).toEqual(P);

  const bytes = encodeTextModel(model);
  const loaded = decodeTextModel(bytes);
  if (!loaded.ok) throw new Error(loaded.error.detail);
  expect(loaded.value.classes).toEqual(["bad", "good"]);
  expect(await loaded.value.predict(held.texts, quiet)).toEqual(P);
  expect(decodeTextModel(bytes.slice(0, bytes.length / 2))).toMatchObject({
    error: { type: "BadTextModel" },
  });
  expect(decodeTextModel(new Uint8Array(100))).toMatchObject({ error: { type: "BadTextModel" } });
}, 60_000);

test("three classes sum to one", async () => {
  const classes = ["bad", "good", "other"] as const;
  const model = await fitStacked(planted(classes, 400, 3), 1, quiet);
  const held = planted(classes, 100, 4);
  const P = await model.predict(held.texts, quiet);
  expect(accuracy(P, held.labels, 3)).toBeGreaterThan(0.9);
  for (let n = 0; n < 100; n++)
    expect(P.subarray(3 * n, 3 * n + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
}, 60_000);

test("texts without a word, and words never met, get the base", async () => {
  const model = await fitStacked(planted(["bad", "good"], 100, 5), 1, quiet);
  const none = await model.predict([readText("")], quiet);
  const unmet = await model.predict([readText("ÿÿÿÿ")], quiet);
  expect(none[1]).toBeGreaterThan(0);
  expect(none[1]).toBeLessThan(1);
  expect(unmet[1]).toBeCloseTo(none[1] as number, 10);
}, 60_000);

test("copies of a text make it no surer of texts that it has not read", async () => {
  const random = seededRandom(4);
  const word = (): string => `w${Math.floor(random() * 100)}`;
  const invented = () => readText(Array.from({ length: 8 }, word).join(" "));
  const originals = Array.from({ length: 100 }, invented);
  const drawn = originals.map(() => Math.floor(random() * 2)); // by chance: there is nothing to learn
  const places = Array.from({ length: 300 }, (_, n) => n % 100);
  const task = {
    texts: places.map((n) => originals[n] as (typeof originals)[number]),
    labels: Int32Array.from(places, (n) => drawn[n] as number),
    classes: ["bad", "good"],
  };
  const sureness = async (groups?: Int32Array): Promise<number> => {
    const model = await fitStacked({ ...task, ...(groups && { groups }) }, 1, quiet);
    const P = await model.predict(Array.from({ length: 100 }, invented), quiet);
    return P.reduce((sum, p) => sum + Math.max(p, 1 - p), 0) / P.length;
  };
  const [apart, together] = [await sureness(), await sureness(Int32Array.from(places))];
  expect(apart).toBeGreaterThan(0.6);
  expect(together).toBeLessThan(0.57);
});
