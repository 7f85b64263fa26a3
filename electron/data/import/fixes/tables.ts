/** How the tables of an import were mapped, as its report keeps it. */
import { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import type { Connection } from "../../store/library.ts";
import type { Row } from "../mapping/compile.ts";
import type { FixedRow } from "../staging/stage.ts";

export interface FixedImport {
  readonly run: number;
  readonly format: string;
  readonly system: string;
  readonly source: string;
  readonly kinds: ReadonlySet<RecordKind>;
  /** Null where the rows of a table cannot be read again without their source. */
  readonly mappingOf: (file: string, kind: RecordKind) => TableMapping | null;
}

export const tableKey = (file: string, kind: RecordKind): string => `${kind}\0${file}`;

/** A quarantined row as its table's mapping reads it; its line is its id. */
export const rowOf = (columns: readonly string[], { id, cells }: Pick<FixedRow, "id" | "cells">): Row => ({
  line: id,
  cells: columns.map((name) => cells[name] ?? ""),
  damage: null,
});

/** Null once the import was taken back. */
export const importOf = (db: Connection, run: number): FixedImport | null => {
  const found = db
    .prepare(
      "SELECT id AS run, format, system, source FROM import_run WHERE id = ? AND rolled_back_at IS NULL",
    )
    .get(run) as Pick<FixedImport, "run" | "format" | "system" | "source"> | undefined;
  if (!found) return null;
  const mappings = new Map(
    (
      db.prepare("SELECT name, kind, mapping FROM import_table WHERE import_run = ?").all(run) as {
        name: string;
        kind: RecordKind;
        mapping: string;
      }[]
    ).map(({ name, kind, mapping }) => [tableKey(name, kind), TableMapping.parse(JSON.parse(mapping))]),
  );
  return {
    ...found,
    kinds: new Set([...mappings.values()].map(({ kind }) => kind)),
    // Pictures lie in their source.
    mappingOf: (file, kind) => (kind === "posters" ? null : (mappings.get(tableKey(file, kind)) ?? null)),
  };
};
