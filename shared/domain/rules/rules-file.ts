/** Rules in a file of their own (`docs/rules-format.md`). */
import { err, ok, type Result } from "../result.ts";
import { type Rule, RulesFile, rulesFormat, rulesFormatVersion } from "./rule.ts";

export interface RulesFault {
  readonly type: "BadRules";
  readonly path: string;
  readonly problem: string;
}

/** A file is refused with the place and the problem. */
export const parseRules = (text: string): Result<readonly Rule[], RulesFault> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err({ type: "BadRules", path: "", problem: (error as Error).message });
  }
  const parsed = RulesFile.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []).map(String).join(".");
    return err({ type: "BadRules", path, problem: issue?.message ?? "" });
  }
  const { rules } = parsed.data;
  const twice = rules.find(({ id }, n) => rules.findIndex((other) => other.id === id) !== n);
  if (twice) return err({ type: "BadRules", path: "rules", problem: `the id ${twice.id} stands twice` });
  for (const [n, { params }] of rules.entries())
    if (
      ("least" in params ? (params.least ?? 0) : 0) >
      ("most" in params ? (params.most ?? Infinity) : Infinity)
    )
      return err({
        type: "BadRules",
        path: `rules.${n}.params`,
        problem: "more are asked for than are allowed",
      });
  return ok(rules);
};

export const rulesText = (rules: readonly Rule[]): string =>
  `${JSON.stringify({ format: rulesFormat, formatVersion: rulesFormatVersion, rules: [...rules] } satisfies RulesFile, null, 2)}\n`;
