/** Earlier imports of this library; each opens its issues. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./import.module.css";
import { Issues } from "./issues.tsx";

export const PastImports = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const format = useFormat();
  const [open, setOpen] = useState<number | null>(null);
  const runs = useRead(["import", "runs"], (signal) => data.importRuns({}, { signal })).data?.runs ?? [];
  if (runs.length === 0) return null;
  return (
    <>
      <Panel title={t("past.title")} flush>
        <table className={classes.rows}>
          <thead>
            <tr>
              <th scope="col">{t("past.when")}</th>
              <th scope="col">{t("past.source")}</th>
              <th scope="col">{t("past.form")}</th>
              <th scope="col" data-align="end">
                {t("report.added")}
              </th>
              <th scope="col" data-align="end">
                {t("report.unchanged")}
              </th>
              <th scope="col" data-align="end">
                {t("report.repaired")}
              </th>
              <th scope="col" data-align="end">
                {t("report.rejected")}
              </th>
              <th scope="col">
                <span className={classes.hidden}>{t("past.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.importRun}>
                <td>{format.dateTime(run.startedAt)}</td>
                <td title={run.source}>{run.source}</td>
                <td>{run.system}</td>
                {[run.added, run.unchanged, run.repaired, run.rejected].map((count, at) => (
                  <td key={["added", "unchanged", "repaired", "rejected"][at]} data-align="end">
                    {format.number(count)}
                  </td>
                ))}
                <td data-align="end">
                  {run.repaired + run.rejected > 0 && (
                    <Button
                      variant="subtle"
                      size="compact-xs"
                      onClick={() => setOpen(open === run.importRun ? null : run.importRun)}
                    >
                      {open === run.importRun ? t("past.hide") : t("past.show")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {open !== null && <Issues importRun={open} />}
    </>
  );
};
