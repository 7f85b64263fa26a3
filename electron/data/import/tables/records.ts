/**
 * Text files as rows with the line each begins on, read in pieces: no file is ever whole in memory.
 * Own code rather than a CSV library: every rejected row must be reported by its line, one stray quote must cost one
 * row and not the rest of the file, and every dialect shares one reader.
 */
import type { Dialect, TextEncoding } from "../../../../shared/contract/import-forms.ts";
import { ReadFailure, readFailure, type SourceFile } from "../source/source.ts";
import { type Damage, maxColumns, maxFieldLength, type RowBatch, type SourceRow } from "./table.ts";

export interface TextFormat {
  readonly encoding: TextEncoding;
  readonly dialect: Dialect;
}

/** A quoted field that runs over more lines than this was never closed. */
const maxLinesPerRecord = 1_000;
/** Bytes of one line, which holds as many fields as a row may: where a longer one ends is not looked for. */
const maxLineBytes = 2 ** 26;
/** Of a row that cannot be cut into cells, as much is kept as a person would want to mend. */
const keptOfDamaged = 2 ** 14;

/** The cells of `text` from `start` to `end`, where no quote stands. */
const splitPlain = (text: string, start: number, end: number, separator: string): string[] => {
  const cells: string[] = [];
  let from = start;
  if (separator.length === 1) {
    const code = separator.charCodeAt(0);
    for (let at = start; at < end; at++)
      if (text.charCodeAt(at) === code) {
        cells.push(text.slice(from, at));
        from = at + 1;
      }
  } else
    for (let at = text.indexOf(separator, from); at >= 0 && at < end; at = text.indexOf(separator, from)) {
      cells.push(text.slice(from, at));
      from = at + separator.length;
    }
  cells.push(text.slice(from, end));
  return cells;
};

/** The cells of one line or quoted record, or null if a quote is out of place or still open. */
export const splitRecord = (text: string, { separator, quote }: Dialect): string[] | null => {
  if (quote === null || !text.includes(quote)) return text.split(separator);
  const cells: string[] = [];
  let start = 0;
  for (;;) {
    if (text[start] !== quote) {
      const end = text.indexOf(separator, start);
      const cell = end < 0 ? text.slice(start) : text.slice(start, end);
      if (cell.includes(quote)) return null;
      cells.push(cell);
      if (end < 0) return cells;
      start = end + separator.length;
      continue;
    }
    let close = text.indexOf(quote, start + 1);
    while (close >= 0 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
    if (close < 0) return null;
    cells.push(text.slice(start + 1, close).replaceAll(quote + quote, quote));
    if (close + 1 === text.length) return cells;
    if (!text.startsWith(separator, close + 1)) return null;
    start = close + 1 + separator.length;
  }
};

const countIn = (text: string, quote: string): number => {
  let count = 0;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) count++;
  return count;
};

/** Turns decoded text into rows: `push` takes the next piece, `end` what is left. Blank lines are no rows. */
export class RowReader {
  private rest = "";
  private skipping = false; // the rest of a line that was too long
  private held: string[] = []; // lines of a record whose quote is still open
  private heldLength = 0;
  private line: number;
  private readonly dialect: Dialect;
  private readonly lineBreak: string;
  private readonly emit: (row: SourceRow) => void;

  /** `linesBefore` were read by somebody else. */
  constructor(dialect: Dialect, emit: (row: SourceRow) => void, linesBefore = 0) {
    this.line = linesBefore;
    this.dialect = dialect;
    this.lineBreak = dialect.lineBreak === "cr" ? "\r" : "\n";
    this.emit = emit;
  }

  /** In a line that is too long already, up to its end. */
  get skips(): boolean {
    return this.skipping;
  }

  push(piece: string): void {
    const { separator, quote } = this.dialect;
    const text = this.rest + piece;
    let quoteAt = quote === null ? -1 : text.indexOf(quote);
    let start = 0;
    for (let end = text.indexOf(this.lineBreak); end >= 0; end = text.indexOf(this.lineBreak, start)) {
      if (quoteAt >= 0 && quoteAt < start) quoteAt = text.indexOf(quote as string, start);
      const plain = (quoteAt < 0 || quoteAt >= end) && this.held.length === 0 && !this.skipping;
      if (plain && end - start <= maxFieldLength) {
        const stop = text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end;
        this.line++;
        if (stop > start) this.take(splitPlain(text, start, stop, separator), this.line, "", false);
      } else this.pushLine(text.slice(start, end));
      start = end + 1;
    }
    this.rest = this.skipping ? "" : text.slice(start);
    if (this.rest.length > maxFieldLength * 2) {
      this.skipping = true;
      this.rest = "";
    }
  }

