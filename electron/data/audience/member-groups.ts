/** Members by segment and by value of their traits, for judging models on each. */
import { groupings, type MemberGroup } from "../../../shared/contract/evaluation.ts";
import { breathe } from "../breathe.ts";
import { columnsOf } from "../columns/library-columns.ts";
import type { Connection } from "../store/library.ts";
import { membersOf, storedSegments } from "./segments.ts";

const traits = groupings.filter((by) => by !== "segment" && by !== "cluster");

export const memberGroups = async (db: Connection): Promise<MemberGroup[]> => {
  const groups: MemberGroup[] = [];
  for (const { id, name, nameZh, kind } of storedSegments(db)) {
    const by = kind === "cluster" ? "cluster" : "segment";
    groups.push({ by, name, nameZh, members: await membersOf(db, id) });
    await breathe();
  }
  const { ids, columns } = await columnsOf(db).members();
  for (const by of traits) {
    const column = columns[by];
    if (column?.kind !== "text") continue;
    for (const [code, name] of column.names.entries()) {
      const members = ids.filter((_, row) => column.codes[row] === code);
      if (code > 0 && members.length > 0) groups.push({ by, name, nameZh: null, members });
      await breathe();
    }
  }
  return groups;
};
