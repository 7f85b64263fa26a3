import type { Connection } from "../store/library.ts";
import { columnsOf } from "./library-columns.ts";

/** The journal has a new set, but no film and no member is other than before. */
export const keepingColumns = async <T>(db: Connection, edit: (db: Connection) => T): Promise<T> => {
  const columns = columnsOf(db);
  const before = columns.revision();
  const done = edit(db);
  await columns.edited(before, { films: new Set(), members: new Set() });
  return done;
};
