import { expect, test } from "vitest";
import type { WindowQuestion } from "../../../shared/contract/windows.ts";
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { loadSolver } from "../../../test/fixtures/solver.ts";
import { dayNumber, isoDate } from "../calendar.ts";
import { type AssignmentProblem, assignWeeks, placementValue } from "./assignment.ts";
import { holdingOf } from "./holding.ts";
import { placeTitles } from "./place-titles.ts";
import { seasonOf } from "./season.ts";
import { windowWorth } from "./window-worth.ts";

const call = { signal: new AbortController().signal, progress: () => {} };

const everyPlacement = function* (titles: number, weeks: number): Generator<number[]> {
  for (let code = 0; code < weeks ** titles; code++)
    yield Array.from({ length: titles }, (_, i) => Math.floor(code / weeks ** i) % weeks);
};

test("titles are placed as the best of all placements, and the bound says so", async () => {
  const solver = await loadSolver();
  const random = seededRandom(5);
  let impossible = 0;
  for (let n = 0; n < 60; n++) {
    const titles = 2 + Math.floor(random() * 3);
    const weeks = 3 + Math.floor(random() * 3);
    const worth = windowWorth({
      weeks,
      season: Float64Array.from({ length: weeks + 10 }, () => random() - 0.5),
      hold: 0.3 + 0.6 * random(),
      competition: 3 * random(),
      runs: Float64Array.from({ length: titles }, () => 100 + 900 * random()),
      sizes: Float64Array.from({ length: titles }, () => 3 * random()),
      rivals: Array.from({ length: 3 }, () => ({ week: Math.floor(random() * 8) - 3, size: 2 * random() })),
      overlap: Array.from({ length: titles }, () => Array.from({ length: titles + 3 }, random)),
    });
    const gaps = Array.from({ length: titles }, () =>
      Array.from({ length: titles }, () => Math.floor(random() * 4)),
    );
    const problem: AssignmentProblem = {
      values: Array.from({ length: titles }, (_, i) =>
        Float64Array.from({ length: weeks }, (_week, w) =>
          random() < 0.2 ? Number.NEGATIVE_INFINITY : worth.alone(i, w),
        ),
      ),
      loss: worth.pair,
      apart: (i, j) => (n % 3 === 0 ? (gaps[i]?.[j] as number) : 0),
    };
    const best = Math.max(
      ...[...everyPlacement(titles, weeks)].map((placed) => placementValue(problem, placed)),
    );
    const placed = assignWeeks(problem, solver);
    if (best === Number.NEGATIVE_INFINITY) {
      expect(placed).toBeNull();
      impossible++;
      continue;
    }
    expect(placed?.value).toBeCloseTo(best, 6);
    expect(placed?.bound).toBeGreaterThanOrEqual(best - 1e-6);
    expect(placed?.bound).toBeLessThan(best * (1 + 1e-5));
  }
  expect(impossible).toBeGreaterThan(0);
});

/** Two years of one house: summer draws half as much again, every film keeps 0.6 a week, and rivals are felt by θ = 1. */
const house = (weeks = 104, competition = 1): AttendanceDays => {
  const first = dayNumber("2025-01-02");
  const random = seededRandom(3);
  const rows: { film: number; day: number; admissions: number }[] = [];
  for (let week = 0; week < weeks; week++) {
    const season = Math.exp(0.4 * Math.sin((2 * Math.PI * (first + 7 * week)) / 365.25));
    const running = Array.from({ length: 6 }, (_, age) => ({ film: week - age, age })).filter(
      ({ film }) => film >= 0,
    );
    for (const { film, age } of running) {
      const size = 0.5 + ((film * 7) % 10) / 6;
      const rivals = running
        .filter((other) => other.film !== film && other.film % 2 === film % 2)
        .reduce((sum, other) => sum + (0.5 + ((other.film * 7) % 10) / 6) * 0.6 ** other.age, 0);
      const mean = (700 * size * season * 0.6 ** age) / (1 + competition * rivals);
      for (let day = 0; day < 7; day++)
        rows.push({
          film,
          day: first + 7 * week + day,
          admissions: Math.round(mean * (0.9 + 0.2 * random())),
        });
    }
  }
  const column = (of: (row: (typeof rows)[number]) => number): Int32Array => Int32Array.from(rows, of);
  return {
    venue: column(() => 1),
    film: column(({ film }) => film),
    day: column(({ day }) => day),
    showings: column(() => 1),
    admissions: column(({ admissions }) => admissions),
    holidays: [],
  };
};
const films = Array.from({ length: 104 }, (_, film) => ({ film, like: null }));
const alternate = films.map(({ film }) => films.map((other) => Number(other.film % 2 === film % 2)));

