/** Cells and tables as spreadsheets like them: text never a formula, numbers and times as numbers. */
import type { CellObject, Image } from "write-excel-file/node";
import type { IsoDate, Minutes } from "../../../shared/domain/slate.ts";
import { neutralText } from "./neutral-text.ts";

export type FileContent = Image["content"];
export type Style = Omit<CellObject, "value" | "type">;

/** Text; an empty cell where there is none. */
export const text = (value: string | null, style: Style = {}): CellObject =>
  value ? { ...style, value: neutralText(value), type: String } : { ...style };

export const number = (value: number | null, format: string, style: Style = {}): CellObject =>
  value === null ? { ...style } : { ...style, value, type: Number, format };

export const count = (value: number | null, style: Style = {}): CellObject => number(value, "#,##0", style);

/** A time of day: a fraction of 24 h, past 1 in the night that belongs to the day, so that columns sort as the day runs. */
export const clock = (minutes: Minutes, style: Style = {}): CellObject =>
  number(minutes / 1440, "hh:mm", style);

export const date = (day: IsoDate | null, style: Style = {}): CellObject =>
  day === null
    ? { ...style }
    : { ...style, value: new Date(`${day}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };

export const headerStyle: Style = {
  fontWeight: "bold",
  textColor: "#ffffff",
  backgroundColor: "#2b3245",
  alignVertical: "center",
  wrap: true,
};
export const title: Style = { fontWeight: "bold", fontSize: 14 };
export const line: Style = {
  bottomBorderColor: "#d5d9e2",
  bottomBorderStyle: "thin",
  alignVertical: "center",
};

export interface Column<T> {
  readonly header: string;
  readonly width: number;
  readonly align?: "right" | "center"; // left if not said
  readonly cell: (row: T) => CellObject;
}

/** A header row, to be frozen, and a row each. */
export const table = <T>(columns: readonly Column<T>[], rows: readonly T[]): CellObject[][] => {
  const aligned = ({ align }: Column<T>): Style => (align ? { align } : { align: "left", indent: 1 });
  return [
    columns.map((column) => text(column.header, { ...headerStyle, ...aligned(column), height: 30 })),
    ...rows.map((row) =>
      columns.map((column) => ({ ...line, ...aligned(column), height: 18, ...column.cell(row) })),
    ),
  ];
};
