/** Figures and their intervals in words. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Figure } from "../../../../shared/contract/evaluation.ts";
import { useFormat } from "../../../ui/format.ts";
import { isShare, type ShownMetric } from "../metrics.ts";

type Ends = readonly [low: number, high: number];

export const useFigureWords = () => {
  const { t } = useTranslation("evaluation");
  const format = useFormat();
  return useMemo(() => {
    const value = (metric: ShownMetric, figure: number): string =>
      isShare(metric) ? format.percent(figure, 1) : format.number(figure, 3);
    const interval = (metric: ShownMetric, [low, high]: Ends): string =>
      t("interval", { low: value(metric, low), high: value(metric, high) });
    const figure = (metric: ShownMetric, of: Figure | null): string => {
      if (!of) return t("none");
      const words = value(metric, of.value);
      return of.interval ? `${words} (${interval(metric, of.interval)})` : words;
    };
    return { value, interval, figure };
  }, [t, format]);
};
