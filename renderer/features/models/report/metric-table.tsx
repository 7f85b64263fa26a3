/** Some of a card's metrics as a table: value, interval, and what each means. */
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { FigureTable } from "../../../charts/table.tsx";
import { useFormat } from "../../../ui/format.ts";
import type { ShownMetric } from "../metrics.ts";
import { useFigureWords } from "./figure-words.ts";

interface MetricTableProps {
  readonly card: ModelCard;
  readonly metrics: readonly ShownMetric[];
  readonly title: string;
  readonly description?: string;
}

export const MetricTable = ({ card, metrics, title, description }: MetricTableProps) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const words = useFigureWords();
  const shown = metrics.flatMap((metric) => {
    const value = card.metrics[metric];
    return typeof value === "number" ? [{ metric, value }] : [];
  });
  return (
    <FigureTable
      title={title}
      {...(description ? { description } : {})}
      columns={[
        { label: t("compare.figure") },
        { label: t("evaluation:value") },
        { label: t("evaluation:ends"), words: t("evaluation:endsWords") },
      ]}
      rows={shown.map(({ metric, value }) => {
        const interval = card.evaluation?.intervals[metric];
        return {
          key: metric,
          cells: [
            t(`metrics.${metric}.name`),
            words.value(metric, value),
            interval ? words.interval(metric, interval) : t("evaluation:none"),
          ],
          words: t(`metrics.${metric}.words`, {
            value: words.value(metric, value),
            min: format.number(card.scale.min, 1),
            max: format.number(card.scale.max, 1),
          }),
        };
      })}
    />
  );
};