test("season, hold and competition are found again where they were put", () => {
  const days = house();
  const first = dayNumber("2027-01-07");
  const season = seasonOf(days, first);
  const summer = season.at(dayNumber("2027-04-01")) - season.at(dayNumber("2027-10-01"));
  expect(summer).toBeGreaterThan(0.5);
  expect(summer).toBeLessThan(1.1);
  const { mean, pairs } = holdingOf(days, first, season, films, alternate);
  expect(pairs).toBeGreaterThan(300);
  expect(mean.hold).toBeGreaterThan(0.54);
  expect(mean.hold).toBeLessThan(0.66);
  expect(mean.competition).toBeGreaterThan(0.5);
  const alone = holdingOf(house(104, 0), first, season, films, alternate).mean.competition;
  expect(alone).toBeLessThan(mean.competition / 2);
});

const weeks = Array.from({ length: 12 }, (_, n) => isoDate(dayNumber("2027-01-07") + 7 * n));
const title = (film: number, wish: Partial<WindowQuestion["titles"][number]> = {}) => ({
  film,
  earliest: null,
  latest: null,
  fixed: null,
  admissions: 1000,
  series: "",
  apart: 0,
  like: null,
  ...wish,
});
const question = (wish: Partial<WindowQuestion> = {}): WindowQuestion => ({
  weeks,
  titles: [title(1)],
  competitors: [],
  overlap: [[1]],
  days: house(30),
  played: films,
  playedOverlap: alternate,
  ...wish,
});

test("a title keeps away from a rival with its audience, not from one with another", async () => {
  const solver = await loadSolver();
  const beside = async (o: number) =>
    valueOrThrow(
      await placeTitles(
        question({ competitors: [{ date: weeks[11] as string, size: 5 }], overlap: [[1, o]] }),
        solver,
        call,
      ),
    ).titles[0];
  const same = await beside(1);
  const other = await beside(0);
  const lossAt = (placed: typeof same, w: number): number => placed?.options[w]?.loss.value as number;
  expect(lossAt(same, 11)).toBeGreaterThan(lossAt(other, 11) + 50);
  expect(same?.options[11]?.takers).toMatchObject([{ other: 1 }]);
  expect(other?.options[11]?.taken).toBe(0);
  for (const { loss, admissions, best } of same?.options ?? []) {
    expect(loss.low).toBeLessThanOrEqual(loss.value);
    expect(admissions.high).toBeGreaterThanOrEqual(admissions.value);
    expect(best).toBeGreaterThanOrEqual(0);
  }
  expect(same?.options.reduce((sum, { best }) => sum + best, 0)).toBeCloseTo(1, 9);
});

test("constraints hold, and what they shut out is told", async () => {
  const solver = await loadSolver();
  const wish = { series: "S", apart: 4 };
  const titles = [
    title(1, wish),
    title(2, wish),
    title(3, { fixed: weeks[5] as string }),
    title(4, { earliest: weeks[8] as string, latest: weeks[9] as string }),
  ];
  const overlap = titles.map(() => titles.map(() => 1));
  const placed = valueOrThrow(await placeTitles(question({ titles, overlap }), solver, call));
  const [a, b, c, d] = placed.titles.map(({ week }) => week) as [number, number, number, number];
  expect(Math.abs(a - b)).toBeGreaterThanOrEqual(4);
  expect(c).toBe(5);
  expect([8, 9]).toContain(d);
  expect(placed.gap).toBeLessThan(1e-5);
  expect(placed.titles[0]?.options[b]?.barrier).toBe("series");
  expect(placed.titles[2]?.options[4]?.barrier).toBe("fixed");
  expect(placed.titles[3]?.options.map(({ barrier }) => barrier)).toEqual([
    ...Array(8).fill("earliest"),
    null,
    null,
    "latest",
    "latest",
  ]);
  const stuck = question({ titles: [title(1, { latest: "2026-01-01" })] });
  expect(await placeTitles(stuck, solver, call)).toEqual({ ok: false, error: { type: "NoWeek", film: 1 } });
  const close = question({
    titles: [
      title(1, { ...wish, fixed: weeks[3] as string }),
      title(2, { ...wish, fixed: weeks[4] as string }),
    ],
    overlap: [
      [1, 1],
      [1, 1],
    ],
  });
  expect(await placeTitles(close, solver, call)).toEqual({ ok: false, error: { type: "NoPlacement" } });
});

test("without a size and without history nobody can say; cancelling ends it", async () => {
  const solver = await loadSolver();
  const unknown = question({
    titles: [title(1, { admissions: null })],
    days: house(0),
    played: [],
    playedOverlap: [],
  });
  expect(await placeTitles(unknown, solver, call)).toEqual({
    ok: false,
    error: { type: "NoSize", films: [1] },
  });
  const cancelled = { ...call, signal: AbortSignal.abort() };
  await expect(placeTitles(question(), solver, cancelled)).rejects.toThrow();
});
