/**
 * Direct identifiers, each sealed by AES-256-GCM (NIST SP 800-38D) under a key of this library that lies outside it:
 * sealed = form (1 byte) | nonce (12 random bytes) | tag (16) | ciphertext. The associated data binds a text to its library,
 * member and field, so that none can be read in another's place.
 */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import type { Connection } from "../store/library.ts";

const form = 1;
const nonceBytes = 12;
const tagBytes = 16;

export interface IdentifierKey {
  readonly library: string;
  readonly key: Uint8Array;
}

const boundTo = (library: string, member: Uint8Array, field: string): Buffer =>
  Buffer.from(`marquee:${library}:${Buffer.from(member).toString("hex")}:${field}`);

/** `member`: the library's hash, which outlasts numbers. */
export const seal = (
  { library, key }: IdentifierKey,
  member: Uint8Array,
  field: string,
  text: string,
): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(library, member, field));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([Buffer.of(form), nonce, cipher.getAuthTag(), body]);
};

/** Null where the key is another, or a byte, the library, the member or the field is not as it was sealed. */
export const unseal = (
  { library, key }: IdentifierKey,
  member: Uint8Array,
  field: string,
  sealed: Uint8Array,
): string | null => {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== form) return null;
  const body = 1 + nonceBytes;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, body), {
      authTagLength: tagBytes,
    })
      .setAAD(boundTo(library, member, field))
      .setAuthTag(sealed.subarray(body, body + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(body + tagBytes)), decipher.final()]).toString(
      "utf8",
    );
  } catch {
    return null;
  }
};

const idSetting = "privacy.library";
const keepingSetting = "privacy.identifiers";

export const keepsIdentifiers = (db: Connection): boolean =>
  db.prepare("SELECT 1 FROM setting WHERE name = ?").get(keepingSetting) !== undefined;

/**
 * A name of the library that its copies share, so that they open with the same key on the same computer. Null where it
 * has none and can be given none.
 */
export const libraryId = (db: Connection): string | null => {
  const known = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(idSetting);
  if (typeof known === "string") return known;
  if (db.readonly) return null;
  const id = randomUUID();
  db.prepare("INSERT INTO setting (name, value) VALUES (?, ?)").run(idSetting, id);
  return id;
};

export const setKeeping = (db: Connection, keep: boolean): void => {
  if (keep) db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '1')").run(keepingSetting);
  else db.prepare("DELETE FROM setting WHERE name = ?").run(keepingSetting);
};

type Stored = { field: string; sealed: Buffer };

/** Null where any of them does not open with this key. */
export const openIdentifiers = (
  db: Connection,
  key: IdentifierKey,
  member: number,
): { readonly field: string; readonly text: string }[] | null => {
  const hash = db.prepare("SELECT key FROM member WHERE id = ?").pluck().get(member) as Buffer | undefined;
  const stored = db
    .prepare("SELECT field, sealed FROM member_identifier WHERE member = ? ORDER BY field")
    .all(member) as Stored[];
  if (!hash) return [];
  const opened = stored.map(({ field, sealed }) => ({ field, text: unseal(key, hash, field, sealed) }));
  return opened.every((one): one is { field: string; text: string } => one.text !== null) ? opened : null;
};

/** Whether the key opens what is kept; true where nothing is. */
export const opensIdentifiers = (db: Connection, key: IdentifierKey): boolean => {
  const member = db.prepare("SELECT member FROM member_identifier LIMIT 1").pluck().get() as
    | number
    | undefined;
  return member === undefined || openIdentifiers(db, key, member) !== null;
};
