/**
 * Tables of one source refer to each other: which column of the list of films do the keys of the others stand in? The one
 * that shares most of their values, as far as the samples tell, where it is clearly another than the guessed one.
 */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { TableGuess } from "./guess.ts";

interface Guessed<T> {
  readonly table: T;
  readonly sample: readonly (readonly string[])[];
  readonly guess: TableGuess;
}
type Columns = { readonly name: string; readonly columns: readonly string[] };

/** Which field of which kind is listed by which other kind. */
const lists = [
  { listed: "films", as: ["film"] },
  { listed: "members", as: ["member"] },
] as const;

const valuesAt = ({ sample }: { readonly sample: Guessed<Columns>["sample"] }, index: number): Set<string> =>
  new Set(sample.map((cells) => (cells[index] ?? "").trim()).filter((value) => value !== ""));

const columnOf = (mapping: TableMapping | null, field: string): string | null =>
  mapping && Object.hasOwn(mapping.fields, field) ? (mapping.fields[field]?.column ?? null) : null;

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  let count = 0;
  for (const value of a) if (b.has(value)) count++;
  return count / Math.max(1, Math.min(a.size, b.size));
};

const clearlyMore = 2;
const leastShared = 0.2;

const rekeyed = <T extends Columns>(
  list: Guessed<T>,
  references: ReadonlySet<string>,
  from: string,
): Guessed<T> => {
  const { mapping, reasons } = list.guess;
  if (!mapping || references.size === 0) return list;
  const held = columnOf(mapping, "key");
  const overlaps = list.table.columns.map((name, index) => ({
    name,
    of: shared(references, valuesAt(list, index)),
  }));
  const now = overlaps.find(({ name }) => name === held)?.of ?? 0;
  const best = overlaps.toSorted((a, b) => b.of - a.of)[0];
  if (!best || best.name === held || best.of < leastShared || best.of < now * clearlyMore) return list;
  return {
    ...list,
    guess: {
      ...list.guess,
      mapping: { ...mapping, fields: { ...mapping.fields, key: { column: best.name } } },
      reasons: {
        ...reasons,
        fields: {
          ...reasons.fields,
          key: [{ code: "keysShared", params: { table: from, column: best.name } }],
        },
      },
    },
  };
};

export const shareKeys = <T extends Columns>(guessed: readonly Guessed<T>[]): readonly Guessed<T>[] =>
  guessed.map((list) => {
    const role = lists.find(({ listed }) => listed === list.guess.mapping?.kind);
    if (!role) return list;
    for (const other of guessed)
      for (const field of role.as) {
        const column = other === list ? null : columnOf(other.guess.mapping, field);
        if (column !== null) {
          const fitted = rekeyed(
            list,
            valuesAt(other, other.table.columns.indexOf(column)),
            other.table.name,
          );
          if (fitted !== list) return fitted;
        }
      }
    return list;
  });
