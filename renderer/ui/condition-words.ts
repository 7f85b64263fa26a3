/** What was so at a visit, in words. */
import { useTranslation } from "react-i18next";
import type { ScreenName } from "../../shared/domain/experience.ts";
import type { Condition } from "../../shared/domain/experience-report.ts";
import { type Format, type Translate, useFormat } from "./format.ts";

export const conditionWords = (
  t: Translate,
  format: Format,
  screens: readonly ScreenName[],
): ((condition: Condition) => string) => {
  const venues = new Set(screens.map(({ venue }) => venue)).size;
  const screenName = (id: number): string => {
    const screen = screens.find((each) => each.id === id);
    if (!screen) return String(id);
    return venues > 1 ? `${screen.venue}, ${screen.name}` : screen.name;
  };
  return (condition) => {
    switch (condition.kind) {
      case "format":
        return t("experience:condition.format", { format: condition.format });
      case "subtitles":
        return t("experience:condition.subtitles", { language: format.languageName(condition.language) });
      case "dayPart":
        return t(`experience:condition.part.${condition.part}`);
      case "filled":
        return condition.to === 1
          ? t("experience:condition.full", { from: format.percent(condition.from, 0) })
          : t("experience:condition.filled", {
              from: format.percent(condition.from, 0),
              to: format.percent(condition.to, 0),
            });
      case "company":
        return t(`experience:condition.company.${condition.seats}`);
      case "screen":
        return t("experience:condition.screen", { screen: screenName(condition.screen) });
      case "change":
        return t("experience:condition.change", {
          screen: screenName(condition.screen),
          from: format.date(condition.from),
          to: format.date(condition.to),
        });
      default:
        return t(`experience:condition.${condition.kind}`);
    }
  };
};

export const useConditionWords = (screens: readonly ScreenName[]): ((condition: Condition) => string) => {
  const { t } = useTranslation("experience");
  return conditionWords(t, useFormat(), screens);
};
