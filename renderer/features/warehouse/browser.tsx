/** Schemas, tables and views that this user may read. */
import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconCode, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WarehouseTable } from "../../../shared/contract/warehouse.ts";
import { useFormat } from "../../ui/format.ts";
import { Panel } from "../../ui/page.tsx";
import classes from "./warehouse.module.css";

interface BrowserProps {
  readonly tables: readonly WarehouseTable[];
  readonly truncated: boolean;
  readonly isChosen: (table: WarehouseTable) => boolean;
  readonly onToggle: (table: WarehouseTable) => void;
  readonly onQuery: () => void;
}

/** More are found by searching, not by scrolling. */
const shownTables = 300;

export const Browser = ({ tables, truncated, isChosen, onToggle, onQuery }: BrowserProps) => {
  const { t } = useTranslation("warehouse");
  const format = useFormat();
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const found = tables.filter(
    ({ schema, table, columns }) =>
      `${schema}.${table}`.toLowerCase().includes(wanted) ||
      columns.some(({ name }) => name.toLowerCase().includes(wanted)),
  );
  const schemas = [...new Set(found.slice(0, shownTables).map(({ schema }) => schema))];
  return (
    <Panel
      title={t("browser.title")}
      actions={
        <Button variant="default" size="compact-xs" leftSection={<IconCode size={14} />} onClick={onQuery}>
          {t("browser.query")}
        </Button>
      }
    >
      <TextInput
        aria-label={t("browser.search")}
        placeholder={t("browser.search")}
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.tables}>
        {found.length === 0 && (
          <p className={classes.dim}>{t(tables.length === 0 ? "browser.empty" : "browser.nothing")}</p>
        )}
        {schemas.map((schema) => (
          <fieldset key={schema} className={classes.schema}>
            <legend>{schema}</legend>
            {found
              .slice(0, shownTables)
              .filter((table) => table.schema === schema)
              .map((table) => (
                <Checkbox
                  key={table.table}
                  size="xs"
                  checked={isChosen(table)}
                  onChange={() => onToggle(table)}
                  label={table.table}
                  description={[
                    table.view && t("browser.view"),
                    table.estimatedRows !== null &&
                      t("browser.rows", { rows: format.compact(table.estimatedRows) }),
                    t("browser.columns", { count: table.columns.length }),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                />
              ))}
          </fieldset>
        ))}
        {(truncated || found.length > shownTables) && <p className={classes.dim}>{t("browser.more")}</p>}
      </div>
    </Panel>
  );
};
