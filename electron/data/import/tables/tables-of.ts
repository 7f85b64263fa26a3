/** All tables of a source, each file by the form that its first bytes tell. */

import type { ImportFailure } from "../../../../shared/contract/import.ts";
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { type LeftOut, readFailure, type Source, type SourceFile } from "../source/source.ts";
import { delimitedTable } from "./delimited.ts";
import type { Table } from "./table.ts";

/** By the name of a file, or of a table where a file holds several. */
export type FormOverrides = Readonly<Record<string, FormOverride>>;

const tablesOfFile = async (file: SourceFile, overrides: FormOverrides): Promise<readonly Table[]> => [
  await delimitedTable(file, overrides[file.name]),
];

/** The tables of a source, and its files that give none with the reason. */
export const readTables = async (
  source: Source,
  overrides: FormOverrides = {},
): Promise<{ readonly tables: readonly Table[]; readonly leftOut: readonly LeftOut[] }> => {
  const tables: Table[] = [];
  const leftOut: LeftOut[] = [...source.leftOut];
  for (const file of source.files)
    try {
      tables.push(...(await tablesOfFile(file, overrides)));
    } catch (error) {
      leftOut.push({ name: file.name, failure: readFailure(file.name, error).failure });
    }
  return { tables, leftOut };
};

/** The failure is that of the first file where no file gives a table. */
export const tablesOf = async (
  source: Source,
  overrides: FormOverrides = {},
): Promise<Result<readonly Table[], ImportFailure>> => {
  const { tables, leftOut } = await readTables(source, overrides);
  if (tables.length > 0) return ok(tables);
  return err(leftOut[0]?.failure ?? { type: "NoTable", name: source.name });
};
