import fc from "fast-check";
import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { sigmoid } from "./calibration.ts";
import { choosing, chosenBy, unchosen } from "./selection.ts";

/** Members who choose by their true odds, of which a model knows η: N(η, v). */
const world = (seed: number, β: number, v: number, members = 1500, films = 8) => {
  const random = seededRandom(seed);
  const η = Array.from({ length: films }, () => Float64Array.from({ length: members }, () => normal(random)));
  const truth = η.map((of) => of.map((x) => x + Math.sqrt(v) * normal(random)));
  const activity = Float64Array.from({ length: members }, () => 0.6 * normal(random));
  const knows = truth.map((of, f) =>
    Uint8Array.from(of, (x, u) =>
      random() < sigmoid(-2 + 0.2 * f + (activity[u] as number) + β * x) ? 1 : 0,
    ),
  );
  return { η, truth, knows };
};

test("how strongly people choose by what they will like is found, whoever they are", () => {
  for (const β of [0, 0.4, 0.8]) {
    const { η, knows } = world(5, β, 0.5);
    expect(Math.abs(choosing(knows, η).β - β)).toBeLessThan(0.1);
  }
});

test("films levelled on those who know them tell, so moved, what the others would like", () => {
  const [β, v] = [0.8, 0.6];
  const { η, truth, knows } = world(7, β, v, 4000);
  const reach = 1.6449 * Math.sqrt(v);
  const estimates = η.map((of) =>
    [...of].map((x) => ({ value: sigmoid(x), low: sigmoid(x - reach), high: sigmoid(x + reach) })),
  );
  const less = chosenBy(knows, estimates);
  expect(less).toBeGreaterThan(0.3);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, each) => sum + each, 0) / values.length;
  for (const [f, of] of truth.entries()) {
    const those = (known: number): number[] =>
      [...of.keys()].flatMap((u) =>
        knows[f]?.[u] === known ? [(of[u] as number) - (η[f]?.[u] as number)] : [],
      );
    // The film stands as those who know it say: what they like it more is taken for the film's own.
    const level = mean(those(1));
    expect(Math.abs(mean(those(0)) - (level - less))).toBeLessThan(0.1);
  }
});

test("where nobody knows a film, or all do, nothing is moved", () => {
  const estimates = [[{ value: 0.4, low: 0.2, high: 0.6 }], [{ value: 0.5, low: 0.3, high: 0.7 }]];
  for (const known of [0, 1])
    expect(
      chosenBy(
        estimates.map(() => Uint8Array.of(known)),
        estimates,
      ),
    ).toBe(0);
});

test("what is moved stays a chance between its ends, and lower", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (ends, less) => {
        const [low, value, high] = ends.sort((a, b) => a - b) as [number, number, number];
        const moved = unchosen({ low, value, high }, less);
        expect(moved.low).toBeLessThanOrEqual(moved.value + 1e-9);
        expect(moved.value).toBeLessThanOrEqual(moved.high + 1e-9);
        expect(moved.value).toBeLessThanOrEqual(value + 1e-9);
        expect(moved.low).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
