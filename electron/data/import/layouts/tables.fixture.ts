/** Files of a folder as tables, cut as their layout says or by the first line's commas: enough for fixtures. */
import type { FormOverride } from "../../../../shared/contract/import-mapping.ts";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import type { Row } from "../mapping/compile.ts";
import { type Dialect, readHead, readRecords } from "../records.ts";
import { openSource, type SourceFile } from "../source.ts";
import type { LayoutTable } from "./layout.ts";
import { formsByLayout } from "./layouts.ts";

interface FixtureTable extends LayoutTable {
  readonly form: { readonly type: string; readonly header: boolean; readonly dialect: Dialect };
}

const usual: FormOverride = { encoding: "utf-8", delimiter: ",", quoted: true, header: true };

const tableOf = async (file: SourceFile, form: FormOverride): Promise<FixtureTable> => {
  const dialect: Dialect = {
    encoding: form.encoding === "iso-8859-1" ? "iso-8859-1" : "utf-8",
    separator: form.delimiter ?? ",",
    quoted: form.quoted ?? true,
  };
  const records: Row[] = [];
  for await (const batch of readRecords(file, dialect))
    records.push(...batch.records.map(({ line, fields, damage }) => ({ line, cells: fields, damage })));
  const first = records[0]?.cells ?? [];
  const header = form.header ?? true;
  const rows = header ? records.slice(1) : records;
  return {
    name: file.name,
    columns: header
      ? first.map((name) => name.replace(/^\uFEFF/, "").trim())
      : first.map((_, i) => String(i + 1)),
    bytes: file.bytes,
    estimatedRows: rows.length,
    head: rows.slice(0, 200),
    form: { type: "delimited", header, dialect },
    async *rows() {
      yield { rows, bytesRead: file.bytes };
    },
  };
};

export const tablesIn = async (path: string): Promise<readonly FixtureTable[]> => {
  const source = valueOrThrow(await openSource(path));
  const heads = new Map<string, Uint8Array>();
  for (const file of source.files) heads.set(file.name, await readHead(file));
  const forms = formsByLayout(heads);
  const tables = [];
  for (const file of source.files) tables.push(await tableOf(file, forms.get(file.name) ?? usual));
  source.close();
  return tables;
};
