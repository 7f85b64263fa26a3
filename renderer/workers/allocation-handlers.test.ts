import { beforeAll, expect, test } from "vitest";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { checkAllocation } from "../../test/checker/check-allocation.ts";
import { madeAllocation } from "../../test/fixtures/allocation.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import type { Solver } from "../scheduling/solver.ts";
import { allocationHandlers } from "./allocation-handlers.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});
const call = { signal: new AbortController().signal, progress: () => {} } as never;
const size = { films: 8, segments: 4, weeks: 2 };

test("an answer says what it brings, how sure that is, and what more is worth, as another counts it", async () => {
  const instance = madeAllocation(11, size);
  const { allocate } = allocationHandlers(async () => solver);
  const answer = valueOrThrow(await allocate({ instance, seconds: 5, gap: 0.01, pins: [] }, call));
  expect(checkAllocation(instance, answer.units).value).toBeCloseTo(answer.value, 3);
  expect(answer.films.reduce((sum, film) => sum + film.weeks.reduce((all, n) => all + n, 0), 0)).toBeCloseTo(
    answer.value,
    3,
  );
  expect(answer.low).toBeLessThan(answer.value);
  expect(answer.high).toBeGreaterThan(answer.value);
  expect(answer.even).toBeLessThanOrEqual(answer.bound);
  expect(answer.next.length).toBeGreaterThan(0);
  for (const { film, channel, week, segment, units, gain } of answer.next.slice(0, 12)) {
    const found = answer.units.find(
      (row) => row.film === film && row.channel === channel && row.week === week && row.segment === segment,
    );
    const more = [
      ...answer.units.filter((row) => row !== found),
      { film, channel, week, segment, units: (found?.units ?? 0) + units },
    ];
    expect(checkAllocation(instance, more).value - answer.value).toBeCloseTo(gain, 3);
  }
});

test("a dragged bar keeps what was dragged before, makes room within the limits, and is told with its own worth", async () => {
  const instance = madeAllocation(12, size);
  const { allocate, moveUnits } = allocationHandlers(async () => solver);
  const best = valueOrThrow(await allocate({ instance, seconds: 5, gap: 0.01, pins: [] }, call));
  const pin = { film: "film 6", channel: "front page", week: "week 1", units: 1 };
  const first = valueOrThrow(
    await moveUnits({ held: best.held, units: best.units, pins: [pin], fitMs: 0 }, call),
  );
  const next = { film: "film 7", channel: "message", week: "week 2", units: 400 };
  const second = valueOrThrow(
    await moveUnits({ held: best.held, units: first.units, pins: [pin, next], fitMs: 100 }, call),
  );
  const unitsOf = ({ film, channel, week }: typeof pin): number =>
    second.units
      .filter((row) => row.film === film && row.channel === channel && row.week === week)
      .reduce((sum, { units }) => sum + units, 0);
  expect(unitsOf(pin)).toBe(1);
  expect(unitsOf(next)).toBeCloseTo(400, 3);
  for (const moved of [first, second]) {
    const { violations, value } = checkAllocation(instance, moved.units);
    if (moved.keeps) expect(violations).toEqual([]);
    expect(value).toBeCloseTo(moved.value, 3);
    expect(moved.value).toBeLessThanOrEqual(best.bound + 1e-6);
  }
  expect(second.keeps).toBe(true);
});

test("what is owed is priced by what the best without it brings more", async () => {
  const plain = { ...madeAllocation(14, size), obligations: [], fairness: undefined };
  const { allocate } = allocationHandlers(async () => solver);
  const best = valueOrThrow(await allocate({ instance: plain, seconds: 5, gap: 0.002, pins: [] }, call));
  expect(best.owed).toEqual([]);
  const worst = [...best.films].sort(
    (a, b) => a.weeks.reduce((s, n) => s + n, 0) - b.weeks.reduce((s, n) => s + n, 0),
  )[0]?.film as string;
  const channel = "front page";
  const some = best.units.find((row) => row.channel === channel) as (typeof best.units)[number];
  const instance = {
    ...plain,
    obligations: [
      { film: worst, channel, least: 2, by: "its distributor" },
      { film: some.film, channel, weeks: [some.week], least: 0.5, by: "" },
    ],
    fairness: 0.5,
  };
  const bound = valueOrThrow(await allocate({ instance, seconds: 5, gap: 0.002, pins: [] }, call));
  expect(bound.owed.map(({ obligation }) => obligation)).toEqual([0, 1, null]);
  for (const { cost, low, high } of bound.owed) {
    expect(low).toBeLessThanOrEqual(cost);
    expect(cost).toBeLessThanOrEqual(high);
  }
  const [dear, given] = bound.owed;
  expect(dear?.cost).toBeGreaterThan(0);
  expect(given?.cost).toBeLessThan(dear?.cost as number);
  // What all together cost is at least what each would save alone.
  expect(best.bound - bound.value).toBeGreaterThanOrEqual(
    Math.max(...bound.owed.map(({ low }) => low)) - 1e-6,
  );
});

test("what cannot be given is refused", async () => {
  const instance = {
    ...madeAllocation(13, size),
    obligations: [
      { film: "film 1", channel: "front page", weeks: ["week 1"], least: 9, by: "its distributor" },
    ],
  };
  const { allocate } = allocationHandlers(async () => solver);
  expect(await allocate({ instance, seconds: 5, gap: 0.01, pins: [] }, call)).toEqual({
    ok: false,
    error: { type: "NoAllocation" },
  });
});
