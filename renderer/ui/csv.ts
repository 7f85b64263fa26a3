/** Cells of a table as RFC 4180 CSV with a byte-order mark, as spreadsheets open it. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A name that a spreadsheet would take for a formula is marked as text; numbers with a sign are no formulas. */
const neutral = (text: string): string =>
  /^[=@＝＋－＠\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-][\d.,]+ ?%?$/.test(text))
    ? `'${text}`
    : text;

export const toCsv = (rows: readonly (readonly string[])[]): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(
    `\uFEFF${rows.map((row) => row.map((cell) => field(neutral(cell))).join(",")).join("\r\n")}\r\n`,
  );
