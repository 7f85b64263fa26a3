/** Who a member is to a library: a keyed hash of what a source calls them. */
import { createHmac, createSecretKey } from "node:crypto";
import type { Connection } from "../store/library.ts";

/** How the quarantine names a member: `#` and the hash. */
export const isPseudonym = /^#[0-9a-f]{64}$/;

/** How a library hides who a source's person is: HMAC-SHA256 of "system:key" under the library's own secret. */
export const memberHasher = (db: Connection, system: string): ((key: string) => Uint8Array) => {
  const secret = createSecretKey(
    db.prepare("SELECT value FROM private_key WHERE name = 'member'").pluck().get() as Buffer,
  );
  return (key) =>
    isPseudonym.test(key)
      ? Buffer.from(key.slice(1), "hex")
      : createHmac("sha256", secret).update(`${system}:${key}`).digest();
};
