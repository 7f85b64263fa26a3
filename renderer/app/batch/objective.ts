/** `--objective <goal>=<weight> …` of `plan`. */

import { Failure } from "../../../shared/domain/fault.ts";
import { admissionsOnly, goals, Objective } from "../../../shared/domain/objective.ts";

/** Goals that are not named weigh nothing; without any, admissions count. */
export const objectiveOf = (settings: string): Objective => {
  const texts = JSON.parse(settings) as string[];
  if (texts.length === 0) return admissionsOnly;
  const weights = texts.map((text) => {
    const at = text.indexOf("=");
    return [text.slice(0, at), Number(text.slice(at + 1))] as const;
  });
  const parsed = Objective.safeParse(Object.fromEntries(weights));
  if (!parsed.success) throw new Failure({ type: "BadObjective", given: texts, goals } as { type: string });
  return parsed.data;
};
