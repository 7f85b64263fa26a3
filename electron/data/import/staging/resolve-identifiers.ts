/** Direct identifiers that an import seals: those of its members that the library does not hold as the source tells them. */
import { type IdentifierKey, unseal } from "../../privacy/identifiers.ts";
import type { Connection } from "../../store/library.ts";
import type { Gathering } from "./gathering.ts";
import type { ResolvedMembers } from "./resolve-members.ts";

export interface FreshIdentifier {
  /** Index among the source's members. */
  readonly member: number;
  readonly field: string;
  readonly text: string;
}

/** None without a key. */
export const resolveIdentifiers = async (
  db: Connection,
  { members: told }: Gathering,
  { ids, hashes, fresh }: ResolvedMembers,
  key: IdentifierKey | null,
  breathe: () => Promise<void>,
): Promise<readonly FreshIdentifier[]> => {
  if (!key) return [];
  const isFresh = new Set(fresh);
  const known = db
    .prepare("SELECT sealed FROM main.member_identifier WHERE member = ? AND field = ?")
    .pluck();
  const found: FreshIdentifier[] = [];
  let seen = 0;
  for (const [member, { record }] of told) {
    for (const [field, text] of Object.entries(record.identifiers)) {
      const sealed = isFresh.has(member) ? undefined : (known.get(ids[member], field) as Buffer | undefined);
      if (sealed && unseal(key, hashes[member] as Uint8Array, field, sealed) === text) continue;
      found.push({ member, field, text });
    }
    if (++seen % 20_000 === 0) await breathe();
  }
  return found;
};
