/** The pictures of the quality report. */
import type { TFunction } from "i18next";
import type { Facet } from "../../../../shared/contract/table-query.ts";
import type { ChartSpec } from "../../../charts/spec.ts";
import type { Format } from "../../../ui/format.ts";
import { completenessColumns, type RuleTotal, type RunOutcomes } from "./quality-figures.ts";

type Words = TFunction<"import">;

/** Most rows are taken as they stand: drawn with them, the others could not be seen. */
export const runsSpec = (outcomes: readonly RunOutcomes[], t: Words, format: Format): ChartSpec => {
  const latest = outcomes.at(-1);
  const largest = Math.max(0, ...outcomes.map(({ shares }) => shares.repaired + shares.rejected));
  const digits = largest < 0.01 ? 2 : largest < 0.05 ? 1 : 0;
  return {
    title: t("quality.trend.title"),
    ...(latest
      ? { description: t("quality.trend.words", { share: format.percent(latest.shares.accepted, 2) }) }
      : {}),
    x: { label: t("quality.trend.x") },
    y: { label: t("quality.trend.y"), format: (value) => format.percent(Number(value), digits) },
    series: (["rejected", "repaired"] as const).map((part) => ({
      name: t(`outcomes.${part}`),
      points: outcomes.map(({ at, importRun, shares }) => ({
        x: t("quality.trend.run", { date: format.date(at), run: importRun }),
        y: shares[part],
      })),
    })),
  };
};

export const topRulesSpec = (rules: readonly RuleTotal[], t: Words, format: Format): ChartSpec => ({
  title: t("quality.rules.title"),
  x: { label: t("issues.rule") },
  y: { label: t("diff.rows"), format: (value) => format.compact(Number(value)) },
  series: [
    {
      name: t("diff.rows"),
      points: rules.map(({ rule, rows }) => ({ x: t(`rules.${rule}`), y: rows })),
    },
  ],
});

export const completenessSpec = (
  { facets, total }: { readonly facets: readonly Facet[]; readonly total: number },
  t: Words,
  format: Format,
): ChartSpec => {
  const shares = completenessColumns
    .map((column) => {
      const known = facets.find((facet) => facet.column === column)?.known ?? 0;
      return { x: t(`fields.${column}`), y: total === 0 ? 0 : known / total };
    })
    .sort((a, b) => b.y - a.y);
  const least = shares.at(-1);
  return {
    title: t("quality.films.title"),
    ...(least
      ? {
          description: t("quality.films.words", {
            field: least.x,
            share: format.percent(least.y),
            count: total,
          }),
        }
      : {}),
    x: { label: t("quality.films.x") },
    y: { label: t("quality.films.y"), format: (value) => format.percent(Number(value)) },
    series: [{ name: t("quality.films.y"), points: shares }],
  };
};
