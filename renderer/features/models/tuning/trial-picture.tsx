/** The trials of a search as parallel coordinates: an axis for each parameter and one for the score. */
import { useTranslation } from "react-i18next";
import type { SearchReport, TrialResult } from "../../../../shared/contract/tuning.ts";
import type { ParallelAxis, ParallelLine } from "../../../charts/parallel/layout.ts";
import { ParallelCoordinates } from "../../../charts/parallel/parallel.tsx";
import { useFormat } from "../../../ui/format.ts";

interface TrialPictureProps {
  readonly report: SearchReport;
  readonly trials: readonly TrialResult[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

/** The worst tenth is drawn at the end of the score's axis, so that the others are told apart. */
const shownShare = 0.9;

export const TrialPicture = ({ report, trials, chosen, onChoose }: TrialPictureProps) => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const { metric, ranges } = report;
  const lowerIsBetter = metric === "rmse";
  const scores = trials
    .flatMap(({ score }) => (score === null ? [] : [score]))
    .sort((a, b) => (lowerIsBetter ? a - b : b - a));
  const best = scores[0] ?? 0;
  const worst = scores[Math.round(shownShare * (scores.length - 1))] ?? best;
  const digits = (value: number): string => format.plain(Number(value.toPrecision(2)));
  const axes: ParallelAxis[] = [
    ...ranges.map(({ name, scale, low, high }) => ({
      name: t(`parameters.${name}.name`),
      scale,
      low,
      high,
      format: digits,
    })),
    {
      name: t(`models:metrics.${metric}.name`),
      scale: "linear",
      low: Math.min(best, worst),
      high: Math.max(best, worst),
      downwards: lowerIsBetter,
      format: (value) => (lowerIsBetter ? format.number(value, 3) : format.percent(value, 1)),
    },
  ];
  const lines = trials.map((trial): ParallelLine => {
    const at = trial.score === null ? 0 : (worst - trial.score) / (worst - best || 1);
    return {
      key: String(trial.trial),
      name: trial.trial === 0 ? t("table.defaults") : t("report.trial", { at: trial.trial }),
      values: [...ranges.map(({ name }) => trial.params[name] ?? null), trial.score],
      strength: Math.min(1, Math.max(0, at)),
      tone: trial.trial === report.best?.trial ? "best" : trial.trial === 0 ? "defaults" : "usual",
      broken: trial.rung < report.shares.length - 1,
    };
  });
  return (
    <ParallelCoordinates
      title={t("picture.title")}
      description={t("picture.description")}
      lineLabel={t("table.trial")}
      axes={axes}
      lines={lines}
      chosen={chosen}
      onChoose={onChoose}
    />
  );
};
