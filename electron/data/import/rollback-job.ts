/** A rollback on a connection of its own, so that readers go on and see none of it until all is done. */
import Database from "better-sqlite3";
import type { jobsContract } from "../../../shared/contract/jobs.ts";
import type { Handler } from "../../../shared/contract/wire.ts";
import { err } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import { type Connection, openWriter } from "../store/library.ts";
import { rollBack } from "./rollback.ts";

/** Steps of a rollback, for its progress. */
const steps = 13;
/** No room, no right, a failing disk. */
const unwritable = /^SQLITE_(FULL|IOERR|READONLY|BUSY|CANTOPEN)/;

export const rollBackJob: Handler<(typeof jobsContract)["rollBackImport"]> = async (
  { library, importRun },
  { progress, signal },
) => {
  let db: Connection | null = null;
  const started = performance.now();
  let done = 0;
  try {
    db = openWriter({ path: library });
    return await rollBack(db, importRun, async () => {
      const rate = ++done / ((performance.now() - started) / 1000);
      progress({
        phase: "storing",
        file: "",
        rows: done,
        totalRows: Math.max(done, steps),
        rowsPerSecond: rate,
        secondsLeft: Math.max(0, steps - done) / rate,
      });
      await breathe();
      signal.throwIfAborted();
    });
  } catch (error) {
    if (error instanceof Database.SqliteError && unwritable.test(error.code))
      return err({ type: "UnwritableLibrary", detail: error.message });
    throw error;
  } finally {
    db?.close();
  }
};
