/**
 * Ratings as most systems export them, digits between separators, read straight from the bytes: a line that is anything
 * else goes the general way, and from the first quote on all of them do. Both ways give the same rows.
 */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { RatingScale } from "../../../../shared/domain/interactions.ts";
import { usualScale } from "../records/interactions.ts";
import type { SourceFile } from "../source/source.ts";
import { trimmed } from "../tables/delimited.ts";
import { piecesOf, rowsOf, type TextFormat } from "../tables/records.ts";
import { maxFieldLength, type SourceRow, type Table } from "../tables/table.ts";

interface Lane {
  readonly format: TextFormat;
  readonly separator: Uint8Array;
  readonly columns: number;
  readonly header: boolean;
  /** What a column holds; undefined: nothing that is mapped. */
  readonly roles: readonly ("member" | "film" | "rating" | "at" | undefined)[];
  readonly timed: boolean;
  readonly scale: RatingScale;
  readonly latest: number; // seconds since 1970
}

export interface LaneSink {
  /** Keys are whole numbers from 1 to 2^31 - 1; false where the row must go the general way. */
  rating(member: number, film: number, at: number, value: number, line: number): boolean;
  rows(rows: readonly SourceRow[]): void;
}

const asciiCompatible: ReadonlySet<string> = new Set(["utf-8", "iso-8859-1", "windows-1252"]);
const secondsOfADay = 86_400;

/** Null where the table's mapping says more than a lane can read. */
export const laneOf = (table: Table, mapping: TableMapping, now: number): Lane | null => {
  const { form, file } = table;
  if (!file || form.type !== "delimited" || mapping.kind !== "interactions" || mapping.options.keep)
    return null;
  if (!asciiCompatible.has(form.encoding) || form.dialect.lineBreak !== "lf") return null;
  const { member, film, rating, at, ...others } = mapping.fields;
  if (Object.keys(others).length > 0 || !member || !film || !rating) return null;
  if ([member, film, rating, at].some((field) => field && (field.column === null || field.constant)))
    return null;
  if (rating.as?.decimal === "," || (at && at.as?.dates !== "epochSeconds")) return null;
  const roleOf = (column: string): Lane["roles"][number] => {
    if (column === member.column) return "member";
    if (column === film.column) return "film";
    if (column === rating.column) return "rating";
    return column === at?.column ? "at" : undefined;
  };
  return {
    format: { encoding: form.encoding, dialect: form.dialect },
    separator: new TextEncoder().encode(form.dialect.separator),
    columns: table.columns.length,
    header: form.header,
    roles: table.columns.map(roleOf),
    timed: at !== undefined,
    scale: rating.as?.scale ?? usualScale,
    latest: now + secondsOfADay,
  };
};

const [newline, carriageReturn, zero, nine, dot] = [10, 13, 48, 57, 46];
const largestKey = 2 ** 31 - 1;
const tens = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000];

/** One line's numbers; false where it is not what the lane reads. */
const lineReader = ({ separator, columns, roles, timed, scale, latest }: Lane) => {
  const marks = new Set<number>();
  for (let n = 0; scale.min + n * scale.step <= scale.max + 1e-9 && n < 2_000; n++)
    marks.add(Number((scale.min + n * scale.step).toFixed(9)));
  const [first] = separator;
  const width = separator.length;
  const found = { member: 0, film: 0, at: 0, value: 0 };

  const read = (bytes: Uint8Array, from: number, to: number): boolean => {
    let at = from;
    for (let column = 0; column < columns; column++) {
      const role = roles[column];
      const start = at;
      if (role === undefined) {
        while (at < to && bytes[at] !== first) at++;
      } else {
        let whole = 0;
        while (at < to) {
          const digit = (bytes[at] as number) - zero;
          if (digit < 0 || digit > 9) break;
          whole = whole * 10 + digit;
          at++;
        }
        const digits = at - start;
        if (digits === 0 || digits > 12) return false;
        if (role === "rating") {
          let value = whole;
          if (at < to && bytes[at] === dot) {
            const point = ++at;
            let part = 0;
            while (at < to && (bytes[at] as number) >= zero && (bytes[at] as number) <= nine)
              part = part * 10 + (bytes[at++] as number) - zero;
            const places = at - point;
            if (places === 0 || places > 9) return false;
            value = whole + part / (tens[places] as number);
          }
          if (digits > 3 || !marks.has(value)) return false;
          found.value = value;
        } else if (role === "at") {
          if (whole < 1 || whole > latest) return false;
          found.at = whole;
        } else {
          if (whole < 1 || whole > largestKey || bytes[start] === zero) return false;
          if (role === "member") found.member = whole;
          else found.film = whole;
        }
      }
      if (column === columns - 1) break;
      for (let n = 0; n < width; n++) if (bytes[at + n] !== separator[n]) return false;
      at += width;
      if (at > to) return false;
    }
    if (!timed) found.at = 0;
    return at === to;
  };
  return { read, found };
};

