/** Which tables a mapping of a profile is for. */
import type { Profile, TableMapping } from "../../../../shared/contract/import-mapping.ts";

/** `*` stands for any run of characters, upper and lower case are one. Linear: no pattern can make it slow. */
export const matchesGlob = (pattern: string, text: string): boolean => {
  const parts = pattern.toLowerCase().split("*");
  const rest = text.toLowerCase();
  const [head = "", ...others] = parts;
  if (!rest.startsWith(head)) return false;
  if (others.length === 0) return rest === head;
  const tail = others.pop() ?? "";
  let at = head.length;
  for (const part of others) {
    const found = rest.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return rest.length - tail.length >= at && rest.endsWith(tail);
};

const mappedColumns = ({ fields, options }: TableMapping): readonly string[] => [
  ...Object.values(fields).flatMap(({ column }) => column ?? []),
  ...(options.keep ? [options.keep.column] : []),
];

/** Newer exports may have more columns or others in their place: those that are mapped must be there. */
export const matchesTable = (
  mapping: TableMapping,
  table: { readonly name: string; readonly columns: readonly string[] },
): boolean =>
  matchesGlob(mapping.match.name, table.name) &&
  mappedColumns(mapping).every((column) => table.columns.includes(column));

export const mappingInProfile = (
  profile: Profile,
  table: { readonly name: string; readonly columns: readonly string[] },
): TableMapping | null =>
  profile.tables
    .filter((mapping) => matchesTable(mapping, table))
    // The one that knows more of the table's columns is the one that was made for it.
    .toSorted(
      (a, b) =>
        b.match.columns.filter((column) => table.columns.includes(column)).length -
        a.match.columns.filter((column) => table.columns.includes(column)).length,
    )[0] ?? null;
