/** Whether the model means what it says: the reliability diagram with its counts, and the figures of it. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { ModelCard } from "../../../../shared/contract/training.ts";
import { Histogram, LineChart } from "../../../charts/charts.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Columns } from "../../../ui/page.tsx";
import { calibrationMetrics } from "../metrics.ts";
import classes from "../models.module.css";
import { MetricTable } from "./metric-table.tsx";

const height = 240;

export const Calibration = ({ card }: { readonly card: ModelCard }) => {
  const { t } = useTranslation("evaluation");
  const format = useFormat();
  const bins = card.evaluation?.reliability.width ?? [];
  const { curve, counts } = useMemo(() => {
    const percent = (value: number | string): string => format.percent(Number(value));
    const x = { label: t("reliability.said"), format: percent };
    return {
      curve: {
        title: t("reliability.title"),
        description: t("reliability.description"),
        x,
        y: { label: t("reliability.true"), format: percent },
        series: [
          {
            name: t("reliability.observed"),
            points: bins.map(({ predicted, observed }) => ({ x: predicted, y: observed })),
          },
          {
            name: t("reliability.ideal"),
            points: bins.map(({ predicted }) => ({ x: predicted, y: predicted })),
          },
        ],
      },
      counts: {
        title: t("reliability.countsTitle"),
        description: t("reliability.countsDescription"),
        x,
        y: {
          label: t("reliability.count"),
          format: (value: number | string) => format.number(Number(value)),
        },
        series: [
          {
            name: t("reliability.count"),
            points: bins.map(({ predicted, count }) => ({ x: predicted, y: count })),
          },
        ],
      },
    };
  }, [bins, t, format]);
  return (
    <div className={classes.stack}>
      {bins.length > 0 && (
        <Columns min={300}>
          <LineChart spec={curve} height={height} />
          <Histogram spec={counts} height={height} />
        </Columns>
      )}
      <MetricTable card={card} metrics={calibrationMetrics} title={t("calibration.title")} />
    </div>
  );
};
