/** Tables of a warehouse on the left, what is taken of them on the right. */
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { KnownConnection, WarehouseSelection } from "../../../shared/contract/warehouse.ts";
import { useClients } from "../../client/context.tsx";
import { useRead } from "../../client/read.ts";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ReadState } from "../../ui/states.tsx";
import { Browser } from "./browser.tsx";
import { SelectionPanel } from "./selection-panel.tsx";
import { isTable, querySelection, tableSelection, useSelections } from "./selections.ts";
import classes from "./warehouse.module.css";

interface ChoosingProps {
  readonly connection: KnownConnection;
  readonly onFetch: (selections: readonly WarehouseSelection[]) => void;
}

export const Choosing = ({ connection, onFetch }: ChoosingProps) => {
  const { t } = useTranslation("warehouse");
  const { data } = useClients();
  const { selections, add, remove, change } = useSelections(connection.id, connection.selections);
  const known = connection.password !== "none";
  const { id, host, port, database, user, tls } = connection;
  const read = useRead(
    ["warehouse", "tables", id, host, port, database, user, tls],
    (signal) => data.warehouseTables({ connection: id }, { signal }),
    { enabled: known },
  );
  if (!known) return null;
  const ready =
    selections.length > 0 && selections.every(({ from }) => from.type === "table" || from.sql.trim() !== "");
  return (
    <ReadState read={read} namespace="warehouse">
      {({ tables, truncated }) => (
        <div className={classes.columns}>
          <Browser
            tables={tables}
            truncated={truncated}
            isChosen={(table) => selections.some((selection) => isTable(selection, table))}
            onToggle={(table) => {
              const at = selections.findIndex((selection) => isTable(selection, table));
              if (at >= 0) remove(at);
              else add(tableSelection(table));
            }}
            onQuery={() => add(querySelection(t("query.name", { number: selections.length + 1 })))}
          />
          <div className={classes.chosen}>
            {selections.length === 0 && (
              <Panel>
                <EmptyState title={t("chosen.none")}>{t("chosen.noneWords")}</EmptyState>
              </Panel>
            )}
            {selections.map((selection, at) => (
              <SelectionPanel
                // biome-ignore lint/suspicious/noArrayIndexKey: a query's name may be edited, its place is what it is
                key={`${at} ${selection.from.type === "table" ? `${selection.from.schema}.${selection.from.table}` : ""}`}
                connection={connection.id}
                selection={selection}
                table={tables.find((table) => isTable(selection, table)) ?? null}
                onChange={(changed) => change(at, changed)}
                onRemove={() => remove(at)}
              />
            ))}
            {selections.length > 0 && (
              <div className={classes.bar}>
                <Button
                  leftSection={<IconDownload size={14} />}
                  disabled={!ready}
                  onClick={() => onFetch(selections)}
                >
                  {t("chosen.fetch", { count: selections.length })}
                </Button>
                <span className={classes.dim}>{t("chosen.fetchWords")}</span>
              </div>
            )}
          </div>
        </div>
      )}
    </ReadState>
  );
};
