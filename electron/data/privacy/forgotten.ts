/**
 * Who was forgotten. A member is known by a keyed hash; of a forgotten one only the hash of that hash stays, by which a
 * later import recognises rows it must leave out. Nothing else can be told from it.
 */
import { createHash } from "node:crypto";
import type { Connection } from "../store/library.ts";

export const forgottenKey = (memberKey: Uint8Array): Buffer =>
  createHash("sha256").update(memberKey).digest();

/** How a member is written down where text is kept: forgetting finds every such place by it. */
export const pseudonymOf = (memberKey: Uint8Array): string => Buffer.from(memberKey).toString("hex");

/** Whether a member, by the library's hash, was forgotten. For one import: those forgotten later are not noticed. */
export const forgottenLookup = (db: Connection): ((memberKey: Uint8Array) => boolean) => {
  const keys = db.prepare("SELECT hex(key) FROM forgotten_member").pluck().all() as string[];
  if (keys.length === 0) return () => false;
  const forgotten = new Set(keys);
  return (memberKey) => forgotten.has(forgottenKey(memberKey).toString("hex").toUpperCase());
};

export const noteForgotten = (db: Connection, keys: Iterable<Uint8Array>, at: number): void => {
  const insert = db.prepare("INSERT OR IGNORE INTO forgotten_member (key, at) VALUES (?, ?)");
  for (const key of keys) insert.run(key, at);
};

/** How often this library forgot members: whoever learned from it before the last time may not store what they learned. */
export const forgettings = (db: Connection): number =>
  Number(db.prepare("SELECT value FROM setting WHERE name = 'forgettings'").pluck().get() ?? 0);

export const countForgetting = (db: Connection): void => {
  db.prepare(
    `INSERT INTO setting (name, value) VALUES ('forgettings', '1')
     ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  ).run();
};

/** Members of this library whom the list says to be forgotten: as after a backup of earlier days was restored. */
export const membersToForget = (db: Connection): number[] => {
  const isForgotten = forgottenLookup(db);
  if (db.prepare("SELECT 1 FROM forgotten_member LIMIT 1").get() === undefined) return [];
  const found: number[] = [];
  for (const [id, key] of db
    .prepare("SELECT id, key FROM member ORDER BY id")
    .raw()
    .iterate() as IterableIterator<[number, Buffer]>)
    if (isForgotten(key)) found.push(id);
  return found;
};
