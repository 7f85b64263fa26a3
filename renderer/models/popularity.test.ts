import { expect, test } from "vitest";
import { unknownTraits } from "../../shared/domain/interactions.ts";
import { fitted } from "../../test/models/fixture.ts";
import type { Histories } from "./model.ts";
import { popularity } from "./popularity.ts";

const day = 86_400;
const now = 1_700_000_000;

/** One choice a member: film and days ago. */
const choices = (rows: readonly (readonly [film: number, daysAgo: number])[]): Histories => ({
  start: Int32Array.from({ length: rows.length + 1 }, (_, u) => u),
  film: Int32Array.from(rows, ([film]) => film),
  rating: Float32Array.from(rows, () => 4),
  at: Uint32Array.from(rows, ([, daysAgo]) => (Number.isFinite(daysAgo) ? now - daysAgo * day : 0)),
});
const chances = async (training: Histories, validation: Histories, halfLife = 0): Promise<number[]> => {
  const catalogue = { filmIds: Int32Array.of(1, 2), traits: unknownTraits(Int32Array.of(1, 2)) };
  const data = { catalogue, scale: { min: 0.5, max: 5, step: 0.5 }, training, validation };
  const { model } = await fitted(popularity, data, { halfLife });
  const nobody = { films: new Int32Array(0), ratings: new Float32Array(0) };
  return [...model.foldIn(nobody).rank()].map(Math.exp);
};
const times = (count: number, film: number, daysAgo: number) =>
  Array.from({ length: count }, () => [film, daysAgo] as const);

test("a choice one half-life old counts half", async () => {
  const [old, fresh] = await chances(choices([...times(8, 0, 30), ...times(4, 1, 0)]), choices([]), 30);
  expect(old).toBeCloseTo(0.5, 6);
  expect(fresh).toBeCloseTo(0.5, 6);
});

test("the half-life is short where held-out choices follow the latest, and long where nothing changed", async () => {
  const past = [...times(50, 0, 700), ...times(20, 1, 1)];
  const changed = await chances(choices(past), choices(times(70, 1, 0)));
  const steady = await chances(choices(past), choices([...times(50, 0, 0), ...times(20, 1, 0)]));
  expect(changed[1]).toBeGreaterThan(0.9);
  expect(steady[1]).toBeCloseTo(20.5 / 71, 2);
});

test("choices without any time do not decay", async () => {
  const [one, other] = await chances(choices(times(3, 0, Number.NaN)), choices(times(1, 0, Number.NaN)), 7);
  expect(one).toBeCloseTo(3.5 / 4, 6);
  expect(other).toBeCloseTo(0.5 / 4, 6);
});
