/** The training in hand: how far it is, how well it learns, and its end. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { LiveLossChart } from "./loss-chart.tsx";
import classes from "./models.module.css";
import { useLearning } from "./training-run.ts";

export const LiveRun = ({ onCancel }: { readonly onCancel: () => void }) => {
  const { t } = useTranslation("models");
  const format = useFormat();
  const { progress, curve } = useLearning();
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
          onCancel={onCancel}
        />
        {curve.length > 0 && <LiveLossChart curve={curve} />}
        <p className={classes.hint}>{t("run.hint")}</p>
      </div>
    </Panel>
  );
};
