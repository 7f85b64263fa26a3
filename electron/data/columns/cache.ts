/** Typed arrays kept in the library as derived blocks, so that what took a pass over every row is read at once later. */
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { writesAreHeld } from "../store/write-gate.ts";

export type Cached = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;
export type Arrays = Readonly<Record<string, Cached>>;

const makers = { Uint8Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;
type TypeName = keyof typeof makers;
const typeOf = (array: Cached): TypeName => array.constructor.name as TypeName;

interface Head {
  readonly key: string;
  readonly arrays: readonly { readonly name: string; readonly type: TypeName; readonly length: number }[];
}
const headSetting = (name: string): string => `columns.${name}`;
const chunkBytes = 1 << 20;

/** What was stored under this key; null when that was another state of the rows, or nothing. */
export const loadArrays = async (
  db: Connection,
  name: string,
  key: string,
): Promise<Record<string, Cached> | null> => {
  const text = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(headSetting(name));
  if (typeof text !== "string") return null;
  const head: Head = JSON.parse(text);
  if (head.key !== key) return null;
  const read = db.prepare("SELECT bytes FROM block WHERE name = ? AND ordinal = ?").pluck();
  const found: Record<string, Cached> = {};
  for (const { name: array, type, length } of head.arrays) {
    const values = new makers[type](length);
    const bytes = new Uint8Array(values.buffer);
    let at = 0;
    for (let ordinal = 0; at < bytes.length; ordinal++) {
      const chunk = read.get(`${name}.${array}`, ordinal) as Uint8Array | undefined;
      if (!chunk || at + chunk.length > bytes.length) return null;
      bytes.set(chunk, at);
      at += chunk.length;
      await breathe();
    }
    found[array] = values;
  }
  return found;
};

/**
 * A piece a transaction, with other work between them; the head, written last, makes them count. Given up when `holds`
 * no longer does: what was derived from rows that are gone must not come back into the file.
 */
export const storeArrays = async (
  db: Connection,
  name: string,
  key: string,
  arrays: Arrays,
  holds: () => boolean = () => true,
): Promise<void> => {
  const may = (): boolean => db.open && !db.readonly && !writesAreHeld(db) && holds();
  if (!may() || !(await dropArrays(db, name, may))) return;
  const insert = db.prepare(
    "INSERT INTO block (name, ordinal, rows, revision, bytes) VALUES (?, ?, ?, 0, ?)",
  );
  for (const [array, values] of Object.entries(arrays)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (let at = 0, ordinal = 0; at < bytes.length; at += chunkBytes, ordinal++) {
      if (!may()) return;
      const chunk = bytes.subarray(at, at + chunkBytes);
      insert.run(`${name}.${array}`, ordinal, Math.floor(chunk.length / values.BYTES_PER_ELEMENT), chunk);
      await breathe();
    }
  }
  if (!may()) return;
  const head: Head = {
    key,
    arrays: Object.entries(arrays).map(([array, values]) => ({
      name: array,
      type: typeOf(values),
      length: values.length,
    })),
  };
  db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(
    headSetting(name),
    JSON.stringify(head),
  );
};

/** False when it was given up half-way; without their head, the pieces that are left count for nothing. */
export const dropArrays = async (db: Connection, name: string, may: () => boolean): Promise<boolean> => {
  db.prepare("DELETE FROM setting WHERE name = ?").run(headSetting(name));
  const some = db.prepare("SELECT name, ordinal FROM block WHERE name >= ? AND name < ? LIMIT 1").raw();
  const drop = db.prepare("DELETE FROM block WHERE name = ? AND ordinal = ?");
  for (;;) {
    const piece = some.get(`${name}.`, `${name}/`);
    if (!piece) return true;
    drop.run(piece);
    await breathe();
    if (!may()) return false;
  }
};

export const isStored = (db: Connection, name: string, key: string): boolean => {
  const text = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(headSetting(name));
  return typeof text === "string" && (JSON.parse(text) as Head).key === key;
};
