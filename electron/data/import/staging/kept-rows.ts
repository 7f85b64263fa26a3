/**
 * How rows that were not taken are kept: by field, a member's key as the library's hash of it, and without what else
 * tells who somebody is. `mapping` reads them again.
 */
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import { identifierFields, type RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { byField } from "../mapping/by-field.ts";
import { fieldsOver, longest } from "../records/fields.ts";
import { memberKey } from "../records/member-key.ts";

export interface KeptRows {
  readonly mapping: TableMapping;
  readonly cellsOf: (cells: readonly string[]) => Readonly<Record<string, string>>;
}

/** One character more than any field keeps: that it was cut is seen again. */
const longestCell = longest.text + 1;

/** Where a kind's rows name a person. */
const memberField: Readonly<Partial<Record<RecordKind, string>>> = {
  members: "key",
  interactions: "member",
  tags: "member",
  reviews: "member",
};

/** Fields of a mapping that may be kept, and so be filled in again. */
export const keptFields = ({ kind, match }: TableMapping): readonly string[] =>
  match.columns.filter((field) => !identifierFields(kind).includes(field));

export const keptRows = (
  columns: readonly string[],
  mapping: TableMapping,
  pseudonym: (key: string) => string,
): KeptRows => {
  const { columns: names, mapping: byFields, cellsOf } = byField(columns, mapping);
  const who = memberField[mapping.kind];
  const constant = who ? byFields.fields[who]?.constant : undefined;
  const kept =
    who && constant
      ? {
          ...byFields,
          fields: {
            ...byFields.fields,
            [who]: {
              ...byFields.fields[who],
              column: byFields.fields[who]?.column ?? null,
              constant: pseudonym(constant),
            },
          },
        }
      : byFields;
  const keyOf = who ? memberKey(fieldsOver(names, byFields), who) : () => null;
  const shown = new Set(keptFields(kept));
  return {
    mapping: kept,
    cellsOf: (cells) => {
      const row = cellsOf(cells);
      return Object.fromEntries(
        names.flatMap((name, at) => {
          if (!shown.has(name)) return [];
          if (name !== who) return [[name, (row[at] ?? "").slice(0, longestCell)]];
          // A key that cannot be one is nobody's.
          const key = keyOf(row, () => {});
          return [[name, key === null ? "" : pseudonym(key)]];
        }),
      );
    },
  };
};
