import fc from "fast-check";
import { expect, test } from "vitest";
import type { Visits } from "../../../shared/domain/experience.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";
import { habitsOf } from "./comparison.ts";
import { conditionsOf } from "./conditions.ts";
import { dropOffOf } from "./drop-off.ts";
import { effectsOf } from "./effects.ts";
import { gramOf, leastSquares, partialOut } from "./partial-out.ts";
import { withFalseDiscoveries } from "./with-false-discoveries.ts";

const step = async (): Promise<void> => {};

test("what is left after partialling out is what least squares with every term would say", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
      const random = seededRandom(seed);
      const n = 60;
      const codes = [4, 5].map((groups) =>
        Int32Array.from({ length: n }, () => Math.floor(random() * groups)),
      );
      const [x, y] = [0, 1].map(() => Float64Array.from({ length: n }, () => normal(random))) as [
        Float64Array,
        Float64Array,
      ];
      const dummies = codes.flatMap((of, at) =>
        Array.from({ length: at === 0 ? 4 : 5 }, (_, group) =>
          Float64Array.from(of, (code) => (code === group ? 1 : 0)),
        ),
      );
      const all = [x, ...dummies];
      const gram = gramOf(all);
      // The two sets of dummies share the constant.
      for (let i = 1; i < all.length; i++)
        gram[i * all.length + i] = (gram[i * all.length + i] as number) + 1e-9;
      const whole = solveFactorised(
        factorise(gram, all.length),
        all.length,
        all.map((column) => column.reduce((sum, value, row) => sum + value * (y[row] as number), 0)),
      );
      const [left, right] = [x.slice(), y.slice()];
      await partialOut(
        [left, right],
        codes.map((of, at) => ({ codes: of, groups: at === 0 ? 4 : 5 })),
        step,
      );
      expect(leastSquares(right, [left], new Int32Array(n), 9).β[0]).toBeCloseTo(whole[0] as number, 3);
    }),
    { numRuns: 20 },
  );
});

/** Members with habits that go with their taste; a full room costs half a star, screen 2 a whole one for four weeks. */
const planted = (seed: number): { visits: Visits; foretold: Float64Array } => {
  const random = seededRandom(seed);
  const rows = Array.from({ length: 240 }, (_, member) => {
    const late = random();
    return Array.from({ length: 30 }, () => {
      const film = Math.floor(random() * 10);
      const isLate = random() < late;
      const day = 20_000 + Math.floor(random() * 140);
      const filled = random() < 0.3 ? 0.95 : 0.4 * random();
      const screen = 1 + Math.floor(random() * 3);
      const taste = (late - 0.5) * (film < 5 ? 3 : -3);
      const broken = screen === 2 && day >= 20_050 && day < 20_078;
      const value = 3 + taste + (filled > 0.85 ? -0.5 : 0) + (broken ? -1 : 0) + 0.5 * normal(random);
      return { member: member + 1, film, day, start: isLate ? 1300 : 1150, filled, screen, value, taste };
    });
  }).flat();
  const ints = (of: (row: (typeof rows)[number], n: number) => number): Int32Array =>
    Int32Array.from(rows, of);
  return {
    visits: {
      member: ints(({ member }) => member),
      film: ints(({ film }) => film),
      showing: ints((_, n) => n),
      screen: ints(({ screen }) => screen),
      at: Float64Array.from(rows, ({ day, start }) => day * 86_400 + start * 60),
      day: ints(({ day }) => day),
      start: ints(({ start }) => start),
      seats: new Float32Array(rows.length).fill(2),
      filled: Float32Array.from(rows, ({ filled }) => filled),
      price: new Float32Array(rows.length).fill(Number.NaN),
      version: new Int32Array(rows.length).fill(-1),
      rating: Float32Array.from(rows, ({ value }) => value),
      versions: [],
      unmatched: 0,
    },
    foretold: Float64Array.from(rows, ({ taste }) => 3 + 0.5 * taste),
  };
};

test("planted effects come back in their intervals, and taste does not pose as one", async () => {
  const { visits, foretold } = planted(1);
  const found = await effectsOf({
    outcome: "rating",
    visits,
    habits: habitsOf(visits),
    conditions: conditionsOf(visits, new Map()),
    foretold,
    audience: null,
    fewestMembers: 20,
    step,
  });
  const effects = withFalseDiscoveries(found.effects);
  const of = (kind: string, place = 0) => effects.filter(({ condition }) => condition.kind === kind)[place];
  const full = of("filled");
  expect(full?.low).toBeLessThan(-0.5);
  expect(full?.high).toBeGreaterThan(-0.5);
  expect(full?.q).toBeLessThan(0.001);
  const late = of("dayPart");
  expect(late?.low).toBeLessThan(0);
  expect(late?.high).toBeGreaterThan(0);
  const change = of("change");
  expect(change?.condition).toMatchObject({ screen: 2 });
  expect(change?.evidence).toBe("naturalExperiment");
  expect(change?.low).toBeLessThan(-1);
  expect(change?.high).toBeGreaterThan(-1);
  expect(found.changes).toEqual([
    { screen: 2, from: expect.closeTo(20_050, -1), to: expect.closeTo(20_077, -1) },
  ]);
});

test("few members are not spoken of", async () => {
  const { visits, foretold } = planted(2);
  const { effects } = await effectsOf({
    outcome: "rating",
    visits,
    habits: habitsOf(visits),
    conditions: conditionsOf(visits, new Map()),
    foretold,
    audience: { name: "Few", nameZh: null, members: new Set([1, 2, 3, 4, 5, 6, 7, 8]) },
    fewestMembers: 20,
    step,
    changes: [],
  });
  expect(effects).toEqual([]);
});

test("the share still watching falls as the stops say, within its interval", () => {
  const viewings = 200;
  const report = dropOffOf(
    {
      member: Int32Array.from({ length: viewings }, (_, n) => n),
      film: Int32Array.from({ length: viewings }, (_, n) => 1 + (n % 2)),
      minutes: Float32Array.from({ length: viewings }, (_, n) =>
        n % 4 === 0 ? 30 : n % 2 === 0 ? 100 : 150,
      ),
      day: new Int32Array(viewings),
      start: new Int32Array(viewings),
    },
    new Map([
      [1, { runtime: 100, language: "en" }],
      [2, { runtime: 150, language: "en" }],
    ]),
    [{ name: "Few", nameZh: null, members: new Set([1, 2]) }],
    20,
  );
  expect(report.dropOff).toHaveLength(1);
  const [all] = report.dropOff;
  expect(all?.watching[5]?.share).toBe(1);
  expect(all?.watching[6]?.share).toBeCloseTo(0.75, 9);
  expect(all?.watching[19]?.share).toBeCloseTo(0.75, 9);
  expect(all?.watching[19]?.low).toBeLessThan(0.75);
  expect(all?.watching[19]?.high).toBeGreaterThan(0.75);
});
