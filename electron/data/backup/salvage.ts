/**
 * What can be read of a damaged library, into a new one: table by table in the order they need each other, range by
 * range of their first key. A range that fails is halved until the rows around a bad page stand alone (O(log n) reads a
 * page); where the first key is text, rows are read from both ends towards the damage. The damaged file is never
 * opened: a private copy of it is.
 */
import { constants, copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BackupFailure, SalvageReport } from "../../../shared/contract/safety.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import type { ForgetAgain, ForgetAgainFailure } from "../privacy/forget-again.ts";
import { forgottenOf } from "../privacy/forgotten-list.ts";
import {
  type Connection,
  closeLibrary,
  connectTo,
  createLibrary,
  type Migration,
  removeLibraryFiles,
} from "../store/library.ts";
import { checkSeal } from "../store/seal.ts";
import { graftSchema } from "./graft.ts";

export interface SalvageHooks {
  readonly forgetAgain: ForgetAgain;
  readonly progress?: (at: { readonly table: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
}
type TableReport = SalvageReport["tables"][number];
type Row = readonly unknown[];

interface Shape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of a WITHOUT ROWID table: its primary key; of others: rowid. */
  readonly key: readonly string[];
  readonly numbered: boolean;
}

/** Rebuilt from other rows whenever they are missing. */
const derived = new Set(["block"]);
/** A new library has rows of these by itself. */
const ownedByNew = new Set(["setting", "private_key"]);
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const list = (names: readonly string[]): string => names.map(quote).join(", ");
const rowsAtOnce = 2000;
const keysAtOnce = 4096;
/** A range of keys with more failing pages than this is given up as one gap. */
const mostGaps = 20_000;

/** The tables of a new library, those that others refer to first. */
const tablesInOrder = (db: Connection): readonly Shape[] => {
  const names = (
    db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all() as string[]
  ).filter((name) => !derived.has(name) && !name.startsWith("film_search"));
  const shapes = names.map((name): Shape => {
    const info = db.prepare("SELECT name, type, pk FROM pragma_table_info(?)").all(name) as {
      name: string;
      type: string;
      pk: number;
    }[];
    const rowid = db.prepare("SELECT wr = 0 FROM pragma_table_list WHERE name = ?").pluck().get(name) === 1;
    const key = rowid
      ? ["rowid"]
      : info
          .filter(({ pk }) => pk > 0)
          .sort((a, b) => a.pk - b.pk)
          .map((column) => column.name);
    const numbered = rowid || info.find((column) => column.name === key[0])?.type === "INTEGER";
    return { name, columns: info.map((column) => column.name), key, numbered };
  });
  const needs = db.prepare('SELECT DISTINCT "table" FROM pragma_foreign_key_list(?)').pluck();
  const ordered: Shape[] = [];
  const place = (shape: Shape, seen: ReadonlySet<string>): void => {
    if (ordered.includes(shape) || seen.has(shape.name)) return;
    for (const other of needs.all(shape.name) as string[]) {
      const needed = shapes.find(({ name }) => name === other);
      if (needed) place(needed, new Set([...seen, shape.name]));
    }
    ordered.push(shape);
  };
  for (const shape of shapes) place(shape, new Set());
  return ordered;
};

/** Reads what a table still gives. `take` gets rows; returns the number of gaps. */
const readTable = async (
  db: Connection,
  { name, key, numbered }: Shape,
  columns: readonly string[],
  take: (rows: readonly Row[]) => void,
  signal?: AbortSignal,
): Promise<number> => {
  const first = quote(key[0] as string);
  const order = key.map(quote).join(", ");
  const select = `SELECT ${[first, ...columns.map(quote)].join(", ")} FROM ${quote(name)}`;
  const pause = async (): Promise<void> => {
    await breathe();
    signal?.throwIfAborted();
  };
  if (numbered) {
    const edge = (direction: "ASC" | "DESC"): number | null | undefined => {
      try {
        const sql = `SELECT ${first} FROM ${quote(name)} ORDER BY ${first} ${direction} LIMIT 1`;
        return (db.prepare(sql).pluck().get() as number | undefined) ?? null;
      } catch {
        return undefined;
      }
    };
    const [low, high] = [edge("ASC"), edge("DESC")];
    if (low === null && high === null) return 0;
    const range = db.prepare(`${select} WHERE ${first} BETWEEN ? AND ?`).raw();
    let gaps = 0;
    const pending: [number, number][] = [[low ?? 0, high ?? 0x7fffffff]];
    while (pending.length > 0 && gaps < mostGaps) {
      const [from, to] = pending.pop() as [number, number];
      // Ranges are read whole or not at all, so that no row is taken twice.
      if (to - from > keysAtOnce) {
        const middle = Math.floor((from + to) / 2);
        let any: boolean;
        try {
          any =
            db
              .prepare(`SELECT 1 FROM ${quote(name)} WHERE ${first} BETWEEN ? AND ? LIMIT 1`)
              .get(from, to) !== undefined;
        } catch {
          any = true;
        }
        if (any) pending.push([middle + 1, to], [from, middle]);
        continue;
      }
      try {
        let rows: Row[] = [];
        const found: Row[][] = [];
        for (const row of range.iterate(from, to) as Iterable<Row>) {
          rows.push(row.slice(1));
          if (rows.length === rowsAtOnce) {
            found.push(rows);
            rows = [];
          }
        }
        for (const some of [...found, rows]) take(some);
      } catch {
        if (from >= to) gaps++;
        else {
          const middle = Math.floor((from + to) / 2);
          pending.push([middle + 1, to], [from, middle]);
        }
      }
      await pause();
    }
    return gaps + pending.length;
  }
  // Text keys: from the start to the damage, then from the end down to it.
  const seen = new Set<string>();
  let broken = 0;
  for (const direction of ["ASC", "DESC"] as const) {
    try {
      for (const row of db
        .prepare(`${select} ORDER BY ${order.replaceAll(",", ` ${direction},`)} ${direction}`)
        .raw()
        .iterate() as Iterable<Row>) {
        const mark = key.map((part) => String(row[1 + columns.indexOf(part)])).join("\0");
        if (seen.has(mark)) continue;
        seen.add(mark);
        take([row.slice(1)]);
      }
      break;
    } catch {
      broken++;
    }
    await pause();
  }
  return broken > 0 ? 1 : 0;
};

const salvageTable = async (
  from: Connection,
  to: Connection,
  shape: Shape,
  signal?: AbortSignal,
): Promise<TableReport> => {
  const report = { table: shape.name, read: 0, refused: 0, gaps: 0, detail: "" };
  try {
    const there = new Set(
      from.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(shape.name) as string[],
    );
    if (there.size === 0) return { ...report, gaps: 1, detail: "not found" };
    const columns = shape.columns.filter((name) => there.has(name));
    const insert = to.prepare(
      `INSERT OR REPLACE INTO ${quote(shape.name)} (${list(columns)}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    const take = to.transaction((rows: readonly Row[]) => {
      for (const row of rows)
        try {
          insert.run(...row);
          report.read++;
        } catch (error) {
          report.refused++;
          report.detail = error instanceof Error ? error.message : String(error);
        }
    });
    report.gaps = await readTable(from, shape, columns, (rows) => rows.length > 0 && take(rows), signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    report.gaps++;
    report.detail = error instanceof Error ? error.message : String(error);
  }
  return report;
};

/** Rows whose parents were lost go too; counted by table. */
const dropOrphans = (db: Connection): ReadonlyMap<string, number> => {
  const dropped = new Map<string, number>();
  for (let round = 0; round < 10; round++) {
    const found = db.prepare('SELECT "table", rowid, parent, fkid FROM pragma_foreign_key_check').all() as {
      table: string;
      rowid: number | null;
      parent: string;
      fkid: number;
    }[];
    if (found.length === 0) break;
    const kinds = new Map(found.map((one) => [`${one.table} ${one.fkid}`, one]));
    for (const { table, parent, fkid } of kinds.values()) {
      const columns = db
        .prepare('SELECT "from", "to" FROM pragma_foreign_key_list(?) WHERE id = ?')
        .all(table, fkid) as { from: string; to: string | null }[];
      const filled = columns.map((column) => `c.${quote(column.from)} IS NOT NULL`).join(" AND ");
      const match = columns
        .map((column) => `p.${quote(column.to ?? "id")} = c.${quote(column.from)}`)
        .join(" AND ");
      const { changes } = db
        .prepare(
          `DELETE FROM ${quote(table)} AS c WHERE ${filled} AND NOT EXISTS (SELECT 1 FROM ${quote(parent)} AS p WHERE ${match})`,
        )
        .run();
      dropped.set(table, (dropped.get(table) ?? 0) + changes);
    }
  }
  return dropped;
};

/** The copy with a schema that can be read; thrown is SQLite's own word where there is none. */
const openDamaged = (copy: string, donor: string, migrations: readonly Migration[]): Connection => {
  const connect = (): Connection => {
    const db = connectTo(copy, { fileMustExist: true });
    try {
      db.prepare("SELECT count(*), max(length(sql)) FROM sqlite_schema").get();
      db.prepare("SELECT count(*) FROM pragma_table_list").get();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  try {
    return connect();
  } catch (error) {
    const grafted = migrations.toReversed().some(({ version }) => {
      removeLibraryFiles(donor);
      const made = createLibrary(donor, migrations.slice(0, version));
      if (!made.ok) return false;
      closeLibrary(made.value);
      return graftSchema(copy, donor);
    });
    if (!grafted) throw error;
    return connect();
  }
};

/** Fills a new library at `out` with what `path` still gives. */
export const salvage = async (
  path: string,
  out: string,
  migrations: readonly Migration[],
  { progress, signal, forgetAgain }: SalvageHooks,
): Promise<Result<SalvageReport, BackupFailure | ForgetAgainFailure>> => {
  const start = performance.now();
  if (!existsSync(path)) return err({ type: "NotFound", path });
  if (existsSync(out)) return err({ type: "AlreadyExists", path: out });
  const seal = checkSeal(path);
  const altered = seal.state === "broken" ? [...seal.places] : [];
  const desk = mkdtempSync(join(dirname(out), ".salvage-"));
  try {
    const copy = join(desk, "damaged");
    for (const suffix of ["", "-wal"])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    const target = join(desk, "salvaged.marquee");
    const made = createLibrary(target, migrations);
    if (!made.ok) return made;
    const { db } = made.value;
    const tables: TableReport[] = [];
    let from: Connection | null = null;
    try {
      db.pragma("foreign_keys = OFF");
      db.pragma("synchronous = OFF");
      const shapes = tablesInOrder(db);
      from = openDamaged(copy, join(desk, "donor"), migrations);
      for (const [at, shape] of shapes.entries()) {
        progress?.({ table: shape.name, share: at / shapes.length });
        tables.push(await salvageTable(from, db, shape, signal));
      }
      const dropped = dropOrphans(db);
      db.prepare("DELETE FROM setting WHERE name LIKE 'count.%' OR name = 'film_words'").run();
      for (const [at, report] of tables.entries()) {
        const orphans = dropped.get(report.table) ?? 0;
        tables[at] = { ...report, read: report.read - orphans, refused: report.refused + orphans };
      }
    } finally {
      from?.close();
      db.pragma("synchronous = FULL");
      closeLibrary(made.value);
    }
    if (tables.every(({ table, read }) => read === 0 || ownedByNew.has(table)))
      return err({ type: "NothingToSalvage", path, detail: tables[0]?.detail ?? "" });
    const list = forgottenOf(path);
    const forgotten = list.length > 0 ? await forgetAgain(target, list) : ok({ members: 0 });
    if (!forgotten.ok) return forgotten;
    renameSync(target, out);
    return ok({
      path,
      out,
      tables: tables.filter(({ read, refused, gaps }) => read + refused + gaps > 0),
      altered,
      forgotten: forgotten.value.members,
      complete: altered.length === 0 && tables.every(({ refused, gaps }) => refused + gaps === 0),
      seconds: (performance.now() - start) / 1000,
    });
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    const { code = "", message } = error as { code?: string; message: string };
    if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT"))
      return err({ type: "NothingToSalvage", path, detail: message });
    if (code.startsWith("SQLITE_") || /^E[A-Z]+$/.test(code))
      return err({ type: "Unwritable", path: out, detail: message });
    throw error;
  } finally {
    removeLibraryFiles(join(desk, "damaged"));
    rmSync(desk, { recursive: true, force: true });
  }
};
