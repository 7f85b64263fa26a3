/** Why a column is left out. */
import type { Reason } from "../../../../shared/contract/import-mapping.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { headerWords } from "./header-words.ts";
import { isLeftOutIdentifier } from "./identifiers.ts";

/** Parts of a date that the date itself tells. */
const partOfDate =
  /^(?:day|month|year|week|weekday|week day|day of week|quarter|hour|is weekend|月份?|年份?|周|星期|季度)$/;

export interface Chosen {
  readonly field: string;
  readonly column: string;
}

export const leftOutReason = (
  column: ColumnProfile,
  chosen: readonly Chosen[],
  beaten: ReadonlyMap<string, string>,
): Reason => {
  if (isLeftOutIdentifier(column)) return { code: "directIdentifier", params: { column: column.name } };
  const date = chosen.find(({ field }) => field === "date" || field === "at");
  if (date && partOfDate.test(headerWords(column.name)))
    return { code: "derived", params: { column: date.column } };
  const field = beaten.get(column.name);
  const winner = chosen.find((each) => each.field === field);
  if (winner) return { code: "betterColumn", params: { column: winner.column, field: winner.field } };
  return { code: "noField", params: { column: column.name } };
};
