/** Any table as CSV, workbook or pages to print. */
import writeXlsxFile from "write-excel-file/node";
import type { TableCell, TableColumn, TableDocument } from "../../../shared/domain/table-document.ts";
import { csvOf } from "./csv.ts";
import { html } from "./markup.ts";
import { tablePrintStyle } from "./table-style.ts";
import { exportTexts } from "./texts.ts";
import { type Column, number, table, text, title } from "./xlsx-cells.ts";

/** Keys as headers, and what holds for every row as columns, so that files can be put together. */
export const tableCsv = ({ columns, rows, facts }: TableDocument): string =>
  csvOf([
    [...columns, ...facts].map(({ key }) => key),
    ...rows.map((row) => [...row, ...facts.map(({ value }) => value)]),
  ]);

const formats: Readonly<Record<TableColumn["kind"], string>> = {
  text: "@",
  whole: "#,##0",
  number: "0.00",
  share: "0.0 %",
};

export const tableXlsx = ({
  title: name,
  language,
  columns,
  rows,
  facts,
}: TableDocument): Promise<Uint8Array> => {
  const texts = exportTexts(language);
  const cells = columns.map(
    ({ header, width, kind }, at): Column<readonly TableCell[]> => ({
      header,
      width,
      ...(kind === "text" ? {} : { align: "right" }),
      cell: (row) => {
        const value = row[at] ?? null;
        return typeof value === "number" ? number(value, formats[kind]) : text(value, { wrap: true });
      },
    }),
  );
  return writeXlsxFile(
    [
      {
        sheet: texts.sheetTable,
        orientation: "landscape",
        stickyRowsCount: 1,
        columns: columns.map(({ width }) => ({ width })),
        data: table(cells, rows).map((row, at) =>
          at === 0 ? row : row.map(({ height: _, ...cell }) => ({ ...cell })),
        ),
      },
      {
        sheet: texts.sheetAbout,
        columns: [{ width: 28 }, { width: 80 }],
        data: [
          [text(name, title)],
          ...facts.map(({ header, value }) => [text(header), text(value, { wrap: true })]),
        ],
      },
    ],
    { fontFamily: "Calibri", fontSize: 11 },
  ).toBuffer();
};

const digits: Readonly<Record<TableColumn["kind"], Intl.NumberFormatOptions>> = {
  text: {},
  whole: { maximumFractionDigits: 0 },
  number: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  share: { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
};

/** Sealed HTML: no scripts, nothing fetched. */
export const tableHtml = ({ title: name, language, columns, rows, facts }: TableDocument): string => {
  const written = (kind: TableColumn["kind"], cell: TableCell): string =>
    typeof cell === "number" ? new Intl.NumberFormat(language, digits[kind]).format(cell) : (cell ?? "");
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${name}</title><style>${{ markup: tablePrintStyle }}</style></head>
<body>
<h1>${name}</h1>
<dl>${facts.map(({ header, value }) => html`<div><dt>${header}</dt><dd>${value}</dd></div>`)}</dl>
<table>
<colgroup>${columns.map(({ width }) => html`<col style="width:${((100 * width) / total).toFixed(2)}%">`)}</colgroup>
<thead><tr>${columns.map(({ header, kind }) => html`<th class="${kind}" scope="col">${header}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map(({ kind }, at) => html`<td class="${kind}">${written(kind, row[at] ?? null)}</td>`)}</tr>`)}</tbody>
</table>
</body>
</html>
`.markup;
};
