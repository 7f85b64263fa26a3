/** What the charts of a film say. */
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FilmDetail } from "../../../shared/contract/catalogue.ts";
import type { ChartSpec } from "../../charts/spec.ts";
import { type Format, useFormat } from "../../ui/format.ts";

/** Null without ratings. */
export const ratingSpec = (
  { ratingHistogram, meanRating, ratings }: Pick<FilmDetail, "ratingHistogram" | "meanRating" | "ratings">,
  t: TFunction<"library">,
  format: Format,
): ChartSpec | null => {
  if (meanRating === null || !ratings || !ratingHistogram) return null;
  return {
    title: t("charts.ratings.title"),
    description: t("charts.ratings.finding", { mean: format.number(meanRating, 2), count: ratings }),
    x: { label: t("charts.ratings.x") },
    y: { label: t("charts.ratings.y"), format: (count) => format.number(Number(count)) },
    series: [
      {
        name: t("charts.ratings.y"),
        points: ratingHistogram.map(({ value, count }) => ({ x: value, y: count })),
      },
    ],
  };
};

/** Null without showings. */
export const useAdmissionsSpec = ({ weeklyAdmissions }: FilmDetail): ChartSpec | null => {
  const { t } = useTranslation("library");
  const format = useFormat();
  return useMemo(() => {
    const [first, ...later] = weeklyAdmissions;
    if (!first) return null;
    const total = weeklyAdmissions.reduce((sum, { admissions }) => sum + admissions, 0);
    const best = later.reduce((best, week) => (week.admissions > best.admissions ? week : best), first);
    return {
      title: t("charts.admissions.title"),
      description: t("charts.admissions.finding", {
        count: total,
        week: format.date(best.week),
        best: format.number(best.admissions),
      }),
      x: { label: t("charts.admissions.x"), format: (week) => format.date(String(week)) },
      y: {
        label: t("charts.admissions.y"),
        unit: t("charts.admissions.unit"),
        format: (count) => format.number(Number(count)),
      },
      series: [
        {
          name: t("charts.admissions.y"),
          points: weeklyAdmissions.map(({ week, admissions }) => ({ x: week, y: admissions })),
        },
      ],
    };
  }, [weeklyAdmissions, t, format]);
};
