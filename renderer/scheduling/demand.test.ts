import { beforeAll, describe, expect, it } from "vitest";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { noHistory, realisticWeek } from "../../test/fixtures/house.ts";
import { backTest } from "./back-test.ts";
import { calibratedDemand } from "./calibrated-demand.ts";
import { type DemandModel, fitDemand } from "./demand.ts";

const problem = realisticWeek(1);
const saturday = "2026-11-28";
/** The candidate that has played most. */
const known = problem.candidates
  .map(({ film }) => ({ film, showings: problem.history.film.filter((played) => played === film).length }))
  .sort((a, b) => b.showings - a.showings)[0]?.film as number;
const call = { signal: new AbortController().signal, progress: () => {} };

describe("demand of a house with a year of showings", () => {
  let demand: DemandModel;
  beforeAll(() => {
    demand = calibratedDemand(problem);
  });
  const at = (film: number, date: string, start: number): number =>
    demand.demand({ film, screen: 1, date, start });

  it("recovers how much repeats take from each other (truth 0.3)", () => {
    expect(demand.repeatExponent).toBeGreaterThan(0.25);
    expect(demand.repeatExponent).toBeLessThan(0.35);
  });

  it("knows weekdays and times of day", () => {
    // truth: Saturday to Monday 0.6 + 0.25 on the log scale, 20:00 to 13:00 (7 / 4.5)^2 less the film's matinee term
    expect(Math.log(at(known, saturday, 1200) / at(known, "2026-11-30", 1200))).toBeGreaterThan(0.6);
    expect(at(known, saturday, 1200)).toBeGreaterThan(2 * at(known, saturday, 780));
  });

  it("gives a film without history the demand of its predicted preference, and a wide interval", () => {
    const [low, high] = [9001, 9002];
    const likes = [
      { film: low, likeShare: 0.25, low: 0.1, high: 0.4 },
      { film: high, likeShare: 0.75, low: 0.6, high: 0.9 },
    ];
    const withNew = fitDemand({ ...problem, preference: [...problem.preference, ...likes] });
    const slot = { screen: 1, date: saturday, start: 1200 };
    expect(withNew.demand({ ...slot, film: high })).toBeGreaterThan(
      1.3 * withNew.demand({ ...slot, film: low }),
    );
    const width = (film: number): number => {
      const range = withNew.interval({ ...slot, film }, 50, 1000);
      return range.high - range.low;
    };
    expect(width(high)).toBeGreaterThan(1.5 * width(known));
  });

  it("names the factors of a forecast", () => {
    const slot = { film: known, screen: 1, date: saturday, start: 1200 };
    const factors = demand.factors(slot);
    const product = factors.reduce((times, factor) => times * factor.times, 1);
    expect(product).toBeCloseTo(demand.demand(slot), 6);
    expect(factors.map(({ factor }) => factor)).toContain("weekday");
  });

  it("never lets an interval leave the room", () => {
    const slot = { film: known, screen: 1, date: saturday, start: 1200 };
    const { low, high } = demand.interval(slot, 90, 100);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(low).toBeLessThan(90);
    expect(high).toBeLessThanOrEqual(100);
  });
});

describe("demand without any history", () => {
  it("still answers, the liked film ahead", () => {
    const like = (film: number, likeShare: number) => ({ film, likeShare, low: 0, high: 1 });
    const evidence = { ...problem, history: noHistory, preference: [like(1, 0.2), like(2, 0.8)] };
    const demand = calibratedDemand(evidence);
    const slot = { screen: 1, date: saturday, start: 1200 };
    expect(demand.demand({ ...slot, film: 2 })).toBeGreaterThanOrEqual(demand.demand({ ...slot, film: 1 }));
    expect(demand.demand({ ...slot, film: 1 })).toBeGreaterThan(0);
  });
});

describe("backTest", () => {
  it("beats seasonal naive and its intervals hold what they promise", async () => {
    const result = valueOrThrow(await backTest(problem, 4, call));
    expect(result.cells).toBeGreaterThan(200);
    expect(result.wape).toBeLessThan(0.7 * result.naive.wape);
    const { wape, filmAverage, dayPartAverage } = result.byShowing;
    expect(wape).toBeLessThan(0.8 * Math.min(filmAverage.wape, dayPartAverage.wape));
    expect(result.coverage["80"]).toBeGreaterThan(0.74);
    expect(result.coverage["80"]).toBeLessThan(0.88);
    expect(result.totals.wape).toBeLessThan(result.wape);
    expect(result.openings.films).toBeGreaterThan(2);
    expect(result.openings.wape).toBeLessThan(result.openings.comparables.wape);
    for (const { low, high, expected } of result.weeks) {
      expect(low).toBeLessThan(expected);
      expect(high).toBeGreaterThan(expected);
    }
    expect(result.weeks.map(({ week }) => week)).toEqual([...result.weeks.map(({ week }) => week)].sort());
  });

  it("says how many weeks a short history allows", async () => {
    const result = await backTest({ ...problem, history: noHistory }, 4, call);
    expect(result).toEqual({ ok: false, error: { type: "TooLittleHistory", weeks: 0 } });
  });

  it("stops when cancelled", async () => {
    const aborted = AbortSignal.abort();
    await expect(backTest(problem, 6, { ...call, signal: aborted })).rejects.toBe(aborted.reason);
  });
});
