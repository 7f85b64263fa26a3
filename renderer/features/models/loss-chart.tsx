import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LossPoint } from "../../../shared/contract/training.ts";
import { LineChart } from "../../charts/charts.tsx";
import { LiveLines } from "../../charts/live-lines.tsx";
import type { ChartSpec } from "../../charts/spec.ts";
import { useFormat } from "../../ui/format.ts";

interface LossChartProps {
  readonly curve: readonly LossPoint[];
}

const height = 220;

export const LossChart = ({ curve }: LossChartProps) => (
  <LineChart spec={useLossSpec(curve)} height={height} />
);

/** While it grows. */
export const LiveLossChart = ({ curve }: LossChartProps) => (
  <LiveLines spec={useLossSpec(curve)} height={height} />
);

const useLossSpec = (curve: readonly LossPoint[]): ChartSpec => {
  const { t } = useTranslation("models");
  const format = useFormat();
  return useMemo(
    () => ({
      title: t("loss.title"),
      description: t("loss.description"),
      x: { label: t("loss.epoch"), format: (value: number | string) => format.number(Number(value)) },
      y: {
        label: t("loss.loss"),
        fromZero: false,
        format: (value: number | string) => format.number(Number(value), 3),
      },
      series: [
        { name: t("loss.training"), points: curve.map(({ epoch, training }) => ({ x: epoch, y: training })) },
        {
          name: t("loss.validation"),
          points: curve.map(({ epoch, validation }) => ({ x: epoch, y: validation })),
        },
      ],
    }),
    [curve, t, format],
  );
};
