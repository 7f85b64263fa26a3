/** Whom the model serves well: warm and cold films and members, segments, values of traits, each with its intervals. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { EvaluationReport } from "../../../../shared/contract/evaluation.ts";
import { coverageMetric } from "../../../../shared/domain/intervals.ts";
import { RankedBars } from "../../../charts/charts.tsx";
import { FigureTable } from "../../../charts/table.tsx";
import { useFormat, useLocalName } from "../../../ui/format.ts";
import { EmptyState } from "../../../ui/states.tsx";
import classes from "../models.module.css";
import { useFigureWords } from "./figure-words.ts";

/** Bars that stay readable. */
const mostBars = 20;

const figuresOf = ({
  members,
  ratings,
  rmse,
  coverage,
  ndcg,
}: EvaluationReport["groups"][number] | EvaluationReport["slices"][number]) => ({
  ...{ members, ratings, rmse, coverage, ndcg },
});

export const Parts = ({ evaluation }: { readonly evaluation: EvaluationReport }) => {
  const { t } = useTranslation("evaluation");
  const format = useFormat();
  const localName = useLocalName();
  const words = useFigureWords();
  const rates = evaluation.slices.some(({ rmse }) => rmse !== null);
  const row = (
    name: string,
    key: string,
    { members, ratings, rmse, coverage, ndcg }: ReturnType<typeof figuresOf>,
  ) => ({
    key,
    cells: [
      name,
      format.number(members),
      format.number(ratings),
      ...(rates ? [words.figure("rmse", rmse), words.figure(coverageMetric, coverage)] : []),
      words.figure("ndcg@10", ndcg),
    ],
  });
  const columns = [
    { label: t("parts.part") },
    { label: t("parts.members") },
    { label: t("parts.ratings") },
    ...(rates
      ? [{ label: t("models:metrics.rmse.name") }, { label: t("models:metrics.coverage@90.name") }]
      : []),
    { label: t("models:metrics.ndcg@10.name") },
  ];
  const metric = rates ? "rmse" : "ndcg";
  const bars = useMemo(() => {
    const measured = evaluation.groups
      .flatMap((group) => {
        const value = group[metric]?.value;
        return value === undefined ? [] : [{ group, value }];
      })
      .sort((a, b) => (metric === "rmse" ? b.value - a.value : a.value - b.value))
      .slice(0, mostBars);
    return {
      title: t(`parts.worst.${metric}`),
      x: { label: t("parts.part") },
      y: {
        label: t(`models:metrics.${rates ? "rmse" : "ndcg@10"}.name`),
        format: (value: number | string) =>
          metric === "rmse" ? format.number(Number(value), 2) : format.percent(Number(value), 1),
      },
      series: [
        {
          name: t(`models:metrics.${rates ? "rmse" : "ndcg@10"}.name`),
          points: measured.map(({ group, value }) => ({
            x: `${t(`parts.by.${group.by}`)}: ${localName(group.name, group.nameZh)}`,
            y: value,
          })),
        },
      ],
    };
  }, [evaluation, rates, metric, t, format, localName]);
  const shown = bars.series[0]?.points.length ?? 0;
  return (
    <div className={classes.stack}>
      <FigureTable
        title={t("parts.slices")}
        description={t("parts.slicesWords")}
        columns={columns}
        rows={evaluation.slices.map((slice) =>
          row(t(`parts.slice.${slice.slice}`), slice.slice, figuresOf(slice)),
        )}
      />
      {evaluation.groups.length === 0 ? (
        <EmptyState title={t("parts.none")}>{t("parts.noneHint")}</EmptyState>
      ) : (
        <>
          <RankedBars spec={bars} height={40 + shown * 26} />
          <FigureTable
            title={t("parts.groups")}
            description={t("parts.groupsWords")}
            columns={columns}
            rows={evaluation.groups.map((group, at) => ({
              ...row(
                `${t(`parts.by.${group.by}`)}: ${localName(group.name, group.nameZh)}`,
                `${group.by} ${group.name}`,
                figuresOf(group),
              ),
              apart: at > 0 && evaluation.groups[at - 1]?.by !== group.by,
            }))}
          />
        </>
      )}
      {evaluation.kept > 0 && <p className={classes.hint}>{t("parts.kept", { count: evaluation.kept })}</p>}
    </div>
  );
};
