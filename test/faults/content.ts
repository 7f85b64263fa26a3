/** One hash of every row of a library: equal hashes, equal contents. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  type Connection,
  closeLibrary,
  openLibrary,
  readMigrations,
} from "../../electron/data/store/library.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";

export const migrations = readMigrations(join(import.meta.dirname, "../../electron/migrations"));

/** What opening and closing may change by themselves. */
const ownSettings = "name NOT IN ('written_by', 'film_words') AND name NOT LIKE 'count.%'";

export const contentHash = (db: Connection): string => {
  const tables = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'film_search%' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const hash = createHash("sha256");
  for (const table of tables) {
    hash.update(`\n${table}\n`);
    const where = table === "setting" ? `WHERE ${ownSettings}` : "";
    for (const row of db
      .prepare(`SELECT * FROM "${table}" ${where} ORDER BY 1, 2`)
      .raw()
      .iterate() as Iterable<unknown[]>)
      hash.update(JSON.stringify(row.map((cell) => (Buffer.isBuffer(cell) ? cell.toString("hex") : cell))));
  }
  return hash.digest("hex");
};

/** The same without the times at which things were done: an import made twice gives it twice. */
export const timelessHash = (db: Connection): string => {
  db.exec(`
    SAVEPOINT timeless;
    UPDATE import_run SET started_at = 0, seconds = 0, rolled_back_at = rolled_back_at * 0;
    UPDATE change_set SET at = 0, undone_at = undone_at * 0;`);
  const hash = contentHash(db);
  db.exec("ROLLBACK TO timeless; RELEASE timeless");
  return hash;
};

export const timelessHashAt = (path: string): string => {
  const library = valueOrThrow(openLibrary(path, migrations));
  try {
    return timelessHash(library.db);
  } finally {
    closeLibrary(library);
  }
};

/** A library with some of everything that matters here. */
export const fill = (db: Connection, films = 400, members = 40): void => {
  const film = db.prepare("INSERT INTO film (title, title_zh, year) VALUES (?, ?, ?)");
  const member = db.prepare("INSERT INTO member (key, age_band) VALUES (?, '25-34')");
  const saw = db.prepare("INSERT INTO interaction (member, film, kind, at, value) VALUES (?, ?, 0, ?, ?)");
  db.transaction(() => {
    for (let at = 1; at <= films; at++)
      film.run(`Film ${at} ${"of the long night ".repeat(3)}`, `影片${at}`, 1950 + (at % 70));
    for (let one = 1; one <= members; one++) {
      member.run(Buffer.from(`member ${one}`));
      for (let at = 1; at <= films; at += 7) saw.run(one, at, 1_600_000_000 + at, (at % 10) / 2);
    }
  })();
};
