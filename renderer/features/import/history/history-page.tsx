/** Earlier imports of this library: what each did, its rows, and the way back. */
import { Button } from "@mantine/core";
import { IconFileImport, IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { ImportRun } from "../../../../shared/contract/import.ts";
import { useClients } from "../../../client/context.tsx";
import { useRead } from "../../../client/read.ts";
import { Tag } from "../../../ui/figures.tsx";
import { useFormat } from "../../../ui/format.ts";
import { Panel } from "../../../ui/page.tsx";
import { EmptyState, ReadState } from "../../../ui/states.tsx";
import classes from "../import.module.css";
import { Issues } from "../issues.tsx";
import { SectionPage } from "../section-page.tsx";
import { RollbackDialog } from "./rollback-dialog.tsx";

const counted = ["added", "updated", "unchanged", "repaired", "rejected"] as const;

export const HistoryPage = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const navigate = useNavigate();
  const runs = useRead(["import", "runs"], (signal) => data.importRuns({}, { signal }));
  const [open, setOpen] = useState<number | null>(null);
  const [leaving, setLeaving] = useState<ImportRun | null>(null);
  return (
    <SectionPage
      title={t("past.title")}
      subtitle={runs.data && t("past.count", { count: runs.data.runs.length })}
    >
      <ReadState read={runs}>
        {(answer) =>
          answer.runs.length === 0 ? (
            <EmptyState
              icon={<IconHistory size={28} />}
              title={t("past.none")}
              action={
                <Button leftSection={<IconFileImport size={15} />} onClick={() => void navigate("/import")}>
                  {t("past.begin")}
                </Button>
              }
            >
              {t("past.noneWords")}
            </EmptyState>
          ) : (
            <div className={classes.wide}>
              <Panel flush>
                <Runs runs={answer.runs} open={open} onOpen={setOpen} onRollBack={setLeaving} />
              </Panel>
              {open !== null && <Issues importRun={open} />}
            </div>
          )
        }
      </ReadState>
      {leaving && <RollbackDialog run={leaving} onClose={() => setLeaving(null)} />}
    </SectionPage>
  );
};

interface RunsProps {
  readonly runs: readonly ImportRun[];
  readonly open: number | null;
  readonly onOpen: (run: number | null) => void;
  readonly onRollBack: (run: ImportRun) => void;
}

const Runs = ({ runs, open, onOpen, onRollBack }: RunsProps) => {
  const { t, i18n } = useTranslation("import");
  const format = useFormat();
  const formName = (form: string): string =>
    i18n.exists(`import:layouts.${form}`) ? t(`layouts.${form}`) : form;
  return (
    <table className={classes.rows}>
      <thead>
        <tr>
          <th scope="col">{t("past.when")}</th>
          <th scope="col">{t("past.source")}</th>
          <th scope="col">{t("past.system")}</th>
          <th scope="col">{t("past.form")}</th>
          {counted.map((count) => (
            <th key={count} scope="col" data-align="end">
              {t(`report.${count}`)}
            </th>
          ))}
          <th scope="col">
            <span className={classes.hidden}>{t("past.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.importRun} data-dim={run.rolledBackAt !== null || undefined}>
            <td>{format.dateTime(run.startedAt)}</td>
            <td title={run.source}>{run.source}</td>
            <td>{run.system}</td>
            <td>{formName(run.format)}</td>
            {counted.map((count) => (
              <td key={count} data-align="end">
                {format.number(run[count])}
              </td>
            ))}
            <td data-align="end" className={classes.actions}>
              {run.repaired + run.rejected > 0 && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  aria-expanded={open === run.importRun}
                  onClick={() => onOpen(open === run.importRun ? null : run.importRun)}
                >
                  {open === run.importRun ? t("past.hide") : t("past.show")}
                </Button>
              )}
              {run.rolledBackAt === null ? (
                <Button variant="subtle" size="compact-xs" color="danger" onClick={() => onRollBack(run)}>
                  {t("rollback.action")}
                </Button>
              ) : (
                <span title={format.dateTime(run.rolledBackAt)}>
                  <Tag>{t("rollback.done")}</Tag>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
