/** Members of a staged import into the library: those it does not have, and traits that changed. */
import type { Change } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import type { Gathering } from "../staging/gathering.ts";
import { memberColumns, type ResolvedMembers } from "../staging/resolve-members.ts";

export const applyMembers = async (
  db: Connection,
  { members: told }: Gathering,
  { ids, hashes, fresh, changed }: ResolvedMembers,
  importRun: number,
  breathe: () => Promise<void>,
): Promise<Change[]> => {
  const insert = db.prepare(
    `INSERT INTO main.member (id, key, ${memberColumns.map(([column]) => column).join(", ")}, import_run)
     VALUES (?, ?, ${memberColumns.map(() => "?").join(", ")}, ?)`,
  );
  for (const [n, index] of fresh.entries()) {
    const record = told.get(index)?.record;
    insert.run(
      ids[index],
      hashes[index],
      ...memberColumns.map(([, field]) => record?.[field] ?? null),
      importRun,
    );
    if (n % 20_000 === 0) await breathe();
  }
  return changed.map(({ id, before, after }) => {
    const names = Object.keys(after);
    db.prepare(`UPDATE main.member SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`).run(
      ...Object.values(after),
      id,
    );
    return { entity: "member", key: { id }, before, after };
  });
};
