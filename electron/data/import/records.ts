/**
 * Text files as records with the line each begins on, read in pieces: no file is ever whole in memory.
 * Own code rather than a CSV library: every rejected row must be reported by its line, one stray quote must cost one
 * row and not the rest of the file, and three dialects share one reader.
 */
import type { SourceFile } from "./source.ts";

export interface Dialect {
  readonly encoding: "utf-8" | "iso-8859-1";
  readonly separator: string;
  /** Fields may stand in double quotes and then hold separators and line breaks (RFC 4180). */
  readonly quoted: boolean;
}

export type Damage = "unparsable-row" | "overlong-field";

/** `fields` of an undamaged record, else what is wrong with it. */
export interface TextRecord {
  readonly line: number; // from 1
  readonly fields: readonly string[];
  readonly damage: Damage | null;
}

/** UTF-16 units; a longer field, or line without a quote, is refused. */
export const maxFieldLength = 2 ** 20;
/** A quoted field that runs over more lines than this was never closed. */
const maxLinesPerRecord = 1_000;

/** The fields of one line or quoted record, or null if a quote is out of place or still open. */
export const splitRecord = (text: string, { separator, quoted }: Dialect): string[] | null => {
  if (!quoted || !text.includes('"')) return text.split(separator);
  const fields: string[] = [];
  let start = 0;
  for (;;) {
    if (text[start] !== '"') {
      const end = text.indexOf(separator, start);
      const field = end < 0 ? text.slice(start) : text.slice(start, end);
      if (field.includes('"')) return null;
      fields.push(field);
      if (end < 0) return fields;
      start = end + separator.length;
      continue;
    }
    let close = text.indexOf('"', start + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
    if (close < 0) return null;
    fields.push(text.slice(start + 1, close).replaceAll('""', '"'));
    if (close + 1 === text.length) return fields;
    if (!text.startsWith(separator, close + 1)) return null;
    start = close + 1 + separator.length;
  }
};

const quotesIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
};

/** Turns lines into records: `push` takes one line, `end` what is left. Blank lines are no records. */
export class RecordAssembler {
  private held: string[] = [];
  private heldLength = 0;
  private line = 0;
  private readonly dialect: Dialect;
  private readonly emit: (record: TextRecord) => void;

  constructor(dialect: Dialect, emit: (record: TextRecord) => void) {
    this.dialect = dialect;
    this.emit = emit;
  }

  /** `line` without its line break; null for a line too long to hold. */
  push(line: string | null): void {
    if (line === null) {
      this.end();
      this.line++;
      this.emit({ line: this.line, fields: [], damage: "overlong-field" });
      return;
    }
    this.line++;
    const oddQuotes = this.dialect.quoted && quotesIn(line) % 2 === 1;
    if (this.held.length === 0 && !oddQuotes) {
      if (line !== "") this.take(splitRecord(line, this.dialect), this.line);
      return;
    }
    this.held.push(line);
    this.heldLength += line.length + 1;
    const closed = oddQuotes && this.held.length > 1;
    const fields = closed ? splitRecord(this.held.join("\n"), this.dialect) : null;
    if (fields !== null) {
      const first = this.line - this.held.length + 1;
      this.clear();
      this.take(fields, first);
    } else if (closed || this.held.length > maxLinesPerRecord || this.heldLength > maxFieldLength)
      this.giveUpFirst();
  }

  /** No more lines follow. */
  end(): void {
    while (this.held.length > 0) this.giveUpFirst();
  }

  private take(fields: string[] | null, line: number): void {
    if (fields === null) this.emit({ line, fields: [], damage: "unparsable-row" });
    else if (fields.some(({ length }) => length > maxFieldLength))
      this.emit({ line, fields: [], damage: "overlong-field" });
    else this.emit({ line, fields, damage: null });
  }

  private clear(): void {
    this.held = [];
    this.heldLength = 0;
  }

  /** The first held line's quote does not close: that line is lost, the lines after it are read again on their own. */
  private giveUpFirst(): void {
    const [, ...rest] = this.held;
    this.clear();
    this.line -= rest.length;
    this.emit({ line: this.line, fields: [], damage: "unparsable-row" });
    for (const line of rest) this.push(line);
  }
}

/** Cuts decoded text into lines; `\n` and `\r\n` end a line. */
const lineCutter = (take: (line: string | null) => void) => {
  let rest = "";
  let skipping = false; // the rest of a line that was too long
  const line = (text: string): void => {
    if (skipping) take(null);
    else take(text.endsWith("\r") ? text.slice(0, -1) : text);
    skipping = false;
  };
  return {
    push(text: string): void {
      let start = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
        line(rest + text.slice(start, end));
        rest = "";
        start = end + 1;
      }
      if (!skipping) rest += text.slice(start);
      if (rest.length > maxFieldLength * 2) {
        skipping = true;
        rest = "";
      }
    },
    end(): void {
      if (rest !== "" || skipping) line(rest);
    },
  };
};

/** The file could not be read to its end: a failing disk, a damaged archive. */
export class ReadFailure extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.file = file;
  }
}

async function* piecesOf(file: SourceFile): AsyncGenerator<Buffer> {
  try {
    for await (const piece of await file.read()) yield piece as Buffer;
  } catch (error) {
    throw new ReadFailure(file.name, error);
  }
}

export interface RecordBatch {
  readonly records: readonly TextRecord[];
  readonly bytesRead: number;
}

/** A file's records, one batch a piece of the file; bytes that the encoding forbids become U+FFFD. */
export async function* readRecords(file: SourceFile, dialect: Dialect): AsyncGenerator<RecordBatch> {
  const decoder = new TextDecoder(dialect.encoding);
  let records: TextRecord[] = [];
  const assembler = new RecordAssembler(dialect, (record) => records.push(record));
  const cutter = lineCutter((line) => assembler.push(line));
  let bytesRead = 0;
  for await (const piece of piecesOf(file)) {
    bytesRead += piece.length;
    cutter.push(decoder.decode(piece, { stream: true }));
    yield { records, bytesRead };
    records = [];
  }
  cutter.push(decoder.decode());
  cutter.end();
  assembler.end();
  yield { records, bytesRead };
}

/** The first bytes of a file as bytes: enough to recognise it and to show its first rows. */
export const readHead = async (file: SourceFile, length = 2 ** 16): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let held = 0;
  for await (const piece of piecesOf(file)) {
    pieces.push(piece);
    held += piece.length;
    if (held >= length) break;
  }
  return Buffer.concat(pieces).subarray(0, length);
};

/** The complete records of a head; a last line that is cut off is left out unless the file ends there. */
export const headRecords = (head: Buffer, whole: boolean, dialect: Dialect): readonly TextRecord[] => {
  const text = new TextDecoder(dialect.encoding).decode(head);
  const end = whole ? text.length : text.lastIndexOf("\n") + 1;
  const records: TextRecord[] = [];
  const assembler = new RecordAssembler(dialect, (record) => records.push(record));
  const cutter = lineCutter((line) => assembler.push(line));
  cutter.push(text.slice(0, end));
  cutter.end();
  if (whole) assembler.end();
  return records;
};
