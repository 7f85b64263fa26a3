/** Rules that cannot hold together, and what would make the day possible, in sentences. */
import i18next, { type TFunction } from "i18next";
import type { PlanFailure } from "../../../shared/contract/scheduling.ts";
import type { WeekProblem } from "../../../shared/domain/slate.ts";
import { ruleWords } from "../../features/schedule/rules/rule-words.ts";
import { makeFormat } from "../../ui/format.ts";
import { startI18n } from "../i18n.ts";

type Clash = Extract<PlanFailure, { type: "RulesClash" }>;

export interface ClashWords {
  readonly clash: readonly string[];
  readonly relaxations: readonly string[];
}

export const clashWords = async (
  { date, rules, relaxations }: Clash,
  { house, candidates }: Pick<WeekProblem, "house" | "candidates">,
): Promise<ClashWords> => {
  await startI18n("en");
  const t: TFunction<"rules"> = i18next.getFixedT("en", "rules");
  const format = makeFormat("en");
  const words = ruleWords(t, format, {
    film: (film) => candidates.find((each) => each.film === film)?.title ?? `#${film}`,
    screen: (screen) => house.screens.find((each) => each.screen === screen)?.name ?? `#${screen}`,
    venue: (venue) => (venue === house.venue ? house.name : `#${venue}`),
  });
  return {
    clash: [
      t("clash.title", { day: format.day(date) }),
      ...rules.map(({ rule, of }) =>
        rule
          ? t("clash.rule", {
              name: words.name(rule),
              scope: words.scope(rule.scope),
              sentence: words.sentence(rule),
            })
          : t(`clash.${of}`),
      ),
    ],
    relaxations: relaxations.map(({ change, by, to }) =>
      t(`clash.changes.${change}`, { name: words.name(to), count: by }),
    ),
  };
};
