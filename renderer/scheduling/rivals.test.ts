import { beforeAll, expect, test } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { isoDate } from "./calendar.ts";
import { calibratedDemand } from "./calibrated-demand.ts";
import { type DemandModel, fitDemand } from "./demand.ts";
import type { DemandEvidence } from "./demand-terms.ts";
import { overlapsOf, rivalsOf } from "./rivals.ts";

const strength = 0.8;
/**
 * A year of one screen's evenings for each of the films that play: children's films 1 and 2 and war films 3 and 4, one of each kind
 * or both, by turns. A film whose rival of the same kind plays draws exp(-0.8 r) of what it draws alone; children's films draw twice.
 */
const played = (): DemandEvidence => {
  const random = seededRandom(3);
  const rows: { film: number; date: string; admissions: number }[] = [];
  for (let day = 0; day < 360; day++) {
    const both = Math.floor(day / 7) % 3;
    const films = both === 0 ? [1, 3, 4] : both === 1 ? [1, 2, 3] : [2, 4];
    const base = (film: number): number => (film < 3 ? 80 : 40);
    const all = films.reduce((sum, film) => sum + base(film), 0);
    for (const film of films) {
      const rival = films.find((other) => other !== film && other < 3 === film < 3);
      const r = rival === undefined ? 0 : base(rival) / all;
      const mean = base(film) * Math.exp(-strength * r + 0.1 * normal(random));
      rows.push({ film, date: isoDate(20_000 + day), admissions: Math.round(mean) });
    }
  }
  const same = (value: number): Int32Array => new Int32Array(rows.length).fill(value);
  return {
    history: {
      film: Int32Array.from(rows, ({ film }) => film),
      screen: same(1),
      date: rows.map(({ date }) => date),
      start: same(1200),
      capacity: same(1000),
      admissions: Int32Array.from(rows, ({ admissions }) => admissions),
      releaseDate: rows.map(() => "2030-01-01"), // previews: none ages
    },
    preference: [],
    holidays: [],
    candidates: [],
    traits: [1, 2, 5, 3, 4, 6].map((film, i) => ({
      film,
      traits: [i < 3 ? "genre:Children" : "genre:War"],
    })),
  };
};

const evidence = played();
let demand: DemandModel;
beforeAll(() => {
  demand = fitDemand(evidence);
});

test("films of one kind take audience from each other, others do not, and it is learned how much (truth 0.8)", () => {
  const [rival] = demand.among([1, 2, 3]).rivals(1);
  expect(rival?.film).toBe(2);
  const overlap = overlapsOf(evidence.traits ?? [], []);
  const used = evidence.history.date.map((_, i) => i);
  const part = rivalsOf(evidence.history, used, overlap).among([1, 2, 3])(1)[0]?.part as number;
  const learned = -Math.log(rival?.times as number) / part;
  expect(learned).toBeGreaterThan(0.5);
  expect(learned).toBeLessThan(1.1);
  expect(demand.among([1, 3]).rivals(1)).toEqual([{ film: 3, times: 1 }]);
});

test("a forecast changes with the company a film is in, and says so", () => {
  const slot = { film: 1, screen: 1, date: "2025-12-01", start: 1200 };
  const beside = demand.among([1, 2, 3]);
  const apart = demand.among([1, 3, 4]);
  expect(beside.demand(slot)).toBeLessThan(0.9 * apart.demand(slot));
  expect(beside.factors(slot).find(({ factor }) => factor === "rivals")?.times).toBeLessThan(0.9);
});

test("a film that never played draws what its traits do", () => {
  const at = (film: number): number =>
    demand.among([film]).demand({ film, screen: 1, date: "2025-12-01", start: 1200 });
  expect(at(5) / at(6)).toBeGreaterThan(1.3);
});

test("what a preference model tells of two audiences counts before their traits", () => {
  const overlap = overlapsOf(evidence.traits ?? [], [{ film: 3, other: 1, share: 0.4 }]);
  expect(overlap(1, 3)).toBe(0.4);
  expect(overlap(1, 2)).toBe(1);
  expect(overlap(1, 4)).toBe(0);
});

test("predicted audiences count where they foretell the last weeks better than traits", () => {
  const films = [1, 2, 3, 4];
  const overlaps = (share: (film: number, other: number) => number) =>
    films.flatMap((film) =>
      films.filter((other) => other !== film).map((other) => ({ film, other, share: share(film, other) })),
    );
  const isSameKind = (film: number, other: number): boolean => film < 3 === other < 3;
  const takersOf = (known: Partial<DemandEvidence>): number[] =>
    calibratedDemand({ ...evidence, ...known })
      .among([1, 2, 3])
      .rivals(1)
      .filter(({ times }) => times < 0.9)
      .map(({ film }) => film);
  const blind = [1, 2, 3, 4].map((film) => ({ film, traits: ["genre:Drama"] }));
  expect(takersOf({ traits: blind, overlaps: overlaps((f, g) => (isSameKind(f, g) ? 0.9 : 0.1)) })).toEqual([
    2,
  ]);
  expect(takersOf({ overlaps: overlaps(() => 0.5) })).toEqual([2]);
});
