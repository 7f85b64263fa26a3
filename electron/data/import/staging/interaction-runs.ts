/**
 * Any number of interactions in bounded memory: runs of a few million rows, spilled one after the other to a temporary
 * file when there is more than one, sorted each, merged as they are read.
 */
import { closeSync, readSync, writeSync } from "node:fs";
import {
  columnOrder,
  compareRows,
  copyRow,
  grown,
  type InteractionRows,
  interactionRows,
  permuted,
  sortedOrder,
} from "./interaction-rows.ts";
import { openNamelessFile } from "./nameless-file.ts";

/** About 60 MB; sorting a run takes twice that for a moment. */
export const runRows = 1 << 21;
const firstCapacity = 1 << 12;
const mergedRows = 1 << 16;

interface SpilledRun {
  readonly file: number;
  readonly start: number; // bytes
  readonly rows: number;
}

const bytesOf = (column: ArrayBufferView, from: number, to: number): Uint8Array => {
  const size = (column as Uint8Array).BYTES_PER_ELEMENT;
  return new Uint8Array(column.buffer, column.byteOffset + from * size, (to - from) * size);
};

/** Returns the place after it. */
const write = ({ file, start }: SpilledRun, rows: InteractionRows): number => {
  let at = start;
  for (const name of columnOrder) {
    const bytes = bytesOf(rows[name], 0, rows.length);
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, at + done);
    at += bytes.length;
  }
  return at;
};

/** Reads rows `from` to `to` of a spilled run into `into`. */
const readRows = (run: SpilledRun, from: number, to: number, into: InteractionRows): void => {
  let offset = run.start;
  for (const name of columnOrder) {
    const size = into[name].BYTES_PER_ELEMENT;
    const bytes = bytesOf(into[name], 0, to - from);
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(run.file, bytes, done, bytes.length - done, offset + from * size + done);
      if (read === 0) throw new Error("a spilled run is shorter than it was written");
      done += read;
    }
    offset += run.rows * size;
  }
  into.length = to - from;
};

/** Rows of one run, a piece at a time. */
class Cursor {
  rows: InteractionRows;
  at = 0;
  #read = 0;
  readonly #run: SpilledRun;

  constructor(run: SpilledRun) {
    this.#run = run;
    this.rows = interactionRows(Math.min(mergedRows, run.rows));
    this.#fill();
  }

  #fill(): void {
    const to = Math.min(this.#run.rows, this.#read + mergedRows);
    readRows(this.#run, this.#read, to, this.rows);
    this.#read = to;
    this.at = 0;
  }

  /** False at the end. */
  next(): boolean {
    if (++this.at < this.rows.length) return true;
    if (this.#read >= this.#run.rows) return false;
    this.#fill();
    return true;
  }
}

export interface Duplicate {
  readonly file: number;
  readonly line: number;
  readonly of: number; // the line that came first and stays
}

export class InteractionRuns {
  readonly #capacity: number;
  readonly #spilled: SpilledRun[] = [];
  #file: number | null = null;
  #fileEnd = 0;
  #rows: InteractionRows;
  #sorted = false;

  constructor(capacity = runRows) {
    this.#capacity = capacity;
    this.#rows = interactionRows(Math.min(firstCapacity, capacity));
  }

  get length(): number {
    return this.#rows.length + this.#spilled.reduce((sum, { rows }) => sum + rows, 0);
  }

  add(
    member: number,
    film: number,
    kind: number,
    at: number,
    value: number,
    file: number,
    line: number,
  ): void {
    if (this.#rows.length === this.#rows.member.length) this.#makeRoom();
    const rows = this.#rows;
    const row = rows.length++;
    rows.member[row] = member;
    rows.film[row] = film;
    rows.kind[row] = kind;
    rows.at[row] = at;
    rows.value[row] = value;
    rows.file[row] = file;
    rows.line[row] = line;
  }

  #makeRoom(): void {
    const { length } = this.#rows;
    if (length < this.#capacity) {
      this.#rows = grown(this.#rows, Math.min(this.#capacity, length * 2));
      return;
    }
    this.#spill(this.#rows);
    this.#rows.length = 0;
  }

  #spill(rows: InteractionRows): void {
    this.#file ??= openNamelessFile();
    const run = { file: this.#file, start: this.#fileEnd, rows: rows.length };
    this.#fileEnd = write(run, rows);
    this.#spilled.push(run);
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  /** Turns indices into the library's ids and sorts each run. Gives way through `breathe` between runs. */
  async sort(memberIds: Int32Array, filmIds: Int32Array, breathe: () => Promise<void>): Promise<void> {
    if (this.#sorted) throw new Error("sorted twice");
    this.#sorted = true;
    const resolved = (rows: InteractionRows): InteractionRows => {
      for (let i = 0; i < rows.length; i++) {
        rows.member[i] = memberIds[rows.member[i] as number] as number;
        rows.film[i] = filmIds[rows.film[i] as number] as number;
      }
      const order = sortedOrder(rows);
      return order ? permuted(rows, order) : rows;
    };
    if (this.#spilled.length === 0) {
      this.#rows = resolved(this.#rows);
      return;
    }
    if (this.#rows.length > 0) this.#spill(this.#rows);
    this.#rows = interactionRows(0);
    for (const run of this.#spilled) {
      const rows = interactionRows(run.rows);
      readRows(run, 0, run.rows, rows);
      write(run, resolved(rows));
      await breathe();
    }
  }

  /**
   * All rows in the library's order, each (member, film, kind, time) once: the first that came stays, the others go to
   * `duplicate`. The piece given is overwritten by the next.
   */
  *merged(duplicate: (duplicate: Duplicate) => void = () => {}): Generator<InteractionRows> {
    const out = interactionRows(Math.min(mergedRows, Math.max(1, this.length)));
    const last = interactionRows(1);
    const emit = (from: InteractionRows, row: number): boolean => {
      if (last.length === 1 && compareRows(last, 0, from, row) === 0) {
        duplicate({
          file: from.file[row] as number,
          line: from.line[row] as number,
          of: last.line[0] as number,
        });
        return false;
      }
      copyRow(last, 0, from, row);
      last.length = 1;
      copyRow(out, out.length++, from, row);
      return out.length === out.member.length;
    };
    if (this.#spilled.length === 0) {
      for (let row = 0; row < this.#rows.length; row++)
        if (emit(this.#rows, row)) {
          yield out;
          out.length = 0;
        }
    } else {
      let open = this.#spilled.map((run) => new Cursor(run));
      while (open.length > 0) {
        let least = open[0] as Cursor;
        for (const cursor of open)
          if (compareRows(cursor.rows, cursor.at, least.rows, least.at) < 0) least = cursor;
        if (emit(least.rows, least.at)) {
          yield out;
          out.length = 0;
        }
        if (!least.next()) open = open.filter((cursor) => cursor !== least);
      }
    }
    if (out.length > 0) yield out;
  }
}
