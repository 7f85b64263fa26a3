/**
 * Rows kept by the kind's fields instead of the source's columns, as the quarantine holds them: whoever mends one needs
 * neither the file nor its layout.
 */
import type { FieldMapping, TableMapping } from "../../../../shared/contract/import-mapping.ts";

export interface ByField {
  /** The mapped fields, which are the columns of what `cellsOf` returns. */
  readonly columns: readonly string[];
  readonly mapping: TableMapping;
  readonly cellsOf: (cells: readonly string[]) => readonly string[];
}

const flagSeparator = "|";

export const byField = (columns: readonly string[], mapping: TableMapping): ByField => {
  const fields = Object.entries(mapping.fields).filter(([, { column }]) => column !== null);
  const readers = fields.map(([, { column, as }]) => {
    const index = columns.indexOf(column ?? "");
    const flags = as?.flags;
    if (!flags) return (cells: readonly string[]) => cells[index] ?? "";
    return (cells: readonly string[]) => flags.filter((_, i) => cells[index + i] === "1").join(flagSeparator);
  });
  const named = fields.map(([name, { column: _, as, ...rest }]): [string, FieldMapping] => {
    const { flags, ...reading } = as ?? {};
    const list = flags ? { list: { separator: flagSeparator } } : {};
    return [name, { ...rest, column: name, ...(as ? { as: { ...reading, ...list } } : {}) }];
  });
  const names = fields.map(([name]) => name);
  return {
    columns: names,
    mapping: {
      kind: mapping.kind,
      match: { name: "*", columns: names },
      fields: { ...mapping.fields, ...Object.fromEntries(named) },
      options: { ...mapping.options, keep: undefined },
    },
    cellsOf: (cells) => readers.map((read) => read(cells)),
  };
};
