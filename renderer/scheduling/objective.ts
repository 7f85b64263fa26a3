/**
 * What one admission to a film is worth, so that schedules of any objective are found by the same programmes:
 *
 *   w_f = sum_k ω_k q_kf / sum_k ω_k
 *
 *   ω_k  weight of goal k
 *   q_kf     what an admission to film f does for goal k, over its mean among the candidates: 1 for admissions,
 *            p_f (1 - h_f) for revenue (price, share of film hire), l_f for satisfaction (share of members who would like it),
 *            r_f for reach (how much of that share has little else to choose); 1 where it is not known
 *
 * So an objective is measured in admissions to an average film, and is the admissions themselves where nothing else weighs.
 */
import { admissionsOnly, type FilmGoal, filmGoals, type Objective } from "../../shared/domain/objective.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";

/** Admissions to an average film that one to `film` is worth. */
export type FilmWorth = (film: number) => number;

type Measured = Pick<WeekProblem, "candidates" | "preference" | "takings">;

const measuresOf = ({ preference, takings }: Measured): Record<FilmGoal, ReadonlyMap<number, number>> => ({
  admissions: new Map(),
  revenue: new Map(takings.map(({ film, price, hireShare }) => [film, price * (1 - hireShare)])),
  satisfaction: new Map(preference.map(({ film, likeShare }) => [film, likeShare])),
  reach: new Map(preference.flatMap(({ film, reach }) => (reach === undefined ? [] : [[film, reach]]))),
});

export const filmWorth = (problem: Measured, objective: Objective = admissionsOnly): FilmWorth => {
  const measures = measuresOf(problem);
  const q = (goal: FilmGoal): FilmWorth => {
    const measure = measures[goal];
    const known = problem.candidates.flatMap(({ film }) => measure.get(film) ?? []);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    return (film) => (mean > 0 ? (measure.get(film) ?? mean) / mean : 1);
  };
  const weighed = filmGoals
    .filter((goal) => objective[goal] > 0)
    .map((goal) => ({ ω: objective[goal], q: q(goal) }));
  const total = weighed.reduce((sum, { ω }) => sum + ω, 0);
  return (film) => weighed.reduce((sum, { ω, q: of }) => sum + ω * of(film), 0) / total;
};
