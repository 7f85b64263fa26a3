/** The classification report: liked and not liked, with its averages. */
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { likedFrom } from "../../../../shared/domain/interactions.ts";
import { FigureTable } from "../../../charts/table.tsx";
import { useFormat } from "../../../ui/format.ts";

const rows = ["liked", "notLiked", "micro", "macro", "weighted"] as const;

export const Classification = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  return (
    <FigureTable
      title={t("classes.title")}
      description={t("classes.hint", {
        liked: format.number(likedFrom(card.scale), 1),
        max: format.number(card.scale.max, 1),
        accuracy: format.percent(card.report.accuracy, 1),
      })}
      columns={[
        { label: t("classes.class") },
        ...(["precision", "recall", "f1", "support"] as const).map((column) => ({
          label: t(`classes.${column}`),
          words: t(`classes.words.${column}`),
        })),
      ]}
      rows={rows.map((row) => {
        const { precision, recall, f1, support } = card.report[row];
        return {
          key: row,
          cells: [
            t(`classes.rows.${row}`),
            ...[precision, recall, f1].map((value) => format.number(value, 3)),
            format.number(support),
          ],
          apart: row === "micro",
        };
      })}
    />
  );
};
