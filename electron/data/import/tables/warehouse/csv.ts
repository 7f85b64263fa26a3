/** Pages as delimited text (RFC 4180), the form in which fetched rows wait to be imported. */

const special = /[",\r\n]/;
const cell = (text: string): string => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A row of one empty cell is written as a quoted one: a blank line would be no row. */
const line = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0] === "" ? '""' : cells.map(cell).join(",");

export const csvOf = (rows: readonly (readonly string[])[]): Buffer => {
  let text = "";
  for (const row of rows) text += `${line(row)}\n`;
  return Buffer.from(text, "utf8");
};
