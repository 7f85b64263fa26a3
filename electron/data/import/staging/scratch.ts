/**
 * A temporary database beside the library's own, which SQLite deletes even after a crash: tags, showings and reviews of
 * an import lie in it until they are applied, by the indices of their films and members.
 */
import type { Connection } from "../../store/library.ts";

const schema = `
  CREATE TABLE staging.tag (
    member INTEGER NOT NULL, film INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL,
    file INTEGER NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (member, film, text, at)) WITHOUT ROWID;
  CREATE TABLE staging.showing (
    venue TEXT NOT NULL, screen TEXT NOT NULL, date TEXT NOT NULL, start INTEGER NOT NULL, film INTEGER NOT NULL,
    part TEXT NOT NULL, showings INTEGER NOT NULL, capacity INTEGER, admissions INTEGER NOT NULL, gross REAL,
    file INTEGER NOT NULL, line INTEGER NOT NULL,
    PRIMARY KEY (venue, screen, date, start, film, part)) WITHOUT ROWID;
  CREATE TABLE staging.review (
    key TEXT PRIMARY KEY, film INTEGER, venue TEXT, member INTEGER, channel TEXT NOT NULL, language TEXT NOT NULL,
    at INTEGER NOT NULL, rating REAL, polarity INTEGER, text TEXT NOT NULL,
    file INTEGER NOT NULL, line INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE staging.film_id (ix INTEGER PRIMARY KEY, id INTEGER NOT NULL);
  CREATE TABLE staging.member_id (ix INTEGER PRIMARY KEY, id INTEGER NOT NULL);`;

const tables = {
  tag: { columns: 6, keys: ["member", "film", "text", "at"] },
  showing: { columns: 12, keys: ["venue", "screen", "date", "start", "film", "part"] },
  review: { columns: 12, keys: ["key"] },
} as const;
export type ScratchTable = keyof typeof tables;
export type ScratchRow = readonly (string | number | null)[];

export interface Scratch {
  /** Null when the row is new, else the line of the row with the same key that came first and stays. */
  add(table: ScratchTable, row: ScratchRow): number | null;
  begin(): void;
  commit(): void;
  count(table: ScratchTable): number;
  drop(): void;
}

export const openScratch = (db: Connection): Scratch => {
  const held = db.pragma("temp_store", { simple: true }) as number;
  db.pragma("temp_store = FILE"); // a large import must not be held in memory
  db.exec("ATTACH '' AS staging");
  db.pragma(`temp_store = ${held}`);
  db.exec(schema);
  const prepared = Object.fromEntries(
    Object.entries(tables).map(([table, { columns, keys }]) => [
      table,
      {
        insert: db.prepare(
          `INSERT OR IGNORE INTO staging.${table} VALUES (${Array(columns).fill("?").join()})`,
        ),
        lineOf: db
          .prepare(`SELECT line FROM staging.${table} WHERE ${keys.map((key) => `${key} = ?`).join(" AND ")}`)
          .pluck(),
        count: db.prepare(`SELECT count(*) FROM staging.${table}`).pluck(),
        keys: keys.length,
      },
    ]),
  );
  const statementsOf = (table: ScratchTable) => prepared[table] as NonNullable<(typeof prepared)[string]>;
  return {
    add: (table, row) => {
      const { insert, lineOf, keys } = statementsOf(table);
      return insert.run(...row).changes === 1 ? null : (lineOf.get(...row.slice(0, keys)) as number);
    },
    begin: () => void db.exec("BEGIN"),
    commit: () => {
      if (db.inTransaction) db.exec("COMMIT");
    },
    count: (table) => statementsOf(table).count.get() as number,
    drop: () => {
      if (db.open) db.exec("DETACH staging");
    },
  };
};
