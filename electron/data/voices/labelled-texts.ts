/** A table of texts and labels, in any form that is imported too. */
import { basename } from "node:path";
import type { ImportFailure } from "../../../shared/contract/import.ts";
import type { BadLabelledTexts } from "../../../shared/contract/texts.ts";
import type { LabelledTexts } from "../../../shared/domain/labelled-texts.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { openSource } from "../import/source/open.ts";
import { readFailure } from "../import/source/source.ts";
import type { SourceRow, Table } from "../import/tables/table.ts";
import { tablesOf } from "../import/tables/tables-of.ts";

type Failure = BadLabelledTexts | ImportFailure;

const labelNames = /^(label|class|category|sentiment|polarity|target|y|标签|类别|情感)$/i;
const textNames = /^(text|sentence|review|comment|content|body|文本|评论|内容)$/i;
const mostLabels = 50;
const shown = 80;

interface Columns {
  readonly text: number;
  readonly label: number;
}

/** By name, else the column of the fewest values is the label and the longest of the others the text. */
const columnsOf = (columns: readonly string[], rows: readonly SourceRow[]): Columns | null => {
  const cells = (at: number): string[] => rows.map((row) => row.cells[at] ?? "");
  const named = (pattern: RegExp): number => columns.findIndex((name) => pattern.test(name));
  const length = (at: number): number => cells(at).reduce((sum, cell) => sum + cell.length, 0);
  const values = (at: number): number => new Set(cells(at)).size;
  const all = [...columns.keys()].filter((at) => values(at) > 1);
  const text = named(textNames) >= 0 ? named(textNames) : [...all].sort((a, b) => length(b) - length(a))[0];
  const others = all.filter((at) => at !== text);
  const label =
    named(labelNames) >= 0
      ? named(labelNames)
      : others.sort((a, b) => values(a) - values(b) || length(a) - length(b))[0];
  return text === undefined || label === undefined || text === label ? null : { text, label };
};

const collect = async (table: Table, name: string): Promise<Result<LabelledTexts, Failure>> => {
  const bad = (problem: BadLabelledTexts["problem"], line: number, found: string): Result<never, Failure> =>
    err({ type: "BadLabelledTexts", name, line, problem, found: found.slice(0, shown) });
  const rows: SourceRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch.rows);
  const damaged = rows.find(({ damage }) => damage !== null);
  if (damaged) return bad("damagedRow", damaged.line, damaged.cells.join(" "));
  const columns = columnsOf(table.columns, rows);
  if (!columns) return bad("noLabels", 0, table.columns.join(", "));
  const texts = rows.map(({ cells }) => cells[columns.text] ?? "");
  const labels = rows.map(({ cells }) => (cells[columns.label] ?? "").trim());
  const empty = labels.indexOf("");
  if (empty >= 0) return bad("emptyLabel", rows[empty]?.line ?? 0, texts[empty] ?? "");
  const different = new Set(labels);
  if (different.size < 2) return bad("oneLabel", 0, labels[0] ?? "");
  if (different.size > mostLabels) return bad("tooManyLabels", 0, String(different.size));
  return ok({ texts, labels });
};

export const labelledTextsOf = async (path: string): Promise<Result<LabelledTexts, Failure>> => {
  const name = basename(path);
  const source = await openSource(path);
  if (!source.ok) return source;
  try {
    const tables = await tablesOf(source.value);
    if (!tables.ok) return tables;
    return await collect(tables.value[0] as Table, name);
  } catch (error) {
    return err(readFailure(name, error).failure);
  } finally {
    source.value.close();
  }
};
