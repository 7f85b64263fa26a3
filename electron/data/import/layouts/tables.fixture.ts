/** The tables of a folder, cut as their layouts say. */
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import { openSource } from "../source/open.ts";
import { readHead } from "../tables/records.ts";
import type { Table } from "../tables/table.ts";
import { tablesOf } from "../tables/tables-of.ts";
import { formsByLayout } from "./layouts.ts";

export const openTables = async (
  path: string,
): Promise<{ readonly tables: readonly Table[]; readonly close: () => void }> => {
  const source = valueOrThrow(await openSource(path));
  const heads = new Map<string, Uint8Array>();
  for (const file of source.files) heads.set(file.name, await readHead(file));
  const tables = valueOrThrow(await tablesOf(source, Object.fromEntries(formsByLayout(heads))));
  return { tables, close: source.close };
};

/** Of a folder or a plain file, which can be read on without the source. */
export const tablesIn = async (path: string): Promise<readonly Table[]> => {
  const { tables, close } = await openTables(path);
  close();
  return tables;
};
