import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type AllocationInstance, parseAllocation } from "../../../shared/domain/allocation-instance.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { checkAllocation } from "../../../test/checker/check-allocation.ts";
import { madeAllocation, smallAllocation } from "../../../test/fixtures/allocation.ts";
import { loadSolver } from "../../../test/fixtures/solver.ts";
import type { Solver } from "../solver.ts";
import { solveAllocation } from "./allocate.ts";
import { cellsOfUnits, unitsOf } from "./answer.ts";
import { changeBy } from "./change.ts";
import { keepsAll } from "./feasible.ts";
import { allocationModel } from "./model.ts";
import { openAllocation, type Pin } from "./programme.ts";
import { pressureOf, responseTo, slopesAt, worthOfUnits } from "./response.ts";

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const gap = 0.002;

const solved = async (
  instance: AllocationInstance,
  pins: readonly Pin[] = [],
  enough = gap,
  seconds = 20,
) => {
  const model = allocationModel(instance);
  const program = openAllocation(model, solver);
  try {
    const answer = await solveAllocation(
      model,
      program,
      { gap: enough, seconds, signal: new AbortController().signal, progress: () => {} },
      pins,
    );
    return answer && { ...answer, model, units: unitsOf(model, answer.x) };
  } finally {
    program.close();
  }
};

describe("response", () => {
  test("the slope is what a little more brings, and a move changes what it says", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const model = allocationModel(madeAllocation(seed, { films: 6, segments: 4, weeks: 2 }));
        const x = Float64Array.from(model.cells, ({ most }, j) => (((j * 7919) % 13) / 13) * most);
        const pressure = pressureOf(model, x);
        const response = responseTo(model, pressure);
        const slopes = worthOfUnits(model, slopesAt(model, pressure, response));
        const j = seed % x.length;
        const by = 1e-3 * (model.cells[j]?.most ?? 1);
        const more = Float64Array.from(x, (units, n) => (n === j ? units + by : units));
        const change = responseTo(model, pressureOf(model, more)).value - response.value;
        expect(changeBy(model, pressure, response, [{ cell: j, by }])).toBeCloseTo(change, 6);
        expect(change).toBeLessThanOrEqual((slopes[j] as number) * by + 1e-9);
        expect(change).toBeGreaterThanOrEqual((slopes[j] as number) * by * 0.9 - 1e-9);
      }),
      { numRuns: 30 },
    );
  });
});

describe("allocations", () => {
  test("keep every limit by another's count, are worth what they say, and prove how close they are", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const instance = madeAllocation(seed, { films: 8, segments: 5, weeks: 2 });
        const answer = await solved(instance, [], 0.01, 2);
        if (!answer) throw new Error("every made instance has an allocation");
        const { violations, value } = checkAllocation(instance, answer.units);
        expect(violations).toEqual([]);
        expect(value).toBeCloseTo(answer.value, 3);
        expect(answer.bound).toBeGreaterThanOrEqual(answer.value - 1e-6);
      }),
      { numRuns: 6 },
    );
  });

  test("of pieces alone are as good as the best of all that can be tried, within the proven gap", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const instance = smallAllocation(seed);
        const model = allocationModel(instance);
        let most = -1;
        const x = new Float64Array(model.cells.length);
        const tryAll = (j: number): void => {
          if (j === x.length) {
            if (keepsAll(model, x)) most = Math.max(most, responseTo(model, pressureOf(model, x)).value);
            return;
          }
          for (let units = 0; units <= (model.cells[j]?.most ?? 0); units++) {
            x[j] = units;
            tryAll(j + 1);
          }
          x[j] = 0;
        };
        tryAll(0);
        const answer = await solved(instance);
        if (most < 0) {
          expect(answer).toBeNull();
          return;
        }
        if (!answer) throw new Error("an allocation exists and was not found");
        expect(checkAllocation(instance, answer.units).violations).toEqual([]);
        expect(answer.value).toBeLessThanOrEqual(most + 1e-6);
        expect(answer.bound).toBeGreaterThanOrEqual(most - 1e-6);
        expect(answer.value).toBeGreaterThanOrEqual(most * (1 - gap) - 1e-6);
      }),
      { numRuns: 25 },
    );
  });

  test("are found where nothing can be afforded", async () => {
    const instance = { ...smallAllocation(74 * 7919), budget: 0 };
    expect(await solved(instance)).toMatchObject({ value: 0, bound: 0 });
  });

  test("are worth no less with more money", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const instance = { ...smallAllocation(seed), obligations: [], budget: 40 + (seed % 60) };
        const poor = await solved(instance);
        const rich = await solved({ ...instance, budget: 1.4 * instance.budget });
        if (!poor || !rich) throw new Error("without obligations nothing is always allowed");
        expect(rich.bound).toBeGreaterThanOrEqual(poor.value - 1e-6);
        expect(rich.value).toBeGreaterThanOrEqual(poor.value * (1 - gap) - 1e-6);
      }),
      { numRuns: 15 },
    );
  });

  test("hold what is pinned, and name it back as it was told", async () => {
    const instance = madeAllocation(4, { films: 6, segments: 4, weeks: 2 });
    const pins = [
      { film: 2, channel: 2, week: 1, units: 3 },
      { film: 1, channel: 4, week: 0, units: 500 },
    ];
    const answer = await solved(instance, pins);
    if (!answer) throw new Error("the pins leave room");
    expect(checkAllocation(instance, answer.units).violations).toEqual([]);
    for (const { film, channel, week, units } of pins) {
      const held = answer.model.cells.reduce(
        (sum, cell, j) =>
          cell.film === film && cell.channel === channel && cell.week === week
            ? sum + (answer.x[j] as number)
            : sum,
        0,
      );
      expect(held).toBeCloseTo(units, 4);
    }
    const back = cellsOfUnits(answer.model, answer.units);
    back.forEach((units, j) => {
      expect(units).toBeCloseTo(answer.x[j] as number, 4);
    });
  });
});

describe("instances", () => {
  const instance = madeAllocation(1, { films: 2, segments: 2, weeks: 2 });
  test.each([
    ["weeks", { ...instance, weeks: ["a", "a"] }],
    ["films[0].potential", { ...instance, films: [{ ...instance.films[0], potential: { nobody: 1 } }] }],
    ["films[0]", { ...instance, films: [{ ...instance.films[0], seats: [1] }] }],
    ["obligations[0]", { ...instance, obligations: [{ film: "none", channel: "poster", least: 1 }] }],
    [
      "channels[0].strength",
      { ...instance, channels: [{ ...instance.channels[0], strength: { value: 1, low: 2, high: 0 } }] },
    ],
  ])("are refused at %s", (path, wrong) => {
    const parsed = parseAllocation(JSON.stringify(wrong));
    expect(parsed).toMatchObject({ ok: false, error: { type: "BadInstance" } });
    if (!parsed.ok) expect(parsed.error.path.startsWith(path)).toBe(true);
  });
  test("are read as they were written", () => {
    expect(valueOrThrow(parseAllocation(JSON.stringify(instance)))).toEqual(instance);
  });
});
