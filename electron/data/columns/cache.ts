/** Typed arrays kept in the library as derived blocks, so that what took a pass over every row is read at once later. */
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { writesAreHeld } from "../store/write-gate.ts";

export type Cached = Uint8Array | Int32Array | Uint32Array | Float32Array | Float64Array;
export type Arrays = Readonly<Record<string, Cached>>;

const makers = { Uint8Array, Int32Array, Uint32Array, Float32Array, Float64Array } as const;
type TypeName = keyof typeof makers;
const typeOf = (array: Cached): TypeName => array.constructor.name as TypeName;

interface Head {
  readonly key: string;
  readonly arrays: readonly { readonly name: string; readonly type: TypeName; readonly length: number }[];
}
const headSetting = (name: string): string => `columns.${name}`;
const chunkBytes = 4 << 20;

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

/** A piece a transaction, with other work between them; the head, written last, makes them count. */
export const storeArrays = async (
  db: Connection,
  name: string,
  key: string,
  arrays: Arrays,
): Promise<void> => {
  if (db.readonly || writesAreHeld(db)) return;
  dropArrays(db, name);
  const insert = db.prepare(
    "INSERT INTO block (name, ordinal, rows, revision, bytes) VALUES (?, ?, ?, 0, ?)",
  );
  for (const [array, values] of Object.entries(arrays)) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    for (let at = 0, ordinal = 0; at < bytes.length; at += chunkBytes, ordinal++) {
      if (writesAreHeld(db)) return;
      const chunk = bytes.subarray(at, at + chunkBytes);
      insert.run(`${name}.${array}`, ordinal, Math.floor(chunk.length / values.BYTES_PER_ELEMENT), chunk);
      await breathe();
    }
  }
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

const dropArrays = (db: Connection, name: string): void => {
  db.transaction(() => {
    db.prepare("DELETE FROM setting WHERE name = ?").run(headSetting(name));
    db.prepare("DELETE FROM block WHERE name >= ? AND name < ?").run(`${name}.`, `${name}/`);
  }).immediate();
};
