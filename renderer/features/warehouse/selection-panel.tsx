/** One table or query: which columns, what tells rows apart, and how much of it the warehouse should send. */
import { Button, MultiSelect, Textarea, TextInput } from "@mantine/core";
import { IconEye, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  WarehouseLook,
  WarehouseSelection,
  WarehouseTable,
} from "../../../shared/contract/warehouse.ts";
import { type AnyFault, faultOf } from "../../../shared/domain/fault.ts";
import { useClients } from "../../client/context.tsx";
import { unwrap } from "../../client/read.ts";
import { Panel } from "../../ui/page.tsx";
import { ErrorState, LoadingState } from "../../ui/states.tsx";
import { Less } from "./less.tsx";
import { Look } from "./look.tsx";
import { QueryFault } from "./query-fault.tsx";
import classes from "./warehouse.module.css";

interface SelectionPanelProps {
  readonly connection: string;
  readonly selection: WarehouseSelection;
  /** What is known of its table; null for a query, and for a table that is gone. */
  readonly table: WarehouseTable | null;
  readonly onChange: (change: Partial<WarehouseSelection>) => void;
  readonly onRemove: () => void;
}

type Looked =
  | { readonly state: "no" | "looking" }
  | { readonly state: "failed"; readonly fault: AnyFault }
  | { readonly state: "seen"; readonly look: WarehouseLook };

export const SelectionPanel = ({ connection, selection, table, onChange, onRemove }: SelectionPanelProps) => {
  const { t } = useTranslation("warehouse");
  const { data } = useClients();
  const [looked, setLooked] = useState<Looked>({ state: "no" });
  const { from, name, columns, key, totals } = selection;
  const seen = looked.state === "seen" ? looked.look.columns.map((column) => column.name) : [];
  const known = table?.columns.map((column) => column.name) ?? [...new Set([...seen, ...columns, ...key])];
  const types = new Map(table?.columns.map((column) => [column.name, column.type]) ?? []);

  const look = async (): Promise<void> => {
    setLooked({ state: "looking" });
    try {
      setLooked({ state: "seen", look: await unwrap(data.lookIntoWarehouse({ connection, selection })) });
    } catch (error) {
      setLooked({ state: "failed", fault: faultOf(error) });
    }
  };

  return (
    <Panel
      title={from.type === "table" ? `${from.schema}.${from.table}` : name}
      actions={
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconTrash size={14} />}
          aria-label={t("selection.removeNamed", { name })}
          onClick={onRemove}
        >
          {t("selection.remove")}
        </Button>
      }
    >
      <div className={classes.fields}>
        {from.type === "query" && (
          <>
            <TextInput
              label={t("query.label")}
              value={name}
              maxLength={200}
              onChange={(event) =>
                event.currentTarget.value !== "" && onChange({ name: event.currentTarget.value })
              }
            />
            <Textarea
              size="xs"
              className={classes.wide ?? ""}
              classNames={{ input: classes.sql ?? "" }}
              label={t("query.sql")}
              description={t("query.hint")}
              autosize
              minRows={5}
              maxRows={18}
              spellCheck={false}
              maxLength={100_000}
              value={from.sql}
              onChange={(event) => onChange({ from: { type: "query", sql: event.currentTarget.value } })}
            />
          </>
        )}
        {!totals && from.type === "table" && (
          <MultiSelect
            size="xs"
            className={classes.wide ?? ""}
            label={t("selection.columns")}
            description={t("selection.columnsHint")}
            placeholder={columns.length === 0 ? t("selection.allColumns") : ""}
            data={known}
            value={columns}
            searchable
            hidePickedOptions
            onChange={(value) =>
              onChange({ columns: [...new Set([...value, ...(value.length > 0 ? key : [])])] })
            }
          />
        )}
        {!totals && (
          <MultiSelect
            size="xs"
            className={classes.wide ?? ""}
            label={t("selection.key")}
            description={t(key.length > 0 ? "selection.keyHint" : "selection.keyMissing")}
            data={known}
            value={key}
            maxValues={8}
            searchable
            onChange={(value) =>
              onChange({
                key: value,
                ...(columns.length > 0 ? { columns: [...new Set([...columns, ...value])] } : {}),
              })
            }
          />
        )}
      </div>
      <Less selection={selection} columns={known} types={types} onChange={onChange} />
      <div className={classes.bar}>
        <Button
          variant="default"
          leftSection={<IconEye size={14} />}
          loading={looked.state === "looking"}
          disabled={from.type === "query" && from.sql.trim() === ""}
          onClick={() => void look()}
        >
          {t("look.button")}
        </Button>
      </div>
      {looked.state === "looking" && <LoadingState rows={4} />}
      {looked.state === "failed" && (
        <div className={classes.result}>
          <ErrorState fault={looked.fault} namespace="warehouse" />
          {from.type === "query" && <QueryFault sql={from.sql} fault={looked.fault} />}
        </div>
      )}
      {looked.state === "seen" && <Look look={looked.look} />}
    </Panel>
  );
};
