import { expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { isoDate } from "./calendar.ts";
import { fitDemand } from "./demand.ts";
import type { DemandEvidence } from "./demand-terms.ts";
import { priceLevel } from "./price-level.ts";

const elasticity = -0.8;
/** A year of two screens: matinees at two thirds of the evening's price, all prices a half higher for two months of every four. Two films
 * play on, so that none of them stands for its months. */
const sold = (priced: boolean): DemandEvidence => {
  const random = seededRandom(9);
  const rows: {
    film: number;
    screen: number;
    start: number;
    date: string;
    price: number;
    admissions: number;
  }[] = [];
  for (let day = 0; day < 360; day++) {
    const dear = Math.floor(day / 60) % 2 === 0 ? 1 : 1.5;
    for (const screen of [1, 2])
      for (const start of [840, 1200]) {
        const film = screen;
        const mean = (start === 840 ? 30 : 60) * dear ** elasticity * Math.exp(0.2 * normal(random));
        const price = (start === 840 ? 6 : 9) * dear;
        rows.push({ film, screen, start, date: isoDate(20_000 + day), price, admissions: Math.round(mean) });
      }
  }
  const whole = (of: (row: (typeof rows)[number]) => number): Int32Array => Int32Array.from(rows, of);
  return {
    history: {
      film: whole(({ film }) => film),
      screen: whole(({ screen }) => screen),
      date: rows.map(({ date }) => date),
      start: whole(({ start }) => start),
      capacity: whole(() => 1000),
      admissions: whole(({ admissions }) => admissions),
      ...(priced ? { price: Float64Array.from(rows, ({ price }) => price) } : {}),
      releaseDate: rows.map(() => null),
    },
    preference: [],
    holidays: [],
    candidates: [],
  };
};

test("what a dear month costs is learned from what was paid, and told of a forecast", () => {
  const evidence = sold(true);
  const demand = fitDemand(evidence);
  const { lately } = priceLevel(evidence.history, [...evidence.history.date.keys()]);
  const slot = { film: 1, screen: 1, date: isoDate(20_360), start: 1200 };
  const told = demand.factors(slot).find(({ factor }) => factor === "price")?.times as number;
  expect(demand.priceKnown).toBe(true);
  expect(lately).toBeGreaterThan(0.15);
  expect(Math.log(told) / lately).toBeLessThan(0.7 * elasticity);
  expect(Math.log(told) / lately).toBeGreaterThan(1.2 * elasticity);
});

test("a week of matinees is no cheaper week, and without prices nothing is said of them", () => {
  const evidence = sold(true);
  const { history } = evidence;
  const matinees = [...history.date.keys()].filter(
    (i) => history.start[i] === 840 || (history.date[i] as string) < isoDate(20_350),
  );
  const all = priceLevel(history, [...history.date.keys()]).lately;
  expect(priceLevel(history, matinees).lately).toBeCloseTo(all, 1);
  const unknown = fitDemand(sold(false));
  const slot = { film: 1, screen: 1, date: isoDate(20_360), start: 1200 };
  expect(unknown.priceKnown).toBe(false);
  expect(unknown.factors(slot).map(({ factor }) => factor)).not.toContain("price");
});