/** Reads the whole file into `sink`; yields the bytes and rows read so far after every piece. */
export async function* driveLane(
  lane: Lane,
  file: SourceFile,
  sink: LaneSink,
): AsyncGenerator<{ readonly bytesRead: number; readonly rows: number }> {
  const { read, found } = lineReader(lane);
  const { separator, quote } = lane.format.dialect;
  const quoteByte = quote === null ? -1 : quote.charCodeAt(0);
  const decoder = new TextDecoder(lane.format.encoding);
  const pieces = piecesOf(file);
  let rest: Buffer = Buffer.alloc(0);
  let lines = 0;
  let bytesRead = 0;
  let rows = 0;
  let waiting = lane.header;
  let irregular: SourceRow[] = [];

  const takeIrregular = (bytes: Uint8Array, from: number, to: number): void => {
    const text = decoder.decode(bytes.subarray(from, to));
    if (text === "") return;
    if (waiting) {
      waiting = false;
      return;
    }
    rows++;
    irregular.push({ line: lines, cells: text.split(separator), damage: null });
  };
  /** Takes complete lines; returns where the general way must go on, or -1. */
  const takeLines = (bytes: Buffer, end: number): number => {
    let from = 0;
    while (from < end) {
      const at = bytes.indexOf(newline, from);
      const stop = at < 0 || at >= end ? end : at;
      const to = stop > from && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
      if (stop - from > maxFieldLength) return from;
      lines++;
      if (
        !waiting &&
        read(bytes, from, to) &&
        sink.rating(found.member, found.film, found.at, found.value, lines)
      )
        rows++;
      else {
        if (quoteByte >= 0 && bytes.subarray(from, to).includes(quoteByte)) {
          lines--;
          return from;
        }
        takeIrregular(bytes, from, to);
      }
      from = stop + 1;
    }
    return -1;
  };
  const flush = (): void => {
    if (irregular.length > 0) sink.rows(irregular.map((row) => trimmed(row, lane.columns)));
    irregular = [];
  };

  async function* remaining(first: Uint8Array): AsyncGenerator<Uint8Array> {
    yield first;
    for await (const piece of pieces) yield piece;
  }
  async function* generally(first: Uint8Array, bytes: number) {
    flush();
    for await (const batch of rowsOf(file.name, remaining(first), lane.format, { lines, bytes })) {
      const some = waiting ? batch.rows.slice(1) : batch.rows;
      if (batch.rows.length > 0) waiting = false;
      rows += some.length;
      sink.rows(some.map((row) => trimmed(row, lane.columns)));
      yield { bytesRead: batch.bytesRead, rows };
    }
  }

  for (;;) {
    const { value: piece, done } = await pieces.next();
    if (done) break;
    const bytes =
      rest.length > 0
        ? Buffer.concat([rest, piece])
        : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    const end = bytes.lastIndexOf(newline) + 1;
    const slow = end === 0 && bytes.length > maxFieldLength ? 0 : takeLines(bytes, end);
    if (slow >= 0) {
      yield* generally(bytes.subarray(slow), bytesRead - rest.length + slow);
      return;
    }
    flush();
    bytesRead += piece.length;
    rest = bytes.subarray(end);
    yield { bytesRead, rows };
  }
  if (rest.length > 0) {
    const slow = takeLines(rest, rest.length);
    if (slow >= 0) yield* generally(rest.subarray(slow), bytesRead - rest.length + slow);
    flush();
  }
  yield { bytesRead, rows };
}
