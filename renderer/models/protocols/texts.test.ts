import { expect, test } from "vitest";
import { seededRandom } from "../../../shared/domain/random.ts";
import { runTextProtocol, stratifiedFolds } from "./texts.ts";

const hooks = { breathe: async () => undefined, told: () => undefined };
const made = (count: number, seed: number) => {
  const random = seededRandom(seed);
  const labels = Array.from({ length: count }, () => (random() < 0.4 ? "bad" : "good"));
  const texts = labels.map(
    (label, n) => `film ${n % 7} was ${random() < 0.1 ? "there" : label === "bad" ? "dull" : "moving"}`,
  );
  return { texts, labels };
};

test("folds hold each class alike", () => {
  const label = Int32Array.from({ length: 103 }, (_, n) => (n % 4 === 0 ? 1 : 0));
  const fold = stratifiedFolds(label, 5);
  for (let f = 0; f < 10; f++) {
    const held = [...fold.keys()].filter((n) => fold[n] === f);
    const ones = held.filter((n) => label[n] === 1).length;
    expect(ones).toBeGreaterThanOrEqual(2);
    expect(ones).toBeLessThanOrEqual(3);
  }
});

test("text-split and text-10fold judge what was not learned from", async () => {
  const texts = made(200, 1);
  const split = await runTextProtocol(
    { protocol: "text-split", model: "best", seeds: [1, 2], texts, test: made(100, 2) },
    hooks,
  );
  const fold = await runTextProtocol({ protocol: "text-10fold", model: "best", seeds: [1], texts }, hooks);
  for (const result of [split, fold]) {
    if (!result.ok) throw new Error(result.error.type);
    expect(result.value.metrics.accuracy?.mean).toBeGreaterThan(0.88);
    expect(result.value.metrics.accuracy?.mean).toBeLessThan(1); // some texts say nothing
    expect(result.value.metrics.ece?.mean).toBeLessThan(0.2);
    expect(Object.keys(result.value.report.classes)).toEqual(["bad", "good"]);
    expect(result.value.report.macro.support).toBe(200);
  }
}, 60_000);

test("labels that were never learned, and too few texts, are told", async () => {
  const texts = made(30, 1);
  const strange = { texts: ["x"], labels: ["odd"] };
  expect(
    await runTextProtocol({ protocol: "text-split", model: "best", seeds: [1], texts, test: strange }, hooks),
  ).toMatchObject({ error: { type: "UnknownLabel", label: "odd" } });
  expect(
    await runTextProtocol({ protocol: "text-10fold", model: "best", seeds: [1], texts: made(8, 1) }, hooks),
  ).toMatchObject({ error: { type: "TooFewTexts", texts: 8 } });
});
