/**
 * Where an import gathers its rows. The one connection must not show half an import to other handlers, so rows go into
 * an attached temporary database, which SQLite deletes even after a crash, and reach the library in one short transaction.
 */
import type { Connection } from "../store/library.ts";

const schema = `
  CREATE TABLE staging.film (
    key INTEGER PRIMARY KEY, title TEXT NOT NULL, year INTEGER, release_date TEXT, genres TEXT NOT NULL,
    line INTEGER NOT NULL, id INTEGER, is_new INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE staging.link (key INTEGER PRIMARY KEY, imdb_id TEXT, tmdb_id INTEGER, line INTEGER NOT NULL, id INTEGER);
  CREATE TABLE staging.member (
    key INTEGER PRIMARY KEY, hash BLOB NOT NULL, age_band TEXT, gender TEXT, occupation TEXT, area TEXT,
    line INTEGER, id INTEGER, is_new INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE staging.rating (
    member INTEGER NOT NULL, film INTEGER NOT NULL, at INTEGER NOT NULL, value REAL NOT NULL, line INTEGER NOT NULL,
    PRIMARY KEY (member, film, at)) WITHOUT ROWID;
  CREATE TABLE staging.tag (
    member INTEGER NOT NULL, film INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL, line INTEGER NOT NULL,
    PRIMARY KEY (member, film, text, at)) WITHOUT ROWID;`;

/** Columns of each table as rows are given, the key first, the line last. */
const tables = {
  film: { columns: ["key", "title", "year", "release_date", "genres", "line"], keys: 1 },
  link: { columns: ["key", "imdb_id", "tmdb_id", "line"], keys: 1 },
  member: { columns: ["key", "hash", "age_band", "gender", "occupation", "area", "line"], keys: 1 },
  rating: { columns: ["member", "film", "at", "value", "line"], keys: 3 },
  tag: { columns: ["member", "film", "text", "at", "line"], keys: 4 },
} as const;
export type StagingTable = keyof typeof tables;
export type StagedRow = readonly (string | number | Uint8Array | null)[];

export interface Duplicate {
  readonly line: number;
  readonly of: number; // the line that came first and stays
}

const rowsPerStatement = 100;

export interface Staging {
  /** Stores rows whose key is new and tells of the others. */
  add(table: StagingTable, rows: readonly StagedRow[]): readonly Duplicate[];
  drop(): void;
}

/** Attaches an empty staging database; `drop` it, or it stays until the connection closes. */
export const openStaging = (db: Connection): Staging => {
  const held = db.pragma("temp_store", { simple: true }) as number;
  db.pragma("temp_store = FILE"); // a large import must not be held in memory
  db.exec("ATTACH '' AS staging");
  db.pragma(`temp_store = ${held}`);
  db.exec(schema);

  const prepared = Object.fromEntries(
    Object.entries(tables).map(([table, { columns, keys }]) => {
      const row = `(${columns.map(() => "?").join()})`;
      const insert = (rows: number) =>
        db.prepare(
          `INSERT OR IGNORE INTO staging.${table} (${columns.join()}) VALUES ${Array(rows).fill(row).join()}`,
        );
      const where = columns.slice(0, keys).map((column) => `${column} = ?`);
      const lineOf = db.prepare(`SELECT line FROM staging.${table} WHERE ${where.join(" AND ")}`).pluck();
      return [table, { one: insert(1), many: insert(rowsPerStatement), lineOf, keys }];
    }),
  );

  const add = (table: StagingTable, rows: readonly StagedRow[]): Duplicate[] => {
    const statements = prepared[table];
    if (!statements) throw new Error(`no staging table ${table}`);
    const { one, many, lineOf, keys } = statements;
    let stored = 0;
    let start = 0;
    for (; start + rowsPerStatement <= rows.length; start += rowsPerStatement)
      stored += many.run(...rows.slice(start, start + rowsPerStatement).flat()).changes;
    for (; start < rows.length; start++) stored += one.run(...(rows[start] as StagedRow)).changes;
    if (stored === rows.length) return [];
    return rows.flatMap((row) => {
      const line = row.at(-1) as number;
      const of = lineOf.get(...row.slice(0, keys)) as number;
      return of === line ? [] : [{ line, of }];
    });
  };

  return {
    add: db.transaction(add),
    drop: () => {
      if (db.open) db.exec("DETACH staging");
    },
  };
};
