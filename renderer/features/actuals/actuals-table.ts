/** Every planned showing that was played, as a table to take away. */
import { useTranslation } from "react-i18next";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import { wallClock } from "../../../shared/domain/venue-time.ts";
import type { PlanOutcome } from "../../client/plan-outcome.ts";
import { useFormat, useLocalName } from "../../ui/format.ts";

const columns = [
  ["date", "text", 12],
  ["screen", "text", 14],
  ["start", "text", 8],
  ["film", "text", 40],
  ["expected", "number", 12],
  ["low", "number", 10],
  ["high", "number", 10],
  ["actual", "whole", 12],
] as const;

export const useActualsTable = (): ((outcome: PlanOutcome) => TableDocument) => {
  const { t } = useTranslation("actuals");
  const format = useFormat();
  const localName = useLocalName();
  return ({ document, score, repeated }) => {
    const screens = new Map(document.house.screens.map(({ screen, name }) => [screen, name]));
    const fact = (key: string, value: string) => ({ key, header: t(`table.${key}`), value });
    return {
      title: t("table.title", { venue: document.house.name, week: document.week, version: document.version }),
      language: format.language === "zh-CN" ? "zh-CN" : "en",
      facts: [
        fact("plan", document.id),
        fact("note", document.note),
        ...(repeated
          ? [
              fact(
                "repeated",
                `${Math.round(repeated.admissions)} (${Math.round(repeated.low)}–${Math.round(repeated.high)})`,
              ),
            ]
          : []),
      ],
      columns: columns.map(([key, kind, width]) => ({ key, kind, width, header: t(`table.column.${key}`) })),
      rows: score.pairs
        .slice(0, 10_000)
        .map(({ planned, played }) => [
          planned.date,
          screens.get(planned.screen) ?? "",
          wallClock(planned.start),
          localName(played.title, played.titleZh),
          planned.forecast?.mean ?? null,
          planned.forecast?.low ?? null,
          planned.forecast?.high ?? null,
          played.admissions,
        ]),
    };
  };
};
