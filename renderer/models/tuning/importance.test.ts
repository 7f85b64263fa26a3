import { describe, expect, test } from "vitest";
import type { TrialResult } from "../../../shared/contract/tuning.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { fewestTrials, importanceOf } from "./importance.ts";
import { parametersAt } from "./range.ts";

const ranges = ["a", "b", "c"].map((name) => ({
  name,
  scale: "linear" as const,
  whole: false,
  low: 0,
  high: 10,
}));
const plan = { ranges, lowerIsBetter: true, seed: 1 };
const trialsOf = (count: number, f: (a: number, b: number, c: number) => number): TrialResult[] => {
  const random = seededRandom(11);
  return Array.from({ length: count }, (_, trial) => {
    const params = parametersAt(ranges, [random(), random(), random()]);
    const { a = 0, b = 0, c = 0 } = params;
    return { trial, rung: 0, params, score: f(a, b, c), error: 0.05, seconds: 1 };
  });
};

describe("importance", () => {
  test("finds the parameter that makes the score, bent as it may be, and where it is best", () => {
    const found = importanceOf(
      plan,
      trialsOf(60, (a, b) => (a - 3) ** 2 / 10 + 0.02 * b),
    );
    expect(found?.parameters[0]?.name).toBe("a");
    expect(found?.parameters[0]?.share).toBeGreaterThan(0.7);
    expect(found?.foretold).toBeGreaterThan(0.7);
    expect(found?.parameters[0]?.from).toBeGreaterThan(1);
    expect(found?.parameters[0]?.to).toBeLessThan(5.5);
    const shares = found?.parameters.map(({ share }) => share) ?? [];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  test("halves are halves: two parameters of the same weight", () => {
    const found = importanceOf(
      plan,
      trialsOf(120, (a, b) => Math.abs(a - 5) + Math.abs(b - 5)),
    );
    const share = (name: string) => found?.parameters.find((one) => one.name === name)?.share ?? 0;
    expect(Math.abs(share("a") - share("b"))).toBeLessThan(0.2);
    expect(share("c")).toBeLessThan(0.1);
  });

  test("chance foretells nothing and is not passed off as knowledge", () => {
    const random = seededRandom(2);
    const found = importanceOf(
      plan,
      trialsOf(40, () => 0.9 + 0.01 * normal(random)),
    );
    expect(found?.foretold).toBeLessThan(0.2);
    expect(found?.spread).toBeLessThan(found?.chance as number);
  });

  test("equal scores leave no variance; too few trials say nothing", () => {
    const equal = importanceOf(
      plan,
      trialsOf(20, () => 1),
    );
    expect(equal).toMatchObject({ foretold: 0, spread: 0 });
    expect(equal?.parameters.every(({ share }) => share === 0)).toBe(true);
    expect(
      importanceOf(
        plan,
        trialsOf(fewestTrials - 1, (a) => a),
      ),
    ).toBeNull();
  });
});
