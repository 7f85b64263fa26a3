/** What every form of file becomes: rows of text under named columns, read in batches, never whole in memory. */

import type { ImportFailure } from "../../../../shared/contract/import.ts";
import type { TableForm } from "../../../../shared/contract/import-forms.ts";
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { Result } from "../../../../shared/domain/result.ts";
import type { SourceFile } from "../source/source.ts";

/** Why a row is none; its cells then hold what can be shown of it. */
export type Damage = Extract<
  ImportRule,
  "unparsable-row" | "overlong-field" | "wrong-columns" | "not-an-image"
>;

export interface SourceRow {
  /** From 1; the row number of a sheet or Parquet file, the record number of JSON. */
  readonly line: number;
  /** An empty cell is an absent value. */
  readonly cells: readonly string[];
  readonly damage: Damage | null;
}

export interface RowBatch {
  readonly rows: readonly SourceRow[];
  readonly bytesRead: number;
}

export interface Table {
  readonly name: string;
  readonly form: TableForm;
  /** As the source names them; "1", "2", … where it names none. Any text: keep them out of plain objects' keys. */
  readonly columns: readonly string[];
  readonly bytes: number;
  readonly estimatedRows: number;
  readonly head: readonly SourceRow[];
  /** Of delimited text: its bytes, for readers that need no strings. */
  readonly file?: SourceFile;
  /** Of a folder of images: the bytes of one, by its name. */
  readonly image?: (name: string) => Promise<Result<Uint8Array, ImportFailure>>;
  /** May throw a `ReadFailure`, or the signal's reason. */
  rows(signal?: AbortSignal): AsyncIterable<RowBatch>;
}

/** UTF-16 units; a longer field, or line without a quote, is refused. */
export const maxFieldLength = 2 ** 20;
export const maxColumns = 2_000;
export const headRows = 200;
