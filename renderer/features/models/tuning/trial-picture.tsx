/** The trials of a search as parallel coordinates: an axis for each parameter and one for the score. */
import { useTranslation } from "react-i18next";
import type { SearchReport, TrialResult } from "../../../../shared/contract/tuning.ts";
import type { Brush, Brushes } from "../../../charts/parallel/brush.ts";
import type { ParallelAxis, ParallelLine } from "../../../charts/parallel/layout.ts";
import { ParallelCoordinates } from "../../../charts/parallel/parallel.tsx";
import { useFormat } from "../../../ui/format.ts";

interface TrialPictureProps {
  readonly report: SearchReport;
  readonly trials: readonly TrialResult[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly axes: readonly ParallelAxis[];
  readonly brushes: Brushes;
  readonly onBrush: (axis: number, brush: Brush | null) => void;
}

/** By axis: the parameters of a search, and the score. */
export const trialValues = ({ ranges }: SearchReport, { params, score }: TrialResult) => [
  ...ranges.map(({ name }) => params[name] ?? null),
  score,
];

/** The worst tenth is drawn at the end of the score's axis, so that the others are told apart. */
const shownShare = 0.9;

/** Best and worst score that the score's axis reaches to. */
const endsOf = ({ metric }: SearchReport, trials: readonly TrialResult[]) => {
  const scores = trials
    .flatMap(({ score }) => (score === null ? [] : [score]))
    .sort((a, b) => (metric === "rmse" ? a - b : b - a));
  const best = scores[0] ?? 0;
  return { best, worst: scores[Math.round(shownShare * (scores.length - 1))] ?? best };
};

export const useTrialAxes = (report: SearchReport, trials: readonly TrialResult[]): ParallelAxis[] => {
  const { t } = useTranslation("tuning");
  const format = useFormat();
  const { metric, ranges } = report;
  const lowerIsBetter = metric === "rmse";
  const { best, worst } = endsOf(report, trials);
  const digits = (value: number): string => format.plain(Number(value.toPrecision(2)));
  return [
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
};

export const TrialPicture = ({
  report,
  trials,
  chosen,
  onChoose,
  axes,
  brushes,
  onBrush,
}: TrialPictureProps) => {
  const { t } = useTranslation("tuning");
  const { best, worst } = endsOf(report, trials);
  const lines = trials.map((trial): ParallelLine => {
    const at = trial.score === null ? 0 : (worst - trial.score) / (worst - best || 1);
    return {
      key: String(trial.trial),
      name: trial.trial === 0 ? t("table.defaults") : t("report.trial", { at: trial.trial }),
      values: trialValues(report, trial),
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
      brushes={brushes}
      onBrush={onBrush}
    />
  );
};
