import fc from "fast-check";
import { expect, test } from "vitest";
import { gamma, type Random, seededRandom } from "../../../shared/domain/random.ts";
import { bgNbdAlive, bgNbdExpected, fitBgNbd } from "./bg-nbd.ts";
import { digamma, logGamma } from "./gamma-function.ts";
import { expectedSpend, fitGammaGamma } from "./gamma-gamma.ts";
import { houseWeeks } from "./house-weeks.ts";
import { forecastOf } from "./lapse-forecast.ts";
import { beliefsOf, fitLapse, type MemberWeeks, type Reason } from "./lapse-model.ts";
import { seasonAhead } from "./season.ts";

const poisson = (mean: number, random: Random): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = 1 - random(); product > limit; product *= 1 - random()) count++;
  return count;
};

test("ln Γ and ψ are those of the tables and obey Γ(x + 1) = x Γ(x)", () => {
  expect(logGamma(1)).toBeCloseTo(0, 9);
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 9);
  expect(digamma(1)).toBeCloseTo(-0.577215664901533, 9);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 8);
      expect(digamma(x + 1) - digamma(x)).toBeCloseTo(1 / x, 8);
    }),
  );
});

test("BG/NBD finds again what visits were drawn from, and foretells those after them", () => {
  const random = seededRandom(7);
  const n = 4000;
  const [r, α, a, b] = [0.8, 4, 0.9, 3];
  const x = new Float64Array(n);
  const tx = new Float64Array(n);
  const T = new Float64Array(n).fill(40);
  const later = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const λ = gammaOf(random, r) / α;
    const left = gammaOf(random, a);
    const p = left / (left + gammaOf(random, b));
    for (let t = 0, there = true; there; ) {
      t += -Math.log(1 - random()) / λ;
      if (t > 60) break;
      if (t <= 40) {
        x[i] = (x[i] as number) + 1;
        tx[i] = t;
      } else later[i] = (later[i] as number) + 1;
      there = random() >= p;
    }
  }
  const fit = fitBgNbd({ x, tx, T });
  expect(fit.r).toBeGreaterThan(0.68);
  expect(fit.r).toBeLessThan(0.93);
  expect(fit.a / (fit.a + fit.b)).toBeCloseTo(a / (a + b), 1);
  const expected = x.reduce(
    (sum, count, i) => sum + bgNbdExpected(fit, { x: count, tx: tx[i] as number, T: 40, t: 20 }),
    0,
  );
  const actual = later.reduce((sum, count) => sum + count, 0);
  expect(Math.abs(expected / actual - 1)).toBeLessThan(0.06);
});

/** Γ(shape, 1) for any shape (Marsaglia & Tsang 2000, their note on shapes below 1). */
const gammaOf = (random: Random, shape: number): number =>
  gamma(random, shape + 1, 1) * (1 - random()) ** (1 / shape);

test("who never came cannot have left; the longer the silence, the less likely a member is still there", () => {
  const parameter = fc.double({ min: 0.1, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      parameter,
      parameter,
      parameter,
      parameter,
      fc.integer({ min: 1, max: 60 }),
      (r, α, a, b, x) => {
        const fit = { r, α, a, b: b + 0.5 };
        expect(bgNbdAlive(fit, 0, 0, 30)).toBe(1);
        expect(bgNbdAlive(fit, x, 10, 40)).toBeLessThanOrEqual(bgNbdAlive(fit, x, 30, 40) + 1e-12);
        const soon = bgNbdExpected(fit, { x, tx: 30, T: 40, t: 5 });
        expect(soon).toBeLessThanOrEqual(bgNbdExpected(fit, { x, tx: 30, T: 40, t: 10 }) + 1e-9);
      },
    ),
  );
});

test("the gamma-gamma model draws a member's spend towards everybody's, the less the more visits there are", () => {
  const random = seededRandom(3);
  const n = 3000;
  const x = new Float64Array(n);
  const mean = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const ν = gamma(random, 6, 40); // γ = 40, q = 6
    x[i] = 1 + Math.floor(random() * 8);
    for (let j = 0; j < (x[i] as number); j++)
      mean[i] = (mean[i] as number) + gamma(random, 3, ν) / (x[i] as number);
  }
  const fit = fitGammaGamma(x, mean);
  expect(fit.p).toBeCloseTo(3, 0);
  expect((fit.p * fit.γ) / (fit.q - 1)).toBeCloseTo((3 * 40) / 5, -0.5);
  const usual = expectedSpend(fit, 0, 0);
  expect(expectedSpend(fit, 2, 100)).toBeGreaterThan(usual);
  expect(expectedSpend(fit, 20, 100)).toBeGreaterThan(expectedSpend(fit, 2, 100));
  expect(expectedSpend(fit, 20, 100)).toBeLessThan(100);
});

