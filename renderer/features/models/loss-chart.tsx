import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { LossPoint } from "../../../shared/contract/training.ts";
import { LineChart } from "../../charts/charts.tsx";
import { useFormat } from "../../ui/format.ts";

interface LossChartProps {
  readonly curve: readonly LossPoint[];
  readonly height?: number;
}

export const LossChart = ({ curve, height = 220 }: LossChartProps) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const spec = useMemo(
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
  return <LineChart spec={spec} height={height} />;
};
