/** The rows in view. Scrolling draws only the rows that come in: the others, the head and the page stay as they are. */
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type MouseEvent, memo, type ReactNode, type RefObject, useEffect, useImperativeHandle } from "react";
import classes from "./data-table.module.css";
import type { Column } from "./table-columns.ts";
import { headHeight } from "./table-head.tsx";

export interface RowHandlers {
  press(event: MouseEvent, index: number): void;
  open(index: number): void;
}

export interface Scrolling {
  /** Scrolls until the row is in view. */
  show(index: number): void;
}

export interface TableBodyProps<Row> {
  readonly domId: string;
  /** Null until it is drawn. */
  readonly scroller: HTMLElement | null;
  readonly scrolling: RefObject<Scrolling | null>;
  readonly columns: readonly Column<Row>[];
  readonly rowCount: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowHeight: number;
  readonly active: number;
  /** The other end of the selection. */
  readonly anchor: number;
  readonly handlers: RowHandlers;
  readonly onRange: ((first: number, last: number) => void) | undefined;
}

export function TableBody<Row>({
  domId,
  scroller,
  scrolling,
  columns,
  rowCount,
  rowAt,
  rowHeight,
  active,
  anchor,
  handlers,
  onRange,
}: TableBodyProps<Row>) {
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller,
    // The active row stays drawn out of view: the grid names it to screen readers.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return shown.includes(active) || active >= rowCount ? shown : [...shown, active].sort((a, b) => a - b);
    },
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    useFlushSync: false,
  });
  useImperativeHandle(scrolling, () => ({ show: (index) => virtualizer.scrollToIndex(index) }), [
    virtualizer,
  ]);
  const items = virtualizer.getVirtualItems();
  const { startIndex: first, endIndex: last } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  const from = Math.min(active, anchor);
  const to = Math.max(active, anchor);
  return (
    <tbody className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
      {items.map(({ index, start }) => (
        <TableRow
          key={index}
          id={`${domId}-${index}`}
          index={index}
          row={rowAt(index)}
          columns={columns}
          top={start - headHeight}
          height={rowHeight}
          active={index === active}
          selected={index >= from && index <= to}
          handlers={handlers}
        />
      ))}
    </tbody>
  );
}

interface TableRowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column<Row>[];
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  readonly selected: boolean;
  readonly handlers: RowHandlers;
}

function DrawnRow<Row>(props: TableRowProps<Row>): ReactNode {
  const { id, index, row, columns, top, height, active, selected, handlers } = props;
  return (
    <tr
      id={id}
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      onMouseDown={(event) => handlers.press(event, index)}
      onDoubleClick={() => handlers.open(index)}
    >
      {columns.map((column) => (
        <td key={column.id} className={classes.cell} data-align={column.align ?? "start"}>
          {row === undefined ? <span className={classes.pending} /> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** `memo` forgets that its component is generic. */
const TableRow = memo(DrawnRow) as typeof DrawnRow;
