/** The columns of a table as the user has set them: which are shown, and how wide. */
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type ReactNode, useMemo } from "react";
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

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, columnVisibilityFeature });
const noRows: readonly object[] = [];
/** Room at the end for the button that chooses columns. */
const tailWidth = 34;

/** Which columns the user shows or hides, unlike what they are at first. */
export type ShownColumns = Readonly<Record<string, boolean>>;
export const useShownColumns = (tableId: string) =>
  useStoredState<ShownColumns>(`table.${tableId}.shown`, {});

export const useTableColumns = <Row>(
  tableId: string,
  columns: readonly Column<Row>[],
  [shown, setShown]: ReturnType<typeof useShownColumns>,
) => {
  const [sizes, setSizes] = useStoredState<Record<string, number>>(`table.${tableId}.sizes`, {});
  const columnVisibility = useMemo(
    () => ({ ...Object.fromEntries(columns.map(({ id, hidden }) => [id, !hidden])), ...shown }),
    [columns, shown],
  );
  const table = useTable({
    features,
    data: noRows,
    columns: useMemo(() => columns.map(({ id, width }) => ({ id, size: width, minSize: 48 })), [columns]),
    columnResizeMode: "onChange",
    state: { columnSizing: sizes, columnVisibility },
    onColumnSizingChange: setSizes,
    onColumnVisibilityChange: setShown,
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return {
    table,
    headers,
    visible: useMemo(() => columns.filter(({ id }) => columnVisibility[id]), [columns, columnVisibility]),
    /** For `grid-template-columns`. */
    template: `${headers.map((header) => `${header.getSize()}px`).join(" ")} minmax(${tailWidth}px, 1fr)`,
    width: table.getTotalSize() + tailWidth,
  };
};

export type TableColumns<Row> = ReturnType<typeof useTableColumns<Row>>;
