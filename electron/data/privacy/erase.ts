/**
 * What was deleted goes from the file's bytes: SQLite leaves deleted rows in free pages, in gaps of pages and in the
 * write-ahead log. The file is written anew from the rows there are, and the log is folded in and cut to nothing.
 */
import type { Connection } from "../store/library.ts";

const pending = "privacy.erasing";

/** In the transaction that deletes: a crash before the bytes are gone is made up for when the library is next opened. */
export const noteErasing = (db: Connection): void => {
  db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '1')").run(pending);
};

export const erasingPending = (db: Connection): boolean =>
  db.prepare("SELECT 1 FROM setting WHERE name = ?").get(pending) !== undefined;

const foldLog = (db: Connection): boolean => {
  const [{ busy }] = db.pragma("wal_checkpoint(TRUNCATE)") as [{ busy: number }];
  return busy === 0;
};

/** False where another reader holds on to old pages: then it stays to be done. */
export const eraseFreed = (db: Connection): boolean => {
  const held = db.pragma("temp_store", { simple: true }) as number;
  db.pragma("temp_store = FILE"); // a large library must not be written anew in memory
  try {
    db.exec("VACUUM");
  } finally {
    db.pragma(`temp_store = ${held}`);
  }
  if (!foldLog(db)) return false;
  db.prepare("DELETE FROM setting WHERE name = ?").run(pending);
  return foldLog(db);
};

/** When a library has been opened: what an interrupted forgetting left to be done. */
export const finishErasing = (db: Connection): void => {
  if (!db.readonly && erasingPending(db)) eraseFreed(db);
};

/** Statements of `work` overwrite what they delete. */
export const overwriting = <T>(db: Connection, work: () => T): T => {
  const held = db.pragma("secure_delete", { simple: true }) as number;
  db.pragma("secure_delete = ON");
  try {
    return work();
  } finally {
    db.pragma(`secure_delete = ${held === 2 ? "FAST" : held}`);
  }
};
