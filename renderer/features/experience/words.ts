/** What was so at a visit, in words. */
import { useTranslation } from "react-i18next";
import type { Condition, ExperienceReport } from "../../../shared/domain/experience-report.ts";
import { useFormat } from "../../ui/format.ts";

export const useConditionWords = (
  screens: ExperienceReport["screens"],
): ((condition: Condition) => string) => {
  const { t } = useTranslation("experience");
  const format = useFormat();
  const venues = new Set(screens.map(({ venue }) => venue)).size;
  const screenName = (id: number): string => {
    const screen = screens.find((each) => each.id === id);
    if (!screen) return String(id);
    return venues > 1 ? `${screen.venue}, ${screen.name}` : screen.name;
  };
  return (condition) => {
    switch (condition.kind) {
      case "format":
        return t("condition.format", { format: condition.format });
      case "subtitles":
        return t("condition.subtitles", { language: format.languageName(condition.language) });
      case "dayPart":
        return t(`condition.part.${condition.part}`);
      case "filled":
        return condition.to === 1
          ? t("condition.full", { from: format.percent(condition.from, 0) })
          : t("condition.filled", {
              from: format.percent(condition.from, 0),
              to: format.percent(condition.to, 0),
            });
      case "company":
        return t(`condition.company.${condition.seats}`);
      case "screen":
        return t("condition.screen", { screen: screenName(condition.screen) });
      case "change":
        return t("condition.change", {
          screen: screenName(condition.screen),
          from: format.date(condition.from),
          to: format.date(condition.to),
        });
      default:
        return t(`condition.${condition.kind}`);
    }
  };
};
