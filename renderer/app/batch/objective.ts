/** `--objective <goal>=<weight> …` of `plan`. */

import { Failure } from "../../../shared/domain/fault.ts";
import { admissionsOnly, filmGoals, goals, Objective } from "../../../shared/domain/objective.ts";

/** Goals that are not named weigh nothing; without any of an admission, admissions count. */
export const objectiveOf = (settings: string): Objective => {
  const texts = JSON.parse(settings) as string[];
  if (texts.length === 0) return admissionsOnly;
  const weights = texts.map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), Number(text.slice(at + 1))] as const;
  });
  const named = Object.fromEntries(weights);
  const parsed = Objective.safeParse(
    filmGoals.some((goal) => goal in named) ? named : { admissions: 1, ...named },
  );
  if (!parsed.success) throw new Failure({ type: "BadObjective", given: texts, goals } as { type: string });
  return parsed.data;
};