  end(): void {
    if (this.rest !== "" || this.skipping) this.pushLine(this.rest);
    this.rest = "";
    while (this.held.length > 0) this.giveUpFirst();
  }

  private pushLine(text: string): void {
    if (this.skipping) {
      this.skipping = false;
      while (this.held.length > 0) this.giveUpFirst();
      this.line++;
      this.damaged(this.line, "overlong-field", "");
    } else this.takeLine(text.endsWith("\r") ? text.slice(0, -1) : text);
  }

  private takeLine(line: string): void {
    this.line++;
    const { quote } = this.dialect;
    const oddQuotes = quote !== null && countIn(line, quote) % 2 === 1;
    if (this.held.length === 0 && !oddQuotes) {
      if (line !== "") this.take(splitRecord(line, this.dialect), this.line, line, true);
      return;
    }
    this.held.push(line);
    this.heldLength += line.length + 1;
    const closed = oddQuotes && this.held.length > 1;
    const whole = closed ? this.held.join("\n") : "";
    const cells = closed ? splitRecord(whole, this.dialect) : null;
    if (cells !== null) {
      const first = this.line - this.held.length + 1;
      this.clear();
      this.take(cells, first, whole, true);
    } else if (closed || this.held.length > maxLinesPerRecord || this.heldLength > maxFieldLength)
      this.giveUpFirst();
  }

  private take(cells: string[] | null, line: number, raw: string, mayBeLong: boolean): void {
    if (cells === null) this.damaged(line, "unparsable-row", raw);
    else if (mayBeLong && cells.some(({ length }) => length > maxFieldLength))
      this.damaged(line, "overlong-field", raw);
    else if (cells.length > maxColumns) this.damaged(line, "wrong-columns", cells.slice(0, 20).join(" "));
    else this.emit({ line, cells, damage: null });
  }

  private damaged(line: number, damage: Damage, raw: string): void {
    this.emit({ line, cells: raw === "" ? [] : [raw.slice(0, keptOfDamaged)], damage });
  }

  private clear(): void {
    this.held = [];
    this.heldLength = 0;
  }

  /** The first held line's quote does not close: that line is lost, the lines after it are read again on their own. */
  private giveUpFirst(): void {
    const [first = "", ...rest] = this.held;
    this.clear();
    this.line -= rest.length;
    this.damaged(this.line, "unparsable-row", first);
    for (const line of rest) this.takeLine(line);
  }
}

export async function* piecesOf(file: SourceFile): AsyncGenerator<Uint8Array> {
  try {
    yield* await file.read();
  } catch (error) {
    throw readFailure(file.name, error);
  }
}

/** A file's rows, one batch a piece of the file; bytes that the encoding forbids become U+FFFD. */
export const readRows = (
  file: SourceFile,
  format: TextFormat,
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> => rowsOf(file.name, piecesOf(file), format, { lines: 0, bytes: 0 }, signal);

/** The same of a file whose first lines and bytes were read already. */
export async function* rowsOf(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  { encoding, dialect }: TextFormat,
  before: { readonly lines: number; readonly bytes: number },
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  const decoder = new TextDecoder(encoding);
  let rows: SourceRow[] = [];
  const reader = new RowReader(dialect, (row) => rows.push(row), before.lines);
  const end = dialect.lineBreak === "cr" ? 13 : 10;
  const wide = encoding.startsWith("utf-16");
  let bytesRead = before.bytes;
  let skipped = 0;
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    bytesRead += piece.length;
    if (!(reader.skips && !wide && !piece.includes(end)))
      reader.push(decoder.decode(piece, { stream: true }));
    skipped = reader.skips ? skipped + piece.length : 0;
    if (skipped > maxLineBytes)
      throw new ReadFailure({ type: "LimitExceeded", name, limit: "record", most: maxLineBytes });
    yield { rows, bytesRead };
    rows = [];
  }
  reader.push(decoder.decode());
  reader.end();
  yield { rows, bytesRead };
}

/** The first bytes of a file: enough to recognise it and to show its first rows. */
export const readHead = async (file: SourceFile, length = 2 ** 16): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  let held = 0;
  for await (const piece of piecesOf(file)) {
    pieces.push(piece);
    held += piece.length;
    if (held >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length);
};

/** The complete rows of a head; a last line that is cut off is left out unless the file ends there. */
export const rowsOfHead = (head: Uint8Array, whole: boolean, format: TextFormat): readonly SourceRow[] => {
  const text = new TextDecoder(format.encoding).decode(head, { stream: !whole });
  const end = whole ? text.length : text.lastIndexOf(format.dialect.lineBreak === "cr" ? "\r" : "\n") + 1;
  const rows: SourceRow[] = [];
  const reader = new RowReader(format.dialect, (row) => rows.push(row));
  reader.push(text.slice(0, end));
  if (whole) reader.end();
  return rows;
};
