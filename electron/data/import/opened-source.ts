/** A source with its tables, open until it is closed. */
import type { ImportFailure } from "../../../shared/contract/import.ts";
import type { FormOverride } from "../../../shared/contract/import-forms.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { formsByLayout } from "./layouts/layouts.ts";
import { openSource } from "./source/open.ts";
import { type LeftOut, ReadFailure } from "./source/source.ts";
import { readHead } from "./tables/records.ts";
import type { Table } from "./tables/table.ts";
import { readTables } from "./tables/tables-of.ts";

export interface OpenedSource {
  readonly name: string;
  readonly tables: readonly Table[];
  /** Files that give no table. */
  readonly leftOut: readonly LeftOut[];
  /** A picture that a table names. */
  image(table: string, name: string): Promise<Uint8Array | null>;
  close(): void;
}

/** `opening` is told each file before it is looked at. */
export const openTables = async (
  path: string,
  overrides: Readonly<Record<string, FormOverride>> = {},
  opening?: (file: string) => void,
): Promise<Result<OpenedSource, ImportFailure>> => {
  const source = await openSource(path);
  if (!source.ok) return source;
  const { name, files, close } = source.value;
  try {
    const heads = new Map<string, Uint8Array>();
    for (const file of files) heads.set(file.name, await readHead(file).catch(() => new Uint8Array()));
    const known = Object.fromEntries(formsByLayout(heads));
    const { tables, leftOut } = await readTables(source.value, { ...known, ...overrides }, opening);
    if (tables.length === 0 && leftOut[0]) {
      close();
      return err(leftOut[0].failure);
    }
    const byName = new Map(tables.map((table) => [table.name, table]));
    return ok({
      name,
      tables,
      leftOut,
      image: async (table, wanted) => {
        const image = await byName.get(table)?.image?.(wanted);
        return image?.ok ? image.value : null;
      },
      close,
    });
  } catch (error) {
    close();
    if (error instanceof ReadFailure) return err(error.failure);
    throw error;
  }
};
