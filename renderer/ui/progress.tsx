import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "./format.ts";
import classes from "./progress.module.css";

interface ProgressBarProps {
  readonly label: string;
  /** 0..1, or null while nothing can be estimated. */
  readonly share: number | null;
  /** For example "12,000 rows · 8,400 rows/s". */
  readonly detail?: string;
  readonly secondsLeft?: number | null;
  readonly onCancel?: () => void;
}

export const ProgressBar = ({ label, share, detail, secondsLeft, onCancel }: ProgressBarProps) => {
  const { t } = useTranslation("ui");
  const format = useFormat();
  const left =
    secondsLeft === null || secondsLeft === undefined || !Number.isFinite(secondsLeft)
      ? ""
      : t("progress.left", { duration: format.duration(secondsLeft) });
  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <span className={classes.label}>{label}</span>
        <span className={classes.detail}>
          {[detail, share === null ? "" : format.percent(share), left].filter(Boolean).join(" · ")}
        </span>
        {onCancel && (
          <Button variant="default" size="compact-xs" onClick={onCancel}>
            {t("progress.cancel")}
          </Button>
        )}
      </div>
      <Progress
        value={(share ?? 1) * 100}
        animated={share === null}
        striped={share === null}
        size={6}
        aria-label={label}
      />
    </div>
  );
};

/** Stands where the bar was, once what it told of was cancelled. */
export const StoppedBar = ({ onAgain }: { readonly onAgain: () => void }) => {
  const { t } = useTranslation("ui");
  return (
    <div className={classes.line} role="status">
      <span className={classes.stopped}>{t("progress.stopped")}</span>
      <Button variant="default" size="compact-xs" onClick={onAgain}>
        {t("progress.again")}
      </Button>
    </div>
  );
};
