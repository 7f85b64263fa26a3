/** A sheet's rows: the text of each cell as a person reads it. Formulas give the value they were saved with. */
import type { SourceFile } from "../../source/source.ts";
import { type Damage, maxColumns, maxFieldLength, type RowBatch, type SourceRow } from "../table.ts";
import { serialToIso } from "./dates.ts";
import type { Workbook } from "./workbook.ts";
import { unescaped, walkXml } from "./xml.ts";

/** "AB12" -> 27; -1 without letters. */
export const columnOf = (reference: string): number => {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > 2 ** 20) break;
  }
  return column - 1;
};

/** Fifteen digits are what a sheet shows; the binary number behind may need seventeen. */
const numberText = (value: string): string => {
  const number = Number(value);
  if (value === "" || !Number.isFinite(number)) return value;
  return String(Number(number.toPrecision(15)));
};

type Texts = Pick<Workbook, "sharedTexts" | "formats" | "from1904">;

interface Cell {
  readonly type: string;
  readonly style: number;
}

const cellText = (
  { type, style }: Cell,
  value: string,
  { sharedTexts, formats, from1904 }: Texts,
): string | null => {
  switch (type) {
    case "s":
      return value === "" ? "" : (sharedTexts[Number(value)] ?? null);
    case "b":
      return value === "" ? "" : value === "1" || value === "true" ? "true" : "false";
    case "str":
    case "inlineStr":
      return unescaped(value);
    case "e":
    case "d":
      return value;
    default: {
      const format = formats[style];
      if (format && value !== "") return serialToIso(Number(value), format, from1904) ?? numberText(value);
      return numberText(value);
    }
  }
};

/** Rows with at least one filled cell, their trailing empty cells left out. */
export async function* sheetRows(part: SourceFile, texts: Texts): AsyncGenerator<RowBatch> {
  let rows: SourceRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let damage: Damage | null = null;
  let column = -1;
  let cell: Cell | null = null;
  let value = "";
  let taking = false;
  let inReading = 0;

  const put = (text: string): void => {
    if (text === "") return;
    if (column >= maxColumns) damage = "wrong-columns";
    else {
      while (cells.length <= column) cells.push("");
      cells[column] = text;
    }
  };

  for await (const bytesRead of walkXml(part, {
    open: (tag, attribute) => {
      if (tag === "c") {
        const told = columnOf(attribute("r") ?? "");
        column = told >= 0 ? told : column + 1;
        cell = { type: attribute("t") ?? "n", style: Number(attribute("s") ?? 0) };
        value = "";
      } else if (tag === "row") {
        const told = Number(attribute("r"));
        line = Number.isSafeInteger(told) && told > line ? told : line + 1;
        cells = [];
        column = -1;
        damage = null;
      } else if (tag === "rPh") inReading++;
      else if (cell && (tag === "v" || (tag === "t" && inReading === 0))) taking = true;
    },
    text: (piece) => {
      if (taking && value.length <= maxFieldLength)
        value += piece.slice(0, maxFieldLength + 1 - value.length);
    },
    close: (tag) => {
      if (tag === "v" || tag === "t") taking = false;
      else if (tag === "rPh") inReading--;
      else if (tag === "c" && cell) {
        const text = value.length > maxFieldLength ? null : cellText(cell, value, texts);
        if (text === null || text.length > maxFieldLength)
          damage =
            cell.type === "s" && value.length <= 20 && text === null ? "unparsable-row" : "overlong-field";
        else put(text);
        cell = null;
      } else if (tag === "row" && (cells.length > 0 || damage)) rows.push({ line, cells, damage });
    },
  })) {
    yield { rows, bytesRead };
    rows = [];
  }
  if (rows.length > 0) yield { rows, bytesRead: part.bytes };
}
