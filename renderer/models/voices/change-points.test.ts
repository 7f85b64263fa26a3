import { expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { turnsOf } from "./change-points.ts";

const series = (
  random: () => number,
  ...parts: readonly (readonly [length: number, mean: number])[]
): number[] => parts.flatMap(([length, mean]) => Array.from({ length }, () => mean + 0.28 * normal(random)));

test("a turn is found where it was planted, with the levels on both sides", () => {
  const [turn, ...others] = turnsOf(series(seededRandom(1), [120, 0.7], [60, 0.3]));
  expect(others).toEqual([]);
  expect(Math.abs((turn?.at ?? 0) - 120)).toBeLessThan(4);
  expect(Math.abs((turn?.before ?? 0) - 0.7)).toBeLessThan(0.1);
  expect(Math.abs((turn?.after ?? 0) - 0.3)).toBeLessThan(0.1);
});

test("a thousand histories without a turn raise fewer than two alarms; few texts raise none", () => {
  const random = seededRandom(2);
  let alarms = 0;
  for (let n = 0; n < 1000; n++) alarms += turnsOf(series(random, [40 + (n % 200), 0.6])).length;
  expect(alarms).toBeLessThan(2);
  expect(turnsOf([...Array(11).fill(0), ...Array(11).fill(1)])).toEqual([]);
});
