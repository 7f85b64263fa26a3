/** A week while it is being planned: how far, how good, and the best schedule so far. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../ui/format.ts";
import { ProgressBar } from "../../../ui/progress.tsx";
import { Board } from "../board/board.tsx";
import type { PlanningRun } from "../draft/store.ts";
import { filmHues } from "../film-hues.ts";
import classes from "../schedule.module.css";

export const PlanningView = ({ run }: { readonly run: PlanningRun }) => {
  const { t } = useTranslation("schedule");
  const format = useFormat();
  const { problem, progress } = run;
  const hues = useMemo(() => filmHues(problem?.candidates.map(({ film }) => film) ?? []), [problem]);
  const day = problem?.days[Math.min(progress?.day ?? 0, problem.days.length - 1)];
  const showings = useMemo(
    () => progress?.showings.filter(({ date }) => date === day) ?? [],
    [progress, day],
  );
  const forecast = useMemo(() => new Map(), []);
  return (
    <div className={classes.work}>
      <div className={classes.planning}>
        <ProgressBar
          label={day ? t("planning.day", { day: format.day(day) }) : t("planning.reading")}
          share={progress && progress.days > 0 ? progress.day / progress.days : null}
          secondsLeft={progress?.secondsLeft ?? null}
          detail={
            progress && progress.bound > 0 && progress.gap < 1
              ? t("planning.detail", {
                  value: format.number(progress.bestValue),
                  bound: format.number(progress.bound),
                  gap: format.percent(Math.max(0, progress.gap), 1),
                })
              : ""
          }
          onCancel={run.cancel}
        />
        <p className={classes.hint}>{t("planning.cancelKeeps")}</p>
      </div>
      {problem && day && (
        <Board
          problem={problem}
          showings={showings}
          forecast={forecast}
          conflicts={[]}
          hues={hues}
          selected={null}
          actions={null}
        />
      )}
    </div>
  );
};
