import { expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { scoreOf } from "./judge.ts";

const random = seededRandom(5);
const hard = Array.from({ length: 400 }, () => Math.abs(normal(random)));

test("what two trials differ by is far surer than either score", () => {
  const little = hard.map((value) => value + 0.01 + 0.01 * normal(random));
  const usual = scoreOf("choice", hard, null);
  const other = scoreOf("choice", little, hard);
  expect(usual.error).toBeGreaterThan(0.02);
  expect(other.error).toBeLessThan(0.001);
  expect((other.score as number) - (usual.score as number)).toBeCloseTo(0.01, 2);
});

test("errors of an RMSE are in its own unit", () => {
  const squares = hard.map((value) => value ** 2);
  const { score } = scoreOf("rating", squares, null);
  expect(score).toBeCloseTo(Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / 400), 10);
  const scaled = scoreOf(
    "rating",
    squares.map((value) => 4 * value),
    squares.map((value) => 2 * value),
  );
  const plain = scoreOf(
    "rating",
    squares,
    squares.map((value) => value / 2),
  );
  expect(scaled.error).toBeCloseTo(2 * (plain.error as number), 10);
});

test("nothing to judge by, or a figure that is none, is no score", () => {
  expect(scoreOf("rating", [], null)).toEqual({ score: null, error: null });
  expect(scoreOf("choice", [0.2, Number.NaN], null)).toEqual({ score: null, error: null });
});
