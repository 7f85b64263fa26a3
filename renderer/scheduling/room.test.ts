import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { filledRoom } from "./room.ts";

test("a room admits what demand of that spread leaves below its capacity on average", () => {
  const random = seededRandom(1);
  const [mean, deviation, capacity] = [90, 60, 110];
  const t2 = Math.log(1 + (deviation / mean) ** 2);
  let sum = 0;
  const draws = 200_000;
  for (let i = 0; i < draws; i++)
    sum += Math.min(capacity, mean * Math.exp(-t2 / 2 + Math.sqrt(t2) * normal(random)));
  expect(filledRoom(mean, deviation, capacity)).toBeCloseTo(sum / draws, 0);
});

test("it never admits more than come, nor more than it holds; a room without walls admits all", () => {
  for (const [mean, deviation, capacity] of [
    [50, 30, 60],
    [500, 20, 60],
    [0.2, 0.5, 60],
  ] as const)
    expect(filledRoom(mean, deviation, capacity)).toBeLessThanOrEqual(Math.min(mean, capacity));
  expect(filledRoom(50, 30, 2 ** 31)).toBeCloseTo(50, 5);
  expect(filledRoom(0, 0, 60)).toBe(0);
});
