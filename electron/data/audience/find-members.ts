/** Members whose number, area, occupation, age or gender is what was typed. */
import type { ColumnTable } from "../columns/column.ts";

const searched = ["area", "occupation", "ageBand", "gender"] as const;

export const findMembers = (table: ColumnTable, typed: string): Uint8Array => {
  const mask = new Uint8Array(table.ids.length);
  const number = /^m?-?0*(\d+)$/i.exec(typed)?.[1];
  const row = number === undefined ? -1 : (table.rowOf[Number(number)] ?? -1);
  if (row >= 0) mask[row] = 1;
  const wanted = typed.toLowerCase();
  for (const name of searched) {
    const column = table.columns[name];
    if (column?.kind !== "text") continue;
    const matches = Uint8Array.from(column.names, (text, code) =>
      code > 0 && text.toLowerCase().includes(wanted) ? 1 : 0,
    );
    if (!matches.includes(1)) continue;
    for (let at = 0; at < mask.length; at++) if (matches[column.codes[at] as number]) mask[at] = 1;
  }
  return mask;
};
