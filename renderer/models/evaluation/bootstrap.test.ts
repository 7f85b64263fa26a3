import { describe, expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { bootstrapIntervals, pairedComparison } from "./bootstrap.ts";
import { figureOf, presentRows, Sums, storedTally, Tally, tallyArrays, totalOf } from "./tally.ts";

/** Members with ten ratings each, whose errors have the given standard deviation, and a list of the given mean NDCG. */
const measured = (members: number, seed: number, spread: number, ndcg: number): Tally => {
  const random = seededRandom(seed);
  const tally = new Tally(members, 1);
  for (let u = 0; u < members; u++) {
    const sums = new Sums();
    for (let n = 0; n < 10; n++) {
      const error = spread * normal(random);
      sums.add("ratings", 1);
      sums.add("rated", 1);
      sums.add("squared", error ** 2);
      sums.add("absolute", Math.abs(error));
    }
    sums.add("lists", 1);
    sums.add("ndcg", ndcg + 0.1 * normal(random));
    tally.add(sums);
  }
  return tally;
};

describe("bootstrap over members", () => {
  test("95 % intervals hold the truth about as often as they say", () => {
    let held = 0;
    const audiences = 100;
    for (let seed = 1; seed <= audiences; seed++) {
      const { rmse } = bootstrapIntervals(measured(80, seed, 0.9, 0.2), ["rmse"], seed);
      if (rmse && rmse[0] <= 0.9 && 0.9 <= rmse[1]) held++;
    }
    expect(held / audiences).toBeGreaterThan(0.89);
    expect(held / audiences).toBeLessThan(0.99);
  });

  test("a seed repeats it; one member alone, or nothing measured, has no interval", () => {
    const tally = measured(40, 1, 0.9, 0.2);
    expect(bootstrapIntervals(tally, ["rmse"], 5)).toEqual(bootstrapIntervals(tally, ["rmse"], 5));
    expect(bootstrapIntervals(measured(1, 1, 0.9, 0.2), ["rmse"], 1).rmse).toBeNull();
    expect(bootstrapIntervals(tally, ["diversity@10"], 1)["diversity@10"]).toBeNull();
  });
});

describe("comparison of two models", () => {
  test("equal ones are parted by chance alone, p nearly evenly spread", () => {
    const p = Array.from({ length: 40 }, (_, n) => {
      const [rmse] =
        pairedComparison(measured(60, n + 1, 0.9, 0.2), measured(60, n + 500, 0.9, 0.2), n) ?? [];
      return rmse?.p as number;
    });
    expect(p.filter((one) => one < 0.05).length).toBeLessThan(7);
    expect(p.filter((one) => one < 0.5).length).toBeGreaterThan(9);
  });

  test("a better one is found better, with the difference inside its interval", () => {
    const differences = pairedComparison(measured(400, 1, 1, 0.2), measured(400, 2, 0.9, 0.25), 1) ?? [];
    const of = (metric: string) => differences.find((one) => one.metric === metric);
    expect(of("rmse")).toMatchObject({ p: 0.0005 });
    expect(of("rmse")?.interval[0]).toBeLessThan(-0.1 + 0.05);
    expect(of("rmse")?.interval[1]).toBeLessThan(0);
    expect(of("ndcg@10")?.interval[0]).toBeGreaterThan(0);
    expect(of("ndcg@10")?.effect).toBeGreaterThan(0.2);
    expect(of("recall@10")?.difference).toBe(0);
  });

  test("a model is as good as itself", () => {
    const tally = measured(30, 1, 1, 0.2);
    for (const { difference, p, interval } of pairedComparison(tally, tally, 1) ?? [])
      expect([difference, p, ...interval]).toEqual([0, 1, 0, 0]);
  });

  test("other members cannot be compared", () => {
    expect(pairedComparison(measured(30, 1, 1, 0.2), measured(31, 1, 1, 0.2), 1)).toBeNull();
  });
});

test("many members are gathered in units without losing any, and stored and read again", () => {
  const tally = measured(5000, 1, 0.9, 0.2);
  expect(tally.members).toBe(5000);
  const total = totalOf(tally.rows);
  expect(figureOf("rmse", total)).toBeCloseTo(0.9, 1);
  expect(total[0]).toBe(50_000);
  const few = measured(12, 1, 0.9, 0.2);
  const stored = storedTally(tallyArrays(few));
  for (const [n, value] of (stored?.rows ?? []).entries())
    expect(value).toBeCloseTo(few.rows[n] as number, 5);
  expect(presentRows(few)).toHaveLength(few.rows.length);
  expect(storedTally({})).toBeNull();
});
