/** All tables of a source, each file by the form that its first bytes tell. */

import type { ImportFailure } from "../../../../shared/contract/import.ts";
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { type LeftOut, ReadFailure, readFailure, type Source, type SourceFile } from "../source/source.ts";
import { delimitedTable } from "./delimited.ts";
import { guessEncoding } from "./encodings.ts";
import { formOf } from "./forms.ts";
import { imagesTable, isNamedLikeImage } from "./images.ts";
import { jsonTables } from "./json.ts";
import { jsonLinesTable } from "./json-lines.ts";
import { parquetTable } from "./parquet.ts";
import { readHead } from "./records.ts";
import type { Table } from "./table.ts";
import { xlsxTables } from "./xlsx/xlsx.ts";

/** By the name of a file, or of a table where a file holds several. */
export type FormOverrides = Readonly<Record<string, FormOverride>>;

const headBytes = 2 ** 16;

const overrideIn =
  (overrides: FormOverrides) =>
  (name: string): FormOverride | undefined =>
    Object.hasOwn(overrides, name) ? overrides[name] : undefined;

/** A document without a list may be the only record of its kind. */
const jsonOrOneRecord = async (
  file: SourceFile,
  head: Uint8Array,
  override: FormOverride | undefined,
): Promise<readonly Table[]> => {
  try {
    return await jsonTables(file, head, override);
  } catch (error) {
    const object = /^\s*\{/.test(new TextDecoder(guessEncoding(head)).decode(head));
    if (object && error instanceof ReadFailure && error.failure.type === "NoTable")
      return [await jsonLinesTable(file, head, override)];
    throw error;
  }
};

const tablesOfFile = async (
  source: Source,
  file: SourceFile,
  overrides: FormOverrides,
): Promise<readonly Table[] | "image"> => {
  const { name } = file;
  const override = overrideIn(overrides);
  const own = override(name);
  const head = await readHead(file, headBytes);
  // Who says how text is cut or written says that it is text.
  const told = own?.delimiter !== undefined ? ({ type: "delimited" } as const) : undefined;
  const form = told ?? formOf(head, head.length < headBytes, name);
  switch (form.type) {
    case "delimited":
      return [await delimitedTable(file, own)];
    case "json":
      return jsonOrOneRecord(file, head, own);
    case "jsonLines":
      return [await jsonLinesTable(file, head, own)];
    case "xlsx":
      return xlsxTables(file, override, source.onClose);
    case "parquet":
      return [await parquetTable(file, source.onClose)];
    case "image":
      return "image";
    case "empty":
      throw new ReadFailure({ type: "NoTable", name });
    case "unsupported":
      throw new ReadFailure({ type: "UnsupportedFile", name, form: form.form });
  }
};

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);

const tablesOfImages = async (source: Source, images: readonly SourceFile[]): Promise<readonly Table[]> => {
  const folders = new Map<string, SourceFile[]>();
  for (const image of images) {
    const folder = folderOf(image.name);
    const files = folders.get(folder) ?? [];
    files.push(image);
    folders.set(folder, files);
  }
  const tables: Table[] = [];
  for (const [folder, files] of folders)
    tables.push(await imagesTable(folder === "" ? source.name : folder.slice(0, -1), files));
  return tables;
};

/** The tables of a source, and its files that give none with the reason. */
export const readTables = async (
  source: Source,
  overrides: FormOverrides = {},
  opening: (file: string) => void = () => {},
): Promise<{ readonly tables: readonly Table[]; readonly leftOut: readonly LeftOut[] }> => {
  const tables: Table[] = [];
  const images: SourceFile[] = [];
  const leftOut: LeftOut[] = [...source.leftOut];
  for (const file of source.files)
    try {
      // Posters come by the ten thousand: each is looked at when it is its turn.
      if (isNamedLikeImage(file.name)) {
        images.push(file);
        continue;
      }
      opening(file.name);
      const found = await tablesOfFile(source, file, overrides);
      if (found === "image") images.push(file);
      else tables.push(...found);
    } catch (error) {
      leftOut.push({ name: file.name, failure: readFailure(file.name, error).failure });
    }
  return { tables: [...tables, ...(await tablesOfImages(source, images))], leftOut };
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
