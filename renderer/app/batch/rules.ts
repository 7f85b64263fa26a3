/** Rules of a house in batch: the library's with those of a file. */
import { brokenRules, type Violation } from "../../../shared/domain/rules/broken-rules.ts";
import type { Rule } from "../../../shared/domain/rules/rule.ts";
import { ownRulesOf } from "../../../shared/domain/schedule-rules.ts";
import type { ScheduledShowing, WeekProblem } from "../../../shared/domain/slate.ts";
import { unwrap } from "../../client/read.ts";
import type { Job } from "./job.ts";

/** None where no file is named. */
export const rulesOfFile = async ({ clients, fileIfAny }: Job): Promise<readonly Rule[]> => {
  const file = fileIfAny("rules");
  return file === undefined ? [] : (await unwrap(clients.data.readRules({ file }))).rules;
};

/** A rule of the file takes the place of the one of its id. */
export const rulesWith = (kept: readonly Rule[], others: readonly Rule[]): readonly Rule[] => [
  ...kept.filter(({ id }) => others.every((other) => other.id !== id)),
  ...others,
];

export const violationsOf = (
  {
    house,
    candidates,
    days,
    week,
    rules,
  }: Pick<WeekProblem, "house" | "candidates" | "days" | "week" | "rules">,
  slate: readonly number[],
  showings: readonly ScheduledShowing[],
): Violation[] =>
  brokenRules(ownRulesOf(house, candidates, { rules, week }), showings, { days, slate: new Set(slate) });
