/** Direct identifiers of a staged import into the library, each sealed. What stood in their place is not kept. */
import { type IdentifierKey, seal } from "../../privacy/identifiers.ts";
import type { Connection } from "../../store/library.ts";
import type { FreshIdentifier } from "../staging/resolve-identifiers.ts";
import type { ResolvedMembers } from "../staging/resolve-members.ts";

export const applyIdentifiers = async (
  db: Connection,
  identifiers: readonly FreshIdentifier[],
  { ids, hashes }: ResolvedMembers,
  key: IdentifierKey,
  importRun: number,
  breathe: () => Promise<void>,
): Promise<void> => {
  const put = db.prepare(
    "INSERT OR REPLACE INTO main.member_identifier (member, field, sealed, import_run) VALUES (?, ?, ?, ?)",
  );
  for (const [n, { member, field, text }] of identifiers.entries()) {
    put.run(ids[member], field, seal(key, hashes[member] as Uint8Array, field, text), importRun);
    if (n % 20_000 === 0) await breathe();
  }
};
