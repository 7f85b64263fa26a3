/** Columns of members that come from the member's own row. */
import { breathe } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { type Column, type ColumnTable, Dictionary, rowsOf, storedDay } from "./column.ts";

const texts = ["ageBand", "gender", "occupation", "area", "source"] as const;
const membersAtOnce = 10_000;

export const readMemberBase = async (db: Connection): Promise<ColumnTable> => {
  const rows = db.prepare("SELECT count(*) FROM member").pluck().get() as number;
  const ids = new Int32Array(rows);
  const joined = new Int32Array(rows);
  const dictionaries = texts.map(() => new Dictionary());
  const codes = texts.map(() => new Uint32Array(rows));
  const read = db
    .prepare(
      `SELECT m.id, m.joined, m.age_band, m.gender, m.occupation, m.area, r.system
       FROM member m LEFT JOIN import_run r ON r.id = m.import_run WHERE m.id > ? ORDER BY m.id LIMIT ?`,
    )
    .raw();
  let row = 0;
  for (let after = -1; row < rows; ) {
    const some = read.all(after, membersAtOnce) as [number, string | null, ...(string | null)[]][];
    for (const [id, date, ...names] of some) {
      if (row >= rows) break; // added since they were counted: the next revision has them
      ids[row] = id;
      joined[row] = storedDay(date);
      for (let at = 0; at < texts.length; at++)
        (codes[at] as Uint32Array)[row] = (dictionaries[at] as Dictionary).code(names[at] ?? null);
      row++;
    }
    if (some.length < membersAtOnce) break;
    after = some.at(-1)?.[0] as number;
    await breathe();
  }
  const kept = ids.subarray(0, row);
  const columns: Record<string, Column> = {
    id: { kind: "number", unit: "plain", values: kept },
    joined: { kind: "number", unit: "day", values: joined.subarray(0, row) },
  };
  for (const [at, name] of texts.entries())
    columns[name] = {
      kind: "text",
      codes: (codes[at] as Uint32Array).subarray(0, row),
      names: (dictionaries[at] as Dictionary).names,
    };
  return { ids: kept, rowOf: rowsOf(kept), columns };
};
