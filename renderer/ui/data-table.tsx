/**
 * A dense table of any number of rows: only those in view are drawn. Arrow keys, Home, End and paging keys move,
 * Shift extends the selection, Enter opens, Ctrl+C copies the selection as TSV.
 */
import { Menu, Skeleton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { copyText, toTsv } from "./clipboard.ts";
import classes from "./data-table.module.css";
import { useStoredState } from "./stored-state.ts";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Pixels, until the user drags it. */
  readonly width: number;
  readonly align?: "start" | "end";
  readonly sortable?: boolean;
  /** Hidden until the user shows it. */
  readonly hidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** As copied to a spreadsheet. */
  readonly text: (row: Row) => string;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataTableProps<Row> {
  /** Names the table for screen readers and for remembering its columns. */
  readonly id: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowCount: number;
  /** Undefined while the row is still being read. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string | number;
  /** Rows `first`..`last` are in view. */
  readonly onRange?: (first: number, last: number) => void;
  readonly rowHeight?: number;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** The row the user is on. */
  readonly onActive?: (row: Row, index: number) => void;
  readonly onOpen?: (row: Row) => void;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** Starts again from the top when this changes. */
  readonly resetKey?: string;
}

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });
const noRows: readonly object[] = [];
const headerHeight = 30;
const direction = ({ descending }: Sort) => (descending ? ("descending" as const) : ("ascending" as const));

export function DataTable<Row>({
  id,
  label,
  columns,
  rowCount,
  rowAt,
  rowKey,
  onRange,
  rowHeight = 30,
  sort,
  onSort,
  onActive,
  onOpen,
  empty,
  resetKey = "",
}: DataTableProps<Row>) {
  const { t } = useTranslation("ui");
  const domId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const [sizes, setSizes] = useStoredState<Record<string, number>>(`table.${id}.sizes`, {});
  const [shown, setShown] = useStoredState<Record<string, boolean>>(`table.${id}.shown`, {});

  const table = useTable({
    features,
    data: noRows,
    columns: useMemo(() => columns.map(({ id, width }) => ({ id, size: width, minSize: 48 })), [columns]),
    columnResizeMode: "onChange",
    state: {
      columnSizing: sizes,
      columnVisibility: useMemo(
        () => ({ ...Object.fromEntries(columns.map((column) => [column.id, !column.hidden])), ...shown }),
        [columns, shown],
      ),
    },
    onColumnSizingChange: setSizes,
    onColumnVisibilityChange: setShown,
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const columnOf = new Map(columns.map((column) => [column.id, column]));
  const visible = headers.flatMap((header) => columnOf.get(header.column.id) ?? []);
  const template = `${headers.map((header) => `${header.getSize()}px`).join(" ")} minmax(34px, 1fr)`;
  const width = table.getTotalSize() + 34;

  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const shownKey = useRef(resetKey);
  useEffect(() => {
    if (shownKey.current === resetKey) return;
    shownKey.current = resetKey;
    setActive(0);
    setAnchor(0);
    scroller.current?.scrollTo({ top: 0 });
  }, [resetKey]);

  const moveTo = (index: number, extend: boolean): void => {
    const next = Math.min(rowCount - 1, Math.max(0, index));
    setActive(next);
    if (!extend) setAnchor(next);
    virtualizer.scrollToIndex(next);
    const row = rowAt(next);
    if (row) onActive?.(row, next);
  };
  const copy = (): void => {
    const from = Math.min(active, anchor);
    const to = Math.min(rowCount - 1, Math.max(active, anchor));
    const lines: string[][] = [visible.map(({ header }) => header)];
    for (let index = from; index <= to; index++) {
      const row = rowAt(index);
      if (row) lines.push(visible.map(({ text }) => text(row)));
    }
    copyText(toTsv(lines));
  };
  const pageRows = (): number =>
    Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== grid.current) return;
    const command = event.ctrlKey || event.metaKey;
    const target = (): number | null => {
      switch (event.key) {
        case "ArrowDown":
          return active + 1;
        case "ArrowUp":
          return active - 1;
        case "PageDown":
          return active + pageRows();
        case "PageUp":
          return active - pageRows();
        case "Home":
          return 0;
        case "End":
          return rowCount - 1;
        default:
          return null;
      }
    };
    const next = target();
    const row = rowAt(active);
    if (next !== null) moveTo(next, event.shiftKey);
    else if (event.key === "Enter" && row) onOpen?.(row);
    else if (command && event.key === "c") copy();
    else if (command && event.key === "a") {
      setAnchor(0);
      setActive(rowCount - 1);
    } else return;
    event.preventDefault();
  };

  const onRowPress = (event: MouseEvent, index: number): void => {
    event.preventDefault();
    grid.current?.focus({ preventScroll: true });
    moveTo(index, event.shiftKey);
  };

  const selectedFrom = Math.min(active, anchor);
  const selectedTo = Math.max(active, anchor);
  return (
    <div className={classes.frame}>
      <div ref={scroller} className={classes.scroller}>
        <table
          ref={grid}
          className={classes.grid}
          style={{ minWidth: width }}
          role="grid"
          aria-label={label}
          aria-rowcount={rowCount + 1}
          aria-colcount={visible.length}
          aria-multiselectable
          aria-activedescendant={rowCount > 0 ? `${domId}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <thead className={classes.head}>
            <tr
              className={classes.row}
              aria-rowindex={1}
              style={{ gridTemplateColumns: template, height: headerHeight }}
            >
              {headers.map((header) => {
                const column = columnOf.get(header.column.id);
                if (!column) return null;
                const sorted = sort?.column === column.id ? direction(sort) : "none";
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
          <tbody className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, start }) => {
              const row = rowAt(index);
              return (
                <tr
                  key={row === undefined ? `row ${index}` : rowKey(row)}
                  id={`${domId}-${index}`}
                  className={classes.row}
                  aria-rowindex={index + 2}
                  aria-selected={index >= selectedFrom && index <= selectedTo}
                  data-active={index === active || undefined}
                  style={{
                    gridTemplateColumns: template,
                    height: rowHeight,
                    transform: `translateY(${start - headerHeight}px)`,
                  }}
                  onMouseDown={(event) => onRowPress(event, index)}
                  onDoubleClick={() => row && onOpen?.(row)}
                >
                  {visible.map((column) => (
                    <td key={column.id} className={classes.cell} data-align={column.align ?? "start"}>
                      {row === undefined ? <Skeleton height={8} width="60%" /> : column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
        {rowCount === 0 && <div className={classes.empty}>{empty}</div>}
      </div>
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
          {columns.map((column) => {
            const tableColumn = table.getColumn(column.id);
            const isShown = tableColumn?.getIsVisible() ?? true;
            return (
              <Menu.CheckboxItem
                key={column.id}
                checked={isShown}
                disabled={isShown && visible.length === 1}
                onChange={() => tableColumn?.toggleVisibility()}
              >
                {column.header}
              </Menu.CheckboxItem>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
