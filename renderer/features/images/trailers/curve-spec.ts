/** A trailer's curve as a chart: the trailer, the 10 to 90 % band of others and their median, at the same shares of the running time. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { KeptTrailer } from "../../../../shared/contract/trailers.ts";
import { bandsOf, curveOf, type Measure, places } from "../../../../shared/domain/trailer-norm.ts";
import type { ChartSpec } from "../../../charts/spec.ts";
import { useFormat } from "../../../ui/format.ts";

export const useCurveSpec = (
  trailer: KeptTrailer,
  others: readonly KeptTrailer[],
  genre: string,
): ((measure: Measure) => ChartSpec) => {
  const { t } = useTranslation("trailers");
  const format = useFormat();
  return useMemo(() => {
    const points = (values: readonly number[]) => values.map((y, n) => ({ x: places[n] as number, y }));
    return (measure) => {
      const bands = bandsOf(others, measure);
      const own = { name: t("series.own"), points: points(curveOf(trailer, measure)) };
      return {
        title: t(bands ? `charts.${measure}.title` : `charts.${measure}.alone`, { genre }),
        description: t(`charts.${measure}.how`),
        x: { label: t("axis"), format: (share) => format.percent(Number(share)) },
        y: {
          label: t(`charts.${measure}.axis`),
          format: (value) => format.number(Number(value), measure === "motion" ? 1 : 0),
          fromZero: measure !== "warmth",
        },
        series: bands
          ? [
              own,
              { name: t("series.low"), points: points(bands.map(({ low }) => low)) },
              { name: t("series.high"), points: points(bands.map(({ high }) => high)) },
              { name: t("series.median"), points: points(bands.map(({ median }) => median)) },
            ]
          : [own],
      };
    };
  }, [trailer, others, genre, t, format]);
};
