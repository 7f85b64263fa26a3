/** Rows that were repaired or rejected, with where they stood and why. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportIssue, keptIssues } from "../../../shared/contract/import.ts";
import { faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { useWindowedRows } from "../../client/windowed-rows.ts";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { Tag } from "../../ui/figures.tsx";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import classes from "./import.module.css";

const outcomes = ["all", "rejected", "repaired"] as const;
type Shown = (typeof outcomes)[number];

export const Issues = ({ importRun }: { readonly importRun: number }) => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const [shown, setShown] = useState<Shown>("all");
  const rows = useWindowedRows(["import", "issues", importRun, shown], (page, signal) =>
    data.importIssues({ ...page, importRun, ...(shown === "all" ? {} : { outcome: shown }) }, { signal }),
  );
  const columns = useIssueColumns();
  return (
    <Panel
      flush
      title={t("issues.title")}
      actions={
        <SegmentedControl
          aria-label={t("issues.filter")}
          value={shown}
          onChange={(value) => setShown(outcomes.find((outcome) => outcome === value) ?? "all")}
          data={outcomes.map((value) => ({ value, label: t(`issues.${value}`) }))}
        />
      }
    >
      {rows.error ? (
        <ErrorState fault={faultOf(rows.error)} />
      ) : (
        <div className={classes.issues}>
          <DataTable<ImportIssue>
            id="import-issues"
            label={t("issues.title")}
            columns={columns}
            rowCount={rows.total}
            rowAt={rows.rowAt}
            readRows={rows.readRows}
            onRange={rows.onRange}
            resetKey={`${importRun} ${shown}`}
            empty={rows.loading ? null : <EmptyState title={t("issues.none")} />}
          />
        </div>
      )}
      {rows.total >= keptIssues && <p className={classes.note}>{t("issues.kept", { count: keptIssues })}</p>}
    </Panel>
  );
};

const useIssueColumns = (): readonly Column<ImportIssue>[] => {
  const { t } = useTranslation("import");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "outcome",
        header: t("issues.outcome"),
        width: 96,
        cell: ({ outcome }) => (
          <Tag tone={outcome === "rejected" ? "bad" : "warn"}>{t(`issues.${outcome}`)}</Tag>
        ),
        text: ({ outcome }) => outcome,
      },
      {
        id: "file",
        header: t("issues.file"),
        width: 150,
        cell: ({ file }) => file,
        text: ({ file }) => file,
      },
      {
        id: "line",
        header: t("issues.line"),
        width: 90,
        align: "end",
        cell: ({ line }) => format.number(line),
        text: ({ line }) => String(line),
      },
      {
        id: "rule",
        header: t("issues.rule"),
        width: 320,
        cell: ({ rule }) => t(`rules.${rule}`),
        text: ({ rule }) => rule,
      },
      {
        id: "detail",
        header: t("issues.detail"),
        width: 300,
        cell: ({ detail }) => <span title={detail}>{detail}</span>,
        text: ({ detail }) => detail,
      },
    ],
    [t, format],
  );
};
