/** Whether as many came as such a forecast would have said. */
import { useTranslation } from "react-i18next";
import type { RetentionReport } from "../../../shared/domain/retention.ts";
import { BandChart } from "../../charts/band-chart.tsx";
import { Stat, Stats } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState } from "../../ui/states.tsx";
import classes from "./retention.module.css";
import { useEstimateWords } from "./words.ts";

export const Check = ({ report }: { readonly report: RetentionReport }) => {
  const { t } = useTranslation("retention");
  const format = useFormat();
  const estimate = useEstimateWords();
  const { validation } = report;
  if (!validation) return <EmptyState title={t("check.none.title")}>{t("check.none.hint")}</EmptyState>;
  const { deciles, error, chance, blind, actual } = validation;
  const tenth = (at: number): string => String(at + 1);
  const series = (name: string, value: (decile: (typeof deciles)[number]) => number) => ({
    name,
    points: deciles.map((decile, at) => ({ x: tenth(at), y: value(decile) / decile.expected.value })),
  });
  return (
    <>
      <Stats>
        <Stat
          label={t("check.error")}
          value={format.percent(error.lapse, 1)}
          hint={t("check.chance", { chance: format.percent(chance, 1) })}
        />
        <Stat label={t("check.bgNbd")} value={format.percent(error.bgNbd, 1)} hint={t("check.bgNbdHint")} />
        <Stat
          label={t("check.blind")}
          value={estimate(blind)}
          hint={t("check.came", { actual: format.number(actual) })}
        />
      </Stats>
      <Panel title={t("check.title", { weeks: validation.holdoutWeeks })}>
        <BandChart
          height={300}
          spec={{
            title: t("check.chart"),
            x: { label: t("check.tenth") },
            y: {
              label: t("check.share"),
              format: (value) => format.percent(Number(value), 0),
              fromZero: true,
            },
            series: [
              series(t("check.expected"), ({ expected }) => expected.value),
              series(t("check.interval"), ({ expected }) => expected.low),
              series(t("check.interval"), ({ expected }) => expected.high),
              series(t("check.actual"), (decile) => decile.actual),
              series("BG/NBD", ({ bgNbd }) => bgNbd),
            ],
          }}
        />
        <p className={classes.note}>
          {t("check.how", {
            calibration: validation.calibrationWeeks,
            holdout: validation.holdoutWeeks,
            from: format.date(validation.from),
            members: format.number(validation.members),
          })}
          {validation.leftOut > 0 && ` ${t("check.leftOut", { members: format.number(validation.leftOut) })}`}
        </p>
      </Panel>
    </>
  );
};
