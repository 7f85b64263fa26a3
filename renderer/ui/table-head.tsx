import { Menu } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./data-table.module.css";
import type { Column, TableColumns } from "./table-columns.ts";

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export const headHeight = 30;

interface TableHeadProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly headers: TableColumns<Row>["headers"];
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

/** Names of the columns: a press sorts, a drag at the edge resizes, a double press there restores the width. */
export function TableHead<Row>({ columns, headers, sort, onSort }: TableHeadProps<Row>) {
  const sortOf = (id: string): "ascending" | "descending" | "none" => {
    if (sort?.column !== id) return "none";
    return sort.descending ? "descending" : "ascending";
  };
  return (
    <thead className={classes.head}>
      <tr className={classes.row} aria-rowindex={1} style={{ height: headHeight }}>
        {headers.map((header) => {
          const column = columns.find(({ id }) => id === header.column.id);
          if (!column) return null;
          const sorted = sortOf(column.id);
          return (
            <th
              key={column.id}
              scope="col"
              className={classes.headCell}
              data-align={column.align ?? "start"}
              {...(column.sortable ? { "aria-sort": sorted } : {})}
            >
              {column.sortable && onSort ? (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => onSort({ column: column.id, descending: sorted === "ascending" })}
                >
                  {column.header}
                  {sorted === "ascending" && <IconArrowUp size={12} aria-hidden />}
                  {sorted === "descending" && <IconArrowDown size={12} aria-hidden />}
                </button>
              ) : (
                <span className={classes.headText}>{column.header}</span>
              )}
              <span
                className={classes.resize}
                aria-hidden
                onPointerDown={header.getResizeHandler()}
                onDoubleClick={() => header.column.resetSize()}
              />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface ColumnMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly table: TableColumns<Row>["table"];
}

export function ColumnMenu<Row>({ columns, table }: ColumnMenuProps<Row>) {
  const { t } = useTranslation("ui");
  const shownCount = columns.filter(({ id }) => table.getColumn(id)?.getIsVisible()).length;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <button
          type="button"
          className={classes.columnsButton}
          aria-label={t("table.columns")}
          title={t("table.columns")}
        >
          <IconColumns3 size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ id, header }) => {
          const column = table.getColumn(id);
          const shown = column?.getIsVisible() ?? true;
          return (
            <Menu.CheckboxItem
              key={id}
              checked={shown}
              disabled={shown && shownCount === 1}
              onChange={() => column?.toggleVisibility()}
            >
              {header}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
