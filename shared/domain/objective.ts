/** What a programmer wants of a week: goals and how much each weighs beside the others. */
import { z } from "zod";

export const goals = ["admissions", "revenue", "satisfaction", "reach"] as const;
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
  })
  .refine((objective) => goals.some((goal) => objective[goal] > 0), "every weight is 0");
export type Objective = z.infer<typeof Objective>;

export const admissionsOnly: Objective = { admissions: 1, revenue: 0, satisfaction: 0, reach: 0 };

export const countsAdmissionsOnly = (objective: Objective): boolean =>
  goals.every((goal) => goal === "admissions" || objective[goal] === 0);
