/**
 * One writer at a time: long work writes through a connection of its own and holds the gate meanwhile; whoever else
 * wants to write waits here rather than in SQLite, where waiting would stop every reader too.
 */
import type { Connection } from "./library.ts";

const held = new WeakMap<Connection, Promise<unknown>>();

/** Runs `work` as soon as nobody else writes. `db` is the data service's connection, which only reads meanwhile. */
export const holdingWrites = async <T>(db: Connection, work: () => Promise<T>): Promise<T> => {
  const before = held.get(db) ?? Promise.resolve();
  const running = before.then(work);
  const settled = running.catch(() => undefined);
  held.set(db, settled);
  try {
    return await running;
  } finally {
    if (held.get(db) === settled) held.delete(db);
  }
};

/** Resolves when nobody holds the gate. */
export const writesAllowed = async (db: Connection): Promise<void> => {
  for (let running = held.get(db); running; running = held.get(db)) await running;
};

/** For caches that may as well be written another time. */
export const writesAreHeld = (db: Connection): boolean => held.has(db);
