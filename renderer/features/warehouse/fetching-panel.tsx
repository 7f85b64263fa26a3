import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { ProgressBar } from "../../ui/progress.tsx";
import { shareOf, type useFetching } from "./fetching.ts";
import classes from "./warehouse.module.css";

type FetchingState = Extract<ReturnType<typeof useFetching>["state"], { step: "fetching" }>;

export const Fetching = ({ state }: { readonly state: FetchingState }) => {
  const { t } = useTranslation("warehouse");
  const format = useFormat();
  const { progress, name, cancel } = state;
  return (
    <Panel title={t("fetching", { name })}>
      <ProgressBar
        label={
          progress
            ? t("progress.table", { table: progress.table, done: progress.done + 1, of: progress.of })
            : t("progress.starting")
        }
        share={progress ? shareOf(progress) : null}
        {...(progress
          ? {
              detail: t("progress.rate", {
                rows: format.number(progress.rows),
                perSecond: format.number(progress.rowsPerSecond),
                bytes: format.bytes(progress.bytes),
              }),
              secondsLeft: progress.secondsLeft,
            }
          : {})}
        onCancel={cancel}
      />
      <p className={classes.dim}>{t("progress.words")}</p>
    </Panel>
  );
};
