/** Runs that a crash or a lost graphics device cut off: each can go on from its last checkpoint. */
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { TrainRequest } from "../../../shared/contract/training.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./models.module.css";
import { useBusy } from "./use-busy.ts";

interface UnfinishedRunsProps {
  readonly onResume: (run: string) => void;
}

export const UnfinishedRuns = memo(({ onResume }: UnfinishedRunsProps) => {
  const disabled = useBusy();
  const { t } = useTranslation("models");
  const format = useFormat();
  const { data } = useClients();
  const queries = useQueryClient();
  const read = useRead(["models", "checkpoints"], (signal) => data.listCheckpoints({}, { signal }));
  const checkpoints = read.data?.checkpoints ?? [];
  if (checkpoints.length === 0) return null;
  const drop = async (run: string): Promise<void> => {
    await data.dropCheckpoint({ run });
    await queries.invalidateQueries({ queryKey: ["models"] });
  };
  return (
    <Panel title={t("unfinished.title")}>
      <p className={classes.hint}>{t("unfinished.hint")}</p>
      <ul className={classes.runs}>
        {checkpoints.map(({ run, savedAt, request }) => {
          const parsed = TrainRequest.safeParse(request);
          const name = parsed.success ? t(`names.${parsed.data.name}`) : run;
          const when = format.dateTime(savedAt);
          return (
            <li key={run}>
              <span>{t("unfinished.run", { name, when })}</span>
              <Button
                disabled={disabled}
                aria-label={t("unfinished.resumeNamed", { name, when })}
                onClick={() => onResume(run)}
              >
                {t("unfinished.resume")}
              </Button>
              <Button
                variant="default"
                disabled={disabled}
                aria-label={t("unfinished.dropNamed", { name, when })}
                onClick={() => void drop(run)}
              >
                {t("unfinished.drop")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
});
