/** A connection that only reads, for a moment, and leaves no files of SQLite's behind. */
import { existsSync, rmSync, statSync } from "node:fs";
import { type Connection, connectTo } from "./library.ts";
import { lockPath } from "./lock.ts";

export const readApart = <T>(path: string, read: (db: Connection) => T): T => {
  const alone = !existsSync(`${path}-wal`) && !existsSync(lockPath(path));
  const db = connectTo(path, { readonly: true, fileMustExist: true });
  try {
    return read(db);
  } finally {
    db.close();
    if (alone && !statSync(`${path}-wal`, { throwIfNoEntry: false })?.size)
      for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  }
};