/** Members drawn from the model itself: a season, a hazard of silence, and another for every second member in weeks 10 to 19. */
const drawn = (seed: number, members: number, weeks: number) => {
  const random = seededRandom(seed);
  const visits = new Uint8Array(members * weeks);
  const holds = new Uint8Array(members * weeks);
  const stopped = new Uint8Array(members);
  const start = new Int32Array(members);
  for (let i = 0; i < members; i++) {
    const λ = gamma(random, 2, 4);
    start[i] = i % 3 === 0 ? Math.floor(random() * 20) : 0;
    for (let w = 0; w < weeks; w++) holds[i * weeks + w] = i % 2 === 0 && w >= 10 && w < 20 ? 1 : 0;
    for (let w = start[i] as number; w < weeks; w++) {
      visits[i * weeks + w] = Math.min(255, poisson(λ * (1 + 0.3 * Math.sin(w / 6)), random));
      if (random() < 0.004 || (holds[i * weeks + w] && random() < 0.05)) {
        stopped[i] = holds[i * weeks + w] ? 2 : 1;
        break;
      }
    }
  }
  const data: MemberWeeks = { members, weeks, start, visits };
  const reasons: Reason[] = [
    { holds: new Uint8Array(members * weeks).fill(1), width: weeks },
    { holds, width: weeks },
  ];
  return { data, reasons, stopped };
};

test("lapses, their reasons and the season are found again in visits that were drawn from the model", async () => {
  const { data, reasons, stopped } = drawn(11, 2500, 45);
  const rounds: number[] = [];
  const fit = await fitLapse(data, reasons, async (round) => void rounds.push(round));
  expect(rounds.length).toBeGreaterThan(3);
  expect(fit.β[0]).toBeGreaterThan(0.003);
  expect(fit.β[0]).toBeLessThan(0.005);
  expect(fit.β[1]).toBeGreaterThan(0.042);
  expect(fit.β[1]).toBeLessThan(0.058);
  expect(fit.r / fit.α).toBeCloseTo(0.5, 1);
  expect((fit.h[9] as number) / (fit.h[28] as number)).toBeCloseTo(1.3 / 0.7, 0);
  const struck = new Float64Array(2);
  const { alive } = beliefsOf(data, reasons, fit, (_, each) => {
    for (let k = 0; k < 2; k++) struck[k] = (struck[k] as number) + (each.struck[k] as number);
    const all = each.struck.reduce((sum, value) => sum + value, 0);
    expect(all + (each.q.at(-1) as number)).toBeCloseTo(1, 9);
  });
  const gone = stopped.filter((reason) => reason > 0).length;
  expect(Math.abs(alive.reduce((sum, p) => sum + 1 - p, 0) / gone - 1)).toBeLessThan(0.1);
  const { mean, variance, ifStayed } = forecastOf(
    data,
    reasons.map(({ holds }) => ({ holds, width: 45 })),
    fit,
    beliefsOf(data, reasons, fit),
    [1, 1, 1],
  );
  for (const [i, value] of mean.entries()) {
    expect(value).toBeLessThanOrEqual((ifStayed[i] as number) + 1e-9);
    expect(variance[i]).toBeGreaterThan(0);
  }
}, 30_000);

test("each round of the fit makes the visits likelier, whatever they are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const { data, reasons } = drawn(seed, 60, 20);
      const fit = await fitLapse(data, reasons, async () => {});
      expect(Number.isFinite(fit.logLikelihood)).toBe(true);
      const told = beliefsOf(data, reasons, fit);
      const better = told.logLikelihood.reduce((sum, value) => sum + value, 0);
      for (const change of [0.7, 1.4]) {
        const worse = beliefsOf(data, reasons, { ...fit, α: fit.α * change });
        expect(worse.logLikelihood.reduce((sum, value) => sum + value, 0)).toBeLessThan(better + 0.05);
      }
      for (const p of told.alive) {
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 15 },
  );
});

test("a season that was seen a year before is expected again; else the house stays as busy as it was", () => {
  const year = Float64Array.from({ length: 60 }, (_, w) => 1 + 0.3 * Math.sin((2 * Math.PI * w) / 52));
  const { h, repeated } = seasonAhead(year, 4);
  expect(repeated).toBe(4);
  expect(h[0]).toBeCloseTo(year[8] as number, 1);
  const short = seasonAhead(year.slice(0, 20), 3);
  expect(short.repeated).toBe(0);
  expect(short.h[0]).toBeCloseTo(short.h[2] as number, 12);
});

test("weeks are whole; members are watched from the week after joining, or from a first visit that does not count", () => {
  const monday = 20_052;
  const visits = {
    member: Int32Array.from([1, 1, 2, 3, 3, 9]),
    day: Int32Array.from([monday - 2, monday + 20, monday + 9, monday + 8, monday + 9, monday + 28]),
  };
  const house = houseWeeks({
    visits: visits as never,
    members: {
      id: Int32Array.from([1, 2, 3, 4, 9]),
      joined: Int32Array.from([monday - 400, monday + 8, -1, monday + 3, monday + 27]),
      ageBand: new Int16Array(5).fill(-1),
      ageBands: [],
    },
    playing: { film: new Int32Array(0), monday: new Int32Array(0) },
  });
  expect(house).toMatchObject({ first: monday, weeks: 4, members: 4 });
  expect([...house.memberId]).toEqual([1, 2, 3, 4]);
  expect([...house.start]).toEqual([0, 1, 1, 1]);
  const rows = [0, 1, 2, 3].map((i) => [...house.visits.slice(4 * i, 4 * i + 4)]);
  expect(rows).toEqual([
    [0, 0, 1, 0],
    [0, 1, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 0, 0],
  ]);
});
