import { expect, test } from "vitest";
import { realisticWeek } from "../../test/fixtures/house.ts";
import { lastWeekRepeated } from "./last-week.ts";
import { timesIn } from "./showing-times.ts";

const problem = realisticWeek(1);
const weekAgo = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10);
const playedLastWeek = (film: number): boolean => last.some((slot) => slot.startsWith(`${film} `));
const last = problem.history.date.flatMap((date, i) =>
  date >= weekAgo(problem.week)
    ? [`${problem.history.film[i]} ${problem.history.screen[i]} ${date} ${problem.history.start[i]}`]
    : [],
);

test("films that are still offered keep their rooms, days and times", () => {
  const candidates = problem.candidates.slice(1);
  const gone = problem.candidates[0]?.film;
  const repeated = lastWeekRepeated({ ...problem, candidates });
  expect(
    repeated
      .filter(({ film }) => playedLastWeek(film))
      .map(({ film, screen, date, start }) => `${film} ${screen} ${weekAgo(date)} ${start}`)
      .sort(),
  ).toEqual(last.filter((slot) => candidates.some(({ film }) => slot.startsWith(`${film} `))).sort());
  expect(repeated.some(({ film }) => film === gone)).toBe(false);
});

test("the times of a film that left go to newcomers where they fit, without an overlap", () => {
  const [first, ...rest] = problem.candidates;
  if (!first) throw new Error("no candidates");
  const newcomer = { ...first, film: 9999, runtime: 90, formats: ["2D"] };
  const repeated = lastWeekRepeated({ ...problem, candidates: [...rest, newcomer] });
  expect(repeated.filter(({ film }) => film === 9999).length).toBeGreaterThan(0);
  const timesOf = timesIn({ ...problem, candidates: [...rest, newcomer] });
  for (const a of repeated)
    for (const b of repeated)
      if (a !== b && a.screen === b.screen && a.date === b.date && a.start <= b.start)
        expect(timesOf(a).clear).toBeLessThanOrEqual(b.start);
});
