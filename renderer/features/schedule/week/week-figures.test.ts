import { describe, expect, it } from "vitest";
import { timesIn } from "../../../../shared/domain/showing-times.ts";
import type { ScheduledShowing } from "../../../../shared/domain/slate.ts";
import { chainHouse, fullWeek } from "../../../../test/fixtures/full-week.ts";
import { busiest, byDistributor, quarterHours } from "./week-figures.ts";

const { problem, showings } = fullWeek(3);
const day = problem.days[0] as string;

describe("quarter hours", () => {
  it("count each start and each end once, and name the busiest", () => {
    const [film] = fullWeek(1).problem.candidates;
    if (!film) throw new Error("no film");
    const timesOf = timesIn({ house: chainHouse, candidates: [{ ...film, runtime: 100 }] });
    const at = (id: string, screen: number, start: number): ScheduledShowing => ({
      id,
      film: 1,
      screen,
      date: day,
      start,
      locked: false,
    });
    const quarters = quarterHours(timesOf, [at("a", 1, 725), at("b", 2, 734), at("c", 3, 840)]);
    expect(quarters[0]).toEqual({ from: 720, starts: 2, ends: 0 });
    // Trailers and the film: 725 + 15 + 100.
    expect(quarters.find(({ from }) => from === 840)).toEqual({ from: 840, starts: 1, ends: 2 });
    expect(busiest(quarters)?.from).toBe(840);
    expect(quarters.at(-1)).toEqual({ from: 945, starts: 0, ends: 1 });
    expect(quarterHours(timesOf, [])).toEqual([]);
  });
});

describe("distributors", () => {
  it("count every showing once, and each day short of its minimum", () => {
    const candidates = problem.candidates.map((candidate) => ({ ...candidate, minShowsPerDay: 1 }));
    const figures = byDistributor(candidates, [], problem.days, showings, () => 2);
    const films = figures.flatMap((each) => each.films);
    expect(films.reduce((sum, film) => sum + film.matinees + film.evenings, 0)).toBe(showings.length);
    expect(films.reduce((sum, film) => sum + film.admissions, 0)).toBe(2 * showings.length);
    for (const { film, short } of films)
      expect(short).toEqual(
        problem.days.filter((date) => !showings.some((each) => each.film === film && each.date === date)),
      );
    const asked = byDistributor(candidates, [1], problem.days, [], () => 0);
    expect(asked.flatMap((each) => each.films)).toMatchObject([
      { film: 1, showings: 0, short: problem.days },
    ]);
  });
});
