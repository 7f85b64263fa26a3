/** The training in hand: how far it is, how well it learns, and its end. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { LossChart } from "./loss-chart.tsx";
import classes from "./models.module.css";
import type { TrainingState } from "./training-run.ts";

export const LiveRun = ({ training }: { readonly training: TrainingState }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const { progress, curve, cancel } = training;
  return (
    <Panel title={t("run.title")}>
      <div className={classes.stack}>
        <ProgressBar
          label={progress ? t(`run.phases.${progress.phase}`) : t("run.starting")}
          share={
            progress?.phase === "training" && progress.epochs > 0 ? progress.epoch / progress.epochs : null
          }
          secondsLeft={progress?.secondsLeft ?? null}
          detail={
            progress
              ? [
                  progress.engine && t(`engines.names.${progress.engine}`),
                  progress.phase === "training" &&
                    progress.epochs > 0 &&
                    t("run.epoch", {
                      epoch: format.number(progress.epoch),
                      epochs: format.number(progress.epochs),
                    }),
                ]
                  .filter(Boolean)
                  .join(" · ")
              : ""
          }
          onCancel={cancel}
        />
        {curve.length > 0 && <LossChart curve={curve} />}
        <p className={classes.hint}>{t("run.hint")}</p>
      </div>
    </Panel>
  );
};
