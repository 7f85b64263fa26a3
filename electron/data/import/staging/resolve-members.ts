/** Ids for a source's members, and which of their traits change. */
import type { Cells } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import type { Gathering } from "./gathering.ts";
import { idsFor } from "./resolve-films.ts";

export const memberColumns = [
  ["joined", "joined"],
  ["age_band", "ageBand"],
  ["gender", "gender"],
  ["occupation", "occupation"],
  ["area", "area"],
] as const;

export interface ChangedMember {
  readonly id: number;
  readonly before: Cells;
  readonly after: Cells;
}

export interface ResolvedMembers {
  /** Library id of each member of the source, by index. */
  readonly ids: Int32Array;
  readonly hashes: readonly Uint8Array[];
  /** Indices of those the library does not have. */
  readonly fresh: readonly number[];
  readonly changed: readonly ChangedMember[];
}

type Traits = Readonly<Record<string, string | null>>;

export const resolveMembers = async (
  db: Connection,
  gathering: Gathering,
  hashOf: (key: string) => Uint8Array,
  breathe: () => Promise<void>,
): Promise<ResolvedMembers> => {
  const { keys } = gathering.memberKeys;
  const ids = new Int32Array(keys.length);
  const hashes: Uint8Array[] = [];
  const fresh: number[] = [];
  const changed: ChangedMember[] = [];
  const known = db
    .prepare(
      `SELECT id, ${memberColumns.map(([column]) => column).join(", ")} FROM main.member WHERE key = ?`,
    )
    .safeIntegers(false);
  const empty = db.prepare("SELECT 1 FROM main.member LIMIT 1").get() === undefined;
  for (const [index, key] of keys.entries()) {
    const hash = hashOf(key);
    hashes.push(hash);
    const row = empty ? undefined : (known.get(hash) as ({ id: number } & Traits) | undefined);
    if (!row) fresh.push(index);
    else {
      ids[index] = row.id;
      const told = gathering.members.get(index)?.record;
      const differing = told
        ? memberColumns.filter(([column, field]) => told[field] !== null && told[field] !== row[column])
        : [];
      if (told && differing.length > 0)
        changed.push({
          id: row.id,
          before: Object.fromEntries(differing.map(([column]) => [column, row[column] ?? null])),
          after: Object.fromEntries(differing.map(([column, field]) => [column, told[field]])),
        });
    }
    if (index % 20_000 === 0) await breathe();
  }
  const largest = db.prepare("SELECT max(id) FROM main.member").pluck().get() as number | null;
  const fromKeys = idsFor(
    fresh.map((index) => keys[index] as string),
    largest,
  );
  for (const index of fresh) ids[index] = fromKeys.get(keys[index] as string) as number;
  return { ids, hashes, fresh, changed };
};
