/** Takes an import back: what goes, what returns, and what stays because something later stands on it. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportProgress, ImportRun } from "../../../../shared/contract/import.ts";
import type { RollbackPlan } from "../../../../shared/contract/import-review.ts";
import type { AnyFault } from "../../../../shared/domain/fault.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { useRead } from "../../../client/read.ts";
import { startWork } from "../../../client/work.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFormat } from "../../../ui/format.ts";
import { ProgressBar } from "../../../ui/progress.tsx";
import { ErrorState, ReadState } from "../../../ui/states.tsx";
import classes from "../import.module.css";

interface RollbackDialogProps {
  readonly run: Pick<ImportRun, "importRun" | "source">;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

export const RollbackDialog = ({ run, onClose, onDone }: RollbackDialogProps) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<ImportProgress | "starting" | null>(null);
  const [fault, setFault] = useState<AnyFault | null>(null);
  const preview = useRead(["import", "rollback", run.importRun], (signal) =>
    data.rollbackPreview({ importRun: run.importRun }, { signal }),
  );
  const rollBack = async (): Promise<void> => {
    setFault(null);
    setProgress("starting");
    const work = startWork(t("rollback.working", { name: run.source }));
    const done = await data.rollBackImport(
      { importRun: run.importRun },
      {
        onProgress: (now) => {
          work.update({ share: shareOf(now), secondsLeft: now.secondsLeft });
          setProgress(now);
        },
      },
    );
    work.end();
    setProgress(null);
    if (!done.ok) return setFault(done.error);
    await refreshLibrary(queries);
    notifications.show({ message: t("rollback.finished", { name: run.source }) });
    onClose();
    onDone?.();
  };
  return (
    <Dialog title={t("rollback.title", { name: run.source })} width={520} onClose={onClose}>
      {fault && <ErrorState fault={fault} namespace="import" />}
      <ReadState read={preview} namespace="import">
        {(answer) => <Consequences preview={answer} />}
      </ReadState>
      {progress && (
        <ProgressBar
          label={t("rollback.working", { name: run.source })}
          share={progress === "starting" ? null : shareOf(progress)}
        />
      )}
      <div className={classes.dialogButtons}>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
        <Button
          color="danger"
          disabled={preview.data === undefined || progress !== null}
          onClick={() => void rollBack()}
        >
          {t("rollback.confirm")}
        </Button>
      </div>
    </Dialog>
  );
};

const shareOf = ({ rows, totalRows }: ImportProgress): number | null =>
  totalRows > 0 ? Math.min(1, rows / totalRows) : null;

const Consequences = ({ preview }: { readonly preview: RollbackPlan }) => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  const removed = Object.entries(preview.removes).filter(([, rows]) => rows > 0);
  const tableName = (table: string): string =>
    i18n.exists(`import:rollback.tables.${table}`) ? t(`rollback.tables.${table}`) : table;
  const line = (key: string, count: number, words: ReactNode) => (
    <li key={key} className={classes.consequence}>
      <span data-align="end">{format.number(count)}</span> <span>{words}</span>
    </li>
  );
  return (
    <div className={classes.consequences}>
      <h3>{t("rollback.removes")}</h3>
      <ul>
        {removed.length === 0
          ? line("none", 0, t("rollback.nothing"))
          : removed.map(([table, rows]) => line(table, rows, tableName(table)))}
      </ul>
      <h3>{t("rollback.restores")}</h3>
      <ul>{line("restores", preview.restores, t("rollback.restored"))}</ul>
      {preview.keeps.length > 0 && (
        <>
          <h3>{t("rollback.keeps")}</h3>
          <ul>
            {preview.keeps.map(({ reason, rows }) => line(reason, rows, t(`rollback.reasons.${reason}`)))}
          </ul>
        </>
      )}
    </div>
  );
};
