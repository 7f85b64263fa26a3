/**
 * What one admission to a film is worth, so that schedules of any objective are found by the same programmes:
 *
 *   w_fp = sum_k ω_k q_kfp / sum_k ω_k
 *
 *   ω_k  weight of goal k
 *   q_kfp    what an admission to film f in day-part p does for goal k, over its mean among the candidates: 1 for admissions,
 *            p_f (1 - h_f) for revenue (price, share of film hire), l_fp for satisfaction (share of members who would like it then),
 *            r_f for reach (how much of that share has little else to choose); 1 where it is not known
 *
 * So an objective is measured in admissions to an average film, and is the admissions themselves where nothing else weighs.
 */
import { admissionsOnly, type FilmGoal, filmGoals, type Objective } from "../../shared/domain/objective.ts";
import type { DayPart, WeekProblem } from "../../shared/domain/slate.ts";

/** Admissions to an average film that one to `film` is worth in a part of the day; without one, at the hours at which it goes out. */
export type FilmWorth = (film: number, part?: DayPart) => number;

type Measured = Pick<WeekProblem, "candidates" | "preference" | "takings">;

const measuresOf = ({ preference, takings }: Measured): Record<FilmGoal, ReadonlyMap<number, number>> => ({
  admissions: new Map(),
  revenue: new Map(takings.map(({ film, price, hireShare }) => [film, price * (1 - hireShare)])),
  satisfaction: new Map(preference.map(({ film, likeShare }) => [film, likeShare])),
  reach: new Map(preference.flatMap(({ film, reach }) => (reach === undefined ? [] : [[film, reach]]))),
});

export const filmWorth = (problem: Measured, objective: Objective = admissionsOnly): FilmWorth => {
  const likeAt = new Map(problem.preference.map(({ film, likeAt: hours }) => [film, hours]));
  const measures = measuresOf(problem);
  const q = (goal: FilmGoal): FilmWorth => {
    const measure = measures[goal];
    const known = problem.candidates.flatMap(({ film }) => measure.get(film) ?? []);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const hours = goal === "satisfaction" ? likeAt : null;
    return (film, part) => {
      if (!(mean > 0)) return 1;
      const then = part && hours?.get(film)?.[part];
      return (then ?? measure.get(film) ?? mean) / mean;
    };
  };
  const weighed = filmGoals
    .filter((goal) => objective[goal] > 0)
    .map((goal) => ({ ω: objective[goal], q: q(goal) }));
  const total = weighed.reduce((sum, { ω }) => sum + ω, 0);
  return (film, part) => weighed.reduce((sum, { ω, q: of }) => sum + ω * of(film, part), 0) / total;
};
