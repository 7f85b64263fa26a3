/**
 * What films drew, day by day and over all venues, beside what the demand model expects of those very showings. The model has seen these days: what is
 * left is what its terms do not hold, not how well it would have forecast them.
 */
import type { FilmDays } from "../../shared/domain/attendance.ts";
import { dayNumber } from "./calendar.ts";
import { expectedAdmissions, fitDemand } from "./demand.ts";
import { type DemandEvidence, repeatsOf } from "./demand-terms.ts";

export const filmDays = (venues: readonly DemandEvidence[]): FilmDays => {
  const days = new Map<string, { film: number; day: number; seen: number; expected: number }>();
  for (const evidence of venues) {
    const { history } = evidence;
    if (history.date.length === 0) continue;
    const model = fitDemand(evidence);
    const repeats = repeatsOf(history);
    const weeks = new Map<number, number[]>();
    history.date.forEach((date, i) => {
      const week = Math.floor(dayNumber(date) / 7);
      const held = weeks.get(week);
      if (held) held.push(i);
      else weeks.set(week, [i]);
    });
    for (const showings of weeks.values()) {
      const among = model.among([...new Set(showings.map((i) => history.film[i] as number))]);
      for (const i of showings) {
        const [film, day] = [history.film[i] as number, dayNumber(history.date[i] as string)];
        const known = days.get(`${film} ${day}`) ?? { film, day, seen: 0, expected: 0 };
        known.seen += history.admissions[i] as number;
        known.expected += expectedAdmissions(among, history, i, repeats[i] as number);
        days.set(`${film} ${day}`, known);
      }
    }
  }
  const rows = [...days.values()].sort((a, b) => a.day - b.day || a.film - b.film);
  return {
    film: Int32Array.from(rows, ({ film }) => film),
    day: Int32Array.from(rows, ({ day }) => day),
    seen: Float64Array.from(rows, ({ seen }) => seen),
    expected: Float64Array.from(rows, ({ expected }) => expected),
  };
};
