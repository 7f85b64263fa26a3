/**
 * A dense table of any number of rows: only those in view are drawn. Arrow keys, Home, End and paging keys move,
 * Shift extends the selection, Enter opens, Ctrl+C copies the selection as TSV.
 */
import { notifications } from "@mantine/notifications";
import {
  type CSSProperties,
  type KeyboardEvent,
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
import { type RowHandlers, type Scrolling, TableBody } from "./table-body.tsx";
import { type Column, useShownColumns, useTableColumns } from "./table-columns.ts";
import { ColumnMenu, headHeight, type Sort, TableHead } from "./table-head.tsx";

export { type Column, useShownColumns } from "./table-columns.ts";
export type { Sort } from "./table-head.tsx";

export interface DataTableProps<Row> {
  /** Names the table where its columns are remembered. */
  readonly id: string;
  /** Names it for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rowCount: number;
  /** Undefined while the row is still being read. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Reads rows that were not in view yet, for copying; rows at hand are enough without it. */
  readonly readRows?: (first: number, last: number) => Promise<readonly Row[]>;
  /** Rows `first`..`last` are in view. */
  readonly onRange?: (first: number, last: number) => void;
  readonly rowHeight?: number;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** The row the user is on. */
  readonly onActive?: (row: Row, index: number) => void;
  readonly onOpen?: (row: Row) => void;
  /** Rows `first`..`last` are selected. */
  readonly onSelect?: (first: number, last: number) => void;
  /** Which columns are shown, where the page keeps that itself. */
  readonly shown?: ReturnType<typeof useShownColumns>;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  /** Starts again from the top when this changes. */
  readonly resetKey?: string;
}

/** A larger selection is for an export, not for the clipboard. */
const copiedRows = 10_000;

/** The index a key moves to from `active`; null for keys that do not move. */
const moveOf = (key: string, active: number, pageRows: number, rowCount: number): number | null => {
  switch (key) {
    case "ArrowDown":
      return active + 1;
    case "ArrowUp":
      return active - 1;
    case "PageDown":
      return active + pageRows;
    case "PageUp":
      return active - pageRows;
    case "Home":
      return 0;
    case "End":
      return rowCount - 1;
    default:
      return null;
  }
};

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { id, label, columns, rowCount, rowAt, rowHeight = 30, resetKey = "" } = props;
  const { t } = useTranslation("ui");
  const domId = useId();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const scrolling = useRef<Scrolling>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState(0);
  const ownShown = useShownColumns(id);
  const { table, headers, visible, template, width } = useTableColumns(id, columns, props.shown ?? ownShown);
  const { onSelect } = props;
  useEffect(() => onSelect?.(Math.min(active, anchor), Math.max(active, anchor)), [onSelect, active, anchor]);

  const shownKey = useRef(resetKey);
  useEffect(() => {
    if (shownKey.current === resetKey) return;
    shownKey.current = resetKey;
    setActive(0);
    setAnchor(0);
    scroller?.scrollTo({ top: 0 });
  }, [resetKey, scroller]);

  const moveTo = (index: number, extend: boolean): void => {
    const next = Math.min(rowCount - 1, Math.max(0, index));
    setActive(next);
    if (!extend) setAnchor(next);
    scrolling.current?.show(next);
    const row = rowAt(next);
    if (row !== undefined) props.onActive?.(row, next);
  };
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row !== undefined) props.onOpen?.(row);
  };
  const rowsAtHand = async (first: number, last: number): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (let index = first; index <= last; index++) {
      const row = rowAt(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  };
  const copy = async (): Promise<void> => {
    const first = Math.min(active, anchor);
    const last = Math.min(rowCount - 1, Math.max(active, anchor), first + copiedRows - 1);
    const rows = await (props.readRows ?? rowsAtHand)(first, last);
    copyText(
      toTsv([
        visible.map(({ header }) => header),
        ...rows.map((row) => visible.map(({ text }) => text(row))),
      ]),
    );
    notifications.show({ message: t("table.copied", { count: rows.length }), autoClose: 2500 });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== grid.current || rowCount === 0) return;
    const viewHeight = (scroller?.clientHeight ?? 0) - headHeight;
    const pageRows = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    const next = moveOf(event.key, active, pageRows, rowCount);
    const command = event.ctrlKey || event.metaKey;
    if (next !== null) moveTo(next, event.shiftKey);
    else if (event.key === "Enter") open(active);
    else if (command && event.key === "c") void copy();
    else if (command && event.key === "a") {
      setAnchor(0);
      setActive(rowCount - 1);
    } else return;
    event.preventDefault();
  };

  // Rows keep one object of handlers for life; it calls what the latest drawing made.
  const latest = useRef({ moveTo, open });
  latest.current = { moveTo, open };
  const handlers: RowHandlers = useMemo(
    () => ({
      press: (event, index) => {
        event.preventDefault();
        grid.current?.focus({ preventScroll: true });
        latest.current.moveTo(index, event.shiftKey);
      },
      open: (index) => latest.current.open(index),
    }),
    [],
  );

  return (
    <div className={classes.frame}>
      <div ref={setScroller} className={classes.scroller}>
        <table
          ref={grid}
          className={classes.grid}
          style={{ minWidth: width, "--columns": template } as CSSProperties}
          role="grid"
          aria-label={label}
          aria-rowcount={rowCount + 1}
          aria-colcount={visible.length}
          aria-multiselectable
          aria-activedescendant={scroller && rowCount > active ? `${domId}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <TableHead columns={columns} headers={headers} sort={props.sort} onSort={props.onSort} />
          <TableBody
            domId={domId}
            scroller={scroller}
            scrolling={scrolling}
            columns={visible}
            rowCount={rowCount}
            rowAt={rowAt}
            rowHeight={rowHeight}
            active={active}
            anchor={anchor}
            handlers={handlers}
            onRange={props.onRange}
          />
        </table>
        {rowCount === 0 && <div className={classes.empty}>{props.empty}</div>}
      </div>
      <ColumnMenu columns={columns} table={table} />
    </div>
  );
}
