/** What a programmer wants of a week: goals and how much each weighs beside the others. */
import { z } from "zod";

/** Of an admission: what it is worth depends on its film. */
export const filmGoals = ["admissions", "revenue", "satisfaction", "reach"] as const;
export type FilmGoal = (typeof filmGoals)[number];
/** Of a day as a whole: what strays from them is paid for in admissions. */
export const dayGoals = ["fairness", "evenness"] as const;
export type DayGoal = (typeof dayGoals)[number];
export const goals = [...filmGoals, ...dayGoals] as const;
export type Goal = (typeof goals)[number];

const Weight = z.number().min(0).max(1);
export const Objective = z
  .object({
    admissions: Weight.default(0),
    /** Takings after film hire. */
    revenue: Weight.default(0),
    /** Admissions of people who will like what they see. */
    satisfaction: Weight.default(0),
    /** Admissions of people for whom little else is offered. */
    reach: Weight.default(0),
    /** Each distributor's share of the day's seats is that of what its films draw. */
    fairness: Weight.default(0),
    /** Rooms are not all turned over at once. */
    evenness: Weight.default(0),
  })
  .refine((objective) => filmGoals.some((goal) => objective[goal] > 0), "nothing of an admission counts");
export type Objective = z.infer<typeof Objective>;

export const admissionsOnly: Objective = {
  admissions: 1,
  revenue: 0,
  satisfaction: 0,
  reach: 0,
  fairness: 0,
  evenness: 0,
};

export const countsAdmissionsOnly = (objective: Objective): boolean =>
  goals.every((goal) => goal === "admissions" || objective[goal] === 0);

/** Admissions for each unit that a day strays from a goal by, where it weighs as much as all goals of an admission together. */
const atFullWeight: Readonly<Record<DayGoal, number>> = {
  fairness: 0.25, // a seat beyond its distributor's share
  evenness: 10, // a room too many in a quarter hour
};

/** What a day pays for each unit that it strays from a goal by. */
export const dayPrices = (objective: Objective = admissionsOnly): Readonly<Record<DayGoal, number>> => {
  const total = filmGoals.reduce((sum, goal) => sum + objective[goal], 0);
  const price = (goal: DayGoal): number => (atFullWeight[goal] * objective[goal]) / total;
  return { fairness: price("fairness"), evenness: price("evenness") };
};
