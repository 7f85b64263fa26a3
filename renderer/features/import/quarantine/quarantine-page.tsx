/** Rows that were not taken: found by where and why, mended and imported again, dismissed, or handed out. */
import { Button } from "@mantine/core";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconFileExport, IconForms, IconRefresh, IconShieldCheck, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { QuarantinedRow, QuarantineFilter } from "../../../../shared/contract/import-review.ts";
import { faultOf } from "../../../../shared/domain/fault.ts";
import { useCommands } from "../../../client/commands.ts";
import { useClients } from "../../../client/context.tsx";
import { refreshLibrary } from "../../../client/library.ts";
import { useWindowedRows } from "../../../client/windowed-rows.ts";
import { DataTable } from "../../../ui/data-table.tsx";
import { EmptyState, ErrorState } from "../../../ui/states.tsx";
import { SectionPage } from "../section-page.tsx";
import classes from "./quarantine.module.css";
import { useQuarantineColumns } from "./quarantine-columns.tsx";
import { QuarantineFilters } from "./quarantine-filters.tsx";
import { RowEditor } from "./row-editor.tsx";
import { RowPanel } from "./row-panel.tsx";
import { SetFieldDialog } from "./set-field-dialog.tsx";
import { useExport } from "./use-export.ts";
import { useFixes } from "./use-fixes.ts";

const typingPauseMs = 150;
/** Rows one call may name. */
const bulkMax = 10_000;

const firstFilter = (params: URLSearchParams): QuarantineFilter => {
  const run = Number(params.get("run") ?? Number.NaN);
  return { state: "waiting", search: "", ...(Number.isInteger(run) ? { importRun: run } : {}) };
};

export const QuarantinePage = () => {
  const { t } = useTranslation("import");
  const { data } = useClients();
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const [filter, setFilter] = useState(() => firstFilter(params));
  const [search] = useDebouncedValue(filter.search, typingPauseMs);
  const asked = useMemo(() => ({ ...filter, search: search.trim() }), [filter, search]);
  const rows = useWindowedRows(["import", "quarantine", JSON.stringify(asked)], (page, signal) =>
    data.quarantine({ ...asked, ...page }, { signal }),
  );
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState({ first: 0, last: 0 });
  const onSelect = useCallback((first: number, last: number) => setChosen({ first, last }), []);
  const columns = useQuarantineColumns();
  const exportRows = useExport(asked);
  const { fix, takeBack } = useFixes();
  const [editing, setEditing] = useState(false);
  const [setting, setSetting] = useState(false);
  const split = useRef<HTMLDivElement>(null);
  const row = rows.rowAt(Math.min(active, Math.max(0, rows.total - 1))) ?? null;
  const waiting = filter.state === "waiting";
  const count = rows.total === 0 ? 0 : Math.min(chosen.last, rows.total - 1) - chosen.first + 1;

  const chosenIds = async (): Promise<number[]> => {
    const last = Math.min(chosen.last, rows.total - 1, chosen.first + bulkMax - 1);
    return (await rows.readRows(chosen.first, last)).map(({ id }) => id);
  };
  const decide = async (ids: readonly number[], dismissed: boolean): Promise<void> => {
    const answer = await data.dismissQuarantined({ ids: [...ids], dismissed });
    if (!answer.ok) {
      notifications.show({ message: t("quarantine.failed", { type: answer.error.type }), color: "red" });
      return;
    }
    const words = dismissed ? "quarantine.dismissed" : "quarantine.waitsAgain";
    notifications.show({ message: t(words, { count: answer.value.rows }), autoClose: 2500 });
    await refreshLibrary(queries);
  };
  const dismissChosen = async (): Promise<void> => decide(await chosenIds(), true);
  const backToRows = (): void => {
    setEditing(false);
    split.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  };
  const fixAll = async (
    kind: QuarantineFilter["kind"],
    set: Readonly<Record<string, string>>,
  ): Promise<void> => {
    const { state: _, ...which } = asked;
    await fix({ filter: kind ? { ...which, kind } : which, set });
  };
  /** The row after the one that is taken moves into its place. */
  const saveRow = async (id: number, cells: Readonly<Record<string, string>>): Promise<boolean> => {
    const outcome = await fix({ rows: [{ id, cells }] });
    if (outcome?.taken === 1 && rows.total <= 1) backToRows();
    return outcome?.taken === 1;
  };
  const decides = waiting && count > 0;
  useHotkeys([["Delete", () => decides && void dismissChosen()]]);
  useCommands(
    useMemo(
      () => [{ id: "quarantine.export", label: t("quarantine.export"), run: () => void exportRows() }],
      [t, exportRows],
    ),
  );

  return (
    <SectionPage
      fill
      title={t("quarantine.title")}
      subtitle={t(`quarantine.count.${filter.state}`, { count: rows.total })}
      actions={
        <>
          {waiting && (
            <>
              <Button
                variant="default"
                leftSection={<IconRefresh size={15} />}
                disabled={rows.total === 0}
                onClick={() => void fixAll(undefined, {})}
              >
                {t("quarantine.fix.retry")}
              </Button>
              <Button
                variant="default"
                leftSection={<IconForms size={15} />}
                disabled={row === null}
                onClick={() => setSetting(true)}
              >
                {t("quarantine.setField.open")}
              </Button>
            </>
          )}
          {waiting && (
            <Button
              variant="default"
              leftSection={<IconTrash size={15} />}
              disabled={count === 0}
              onClick={() => void dismissChosen()}
            >
              {t("quarantine.dismiss", { count })}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconFileExport size={15} />}
            disabled={rows.total === 0}
            onClick={() => void exportRows()}
          >
            {t("quarantine.export")}
          </Button>
        </>
      }
    >
      <QuarantineFilters filter={filter} onChange={setFilter} />
      {rows.error ? (
        <div className={classes.error}>
          <ErrorState fault={faultOf(rows.error)} namespace="import" />
        </div>
      ) : (
        <div ref={split} className={classes.split} aria-busy={rows.loading}>
          <DataTable<QuarantinedRow>
            id="quarantine"
            label={t("quarantine.title")}
            columns={columns}
            rowCount={rows.total}
            rowAt={rows.rowAt}
            readRows={rows.readRows}
            onRange={rows.onRange}
            onActive={(_, index) => setActive(index)}
            onOpen={() => setEditing(waiting)}
            onSelect={onSelect}
            resetKey={JSON.stringify(asked)}
            empty={
              rows.loading ? null : (
                <EmptyState
                  icon={<IconShieldCheck size={28} />}
                  title={t(asked.search === "" ? "quarantine.empty" : "quarantine.nothingFound")}
                >
                  {t("quarantine.emptyWords")}
                </EmptyState>
              )
            }
          />
          {row && (
            <aside className={classes.side} aria-label={t("quarantine.row")}>
              {editing && row.state === "waiting" ? (
                <RowEditor
                  key={row.id}
                  row={row}
                  onSave={(cells) => saveRow(row.id, cells)}
                  onClose={backToRows}
                />
              ) : (
                <RowPanel
                  row={row}
                  onFix={() => setEditing(true)}
                  onTakeBack={() => void takeBack(row.id)}
                  onDismiss={() => void decide([row.id], true)}
                  onPutBack={() => void decide([row.id], false)}
                />
              )}
            </aside>
          )}
        </div>
      )}
      {setting && row && (
        <SetFieldDialog row={row} onSet={(set) => fixAll(row.kind, set)} onClose={() => setSetting(false)} />
      )}
    </SectionPage>
  );
};
