/** Two models side by side; on the same held-out ratings, how sure it is which of them is better. */
import { useTranslation } from "react-i18next";
import type { Difference } from "../../../shared/contract/comparison.ts";
import type { ModelCard } from "../../../shared/contract/training.ts";
import { FigureTable } from "../../charts/table.tsx";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { comparedMetrics, hasBetterEnd, lowerIsBetter, type ShownMetric } from "./metrics.ts";
import classes from "./models.module.css";
import { useFigureWords } from "./report/figure-words.ts";

interface CompareProps {
  readonly first: ModelCard;
  readonly second: ModelCard;
}

/** A difference that chance alone makes more often than this is none. */
const clear = 0.05;

export const Compare = ({ first, second }: CompareProps) => {
  const { t } = useTranslation("evaluation");
  const format = useFormat();
  const words = useFigureWords();
  const { training } = useClients();
  const names = [first, second].map((card) => t(`models:names.${card.name}`)) as [string, string];
  const heads =
    names[0] === names[1]
      ? [first, second].map(
          (card) => `${t(`models:names.${card.name}`)}, ${format.dateTime(card.createdAt / 1000)}`,
        )
      : names;
  const comparable =
    first.split === second.split &&
    first.holdout === second.holdout &&
    first.seed === second.seed &&
    first.data.fingerprint === second.data.fingerprint;
  const read = useRead(
    ["models", "comparison", first.id, second.id],
    async (signal) => (await training()).compareModels({ first: first.id, second: second.id }, { signal }),
    { enabled: comparable },
  );
  const differences = new Map(read.data?.differences.map((one) => [one.metric, one]));
  const better = (metric: ShownMetric, { difference, interval: [low, high], p }: Difference): string => {
    const digits = Math.abs(difference) < 0.005 ? 4 : 3;
    const figures = {
      difference: format.number(Math.abs(difference), digits),
      low: format.number(difference < 0 ? -high : low, digits),
      high: format.number(difference < 0 ? -low : high, digits),
      p: p < 0.001 ? "< 0.001" : `= ${format.number(p, 3)}`,
    };
    if (p > clear) return t("compare.unclear", figures);
    if (!hasBetterEnd(metric)) return t("compare.differs", figures);
    const name = heads[difference < 0 === lowerIsBetter(metric) ? 1 : 0];
    return t("compare.better", { name, ...figures });
  };
  const rows = comparedMetrics.flatMap((metric) => {
    const values = [first, second].map(({ metrics }) => metrics[metric] ?? null);
    if (values.every((value) => value === null)) return [];
    const difference = differences.get(metric);
    return [
      {
        key: metric,
        cells: [
          t(`models:metrics.${metric}.name`),
          ...values.map((value) => (value === null ? t("none") : words.value(metric, value))),
          ...(comparable
            ? [
                difference ? better(metric, difference) : t("none"),
                difference ? format.signed(difference.effect, 2) : t("none"),
              ]
            : []),
        ],
      },
    ];
  });
  return (
    <Panel title={t("models:compare.title")}>
      <FigureTable
        title={t("compare.table", { first: heads[0], second: heads[1] })}
        columns={[
          { label: t("models:compare.figure") },
          ...heads.map((label) => ({ label: label as string })),
          ...(comparable
            ? [
                { label: t("compare.difference"), words: t("compare.differenceWords"), sentences: true },
                { label: t("compare.effect"), words: t("compare.effectWords") },
              ]
            : []),
        ]}
        rows={[
          ...rows,
          {
            key: "duration",
            cells: [
              t("models:card.duration"),
              ...[first, second].map(({ seconds }) => format.duration(seconds)),
              ...(comparable ? ["", ""] : []),
            ],
            apart: true,
          },
        ]}
      />
      <p className={classes.hint}>{t(comparable ? "models:compare.same" : "models:compare.different")}</p>
      {comparable && (
        <p className={classes.hint}>{read.error ? t("compare.unmeasured") : t("compare.test")}</p>
      )}
    </Panel>
  );
};
