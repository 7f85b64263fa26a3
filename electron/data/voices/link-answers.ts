/** A table of answers to doubtful links: every row is read before any is taken. */
import { basename } from "node:path";
import type { ImportFailure } from "../../../shared/contract/import.ts";
import {
  type BadLinkAnswers,
  type LinkKind,
  type LinkTarget,
  linkKinds,
  mostLinkAnswers,
} from "../../../shared/contract/text-links.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { openSource } from "../import/source/open.ts";
import { readFailure } from "../import/source/source.ts";
import type { Table } from "../import/tables/table.ts";
import { tablesOf } from "../import/tables/tables-of.ts";

export interface LinkAnswer {
  readonly text: number;
  /** Null = on none of these. */
  readonly to: LinkTarget | null;
}
interface AnswerLine extends LinkAnswer {
  readonly line: number;
}
type Failure = BadLinkAnswers | ImportFailure;

const columns = ["text", "kind", "key"] as const;
const isKind = (word: string): word is LinkKind => linkKinds.some((kind) => kind === word);

const answersIn = async (table: Table, name: string): Promise<Result<AnswerLine[], Failure>> => {
  const bad = (problem: BadLinkAnswers["problem"], line: number, found: string): Result<never, Failure> =>
    err({ type: "BadLinkAnswers", name, line, problem, found: found.slice(0, 80) });
  const names = table.columns.map((column) => column.trim().toLowerCase());
  const places = columns.map((column) => names.indexOf(column));
  if (places.includes(-1)) return bad("columns", 0, table.columns.join(", "));
  const answers: AnswerLine[] = [];
  for await (const { rows } of table.rows())
    for (const { line, cells, damage } of rows) {
      if (damage !== null) return bad("damagedRow", line, cells.join(" "));
      const [text = "", kind = "", key = ""] = places.map((at) => (cells[at] ?? "").trim());
      if (kind === "") continue;
      if (!/^[1-9]\d{0,14}$/.test(text)) return bad("text", line, text);
      if (kind !== "none" && !isKind(kind)) return bad("kind", line, kind);
      if (kind !== "none" && key === "") return bad("key", line, key);
      answers.push({ line, text: Number(text), to: kind === "none" ? null : { kind, key } });
      if (answers.length > mostLinkAnswers) return bad("tooMany", line, String(mostLinkAnswers));
    }
  return ok(answers);
};

export const readLinkAnswers = async (path: string): Promise<Result<AnswerLine[], Failure>> => {
  const source = await openSource(path);
  if (!source.ok) return source;
  try {
    const tables = await tablesOf(source.value);
    return tables.ok ? await answersIn(tables.value[0] as Table, basename(path)) : tables;
  } catch (error) {
    return err(readFailure(basename(path), error).failure);
  } finally {
    source.value.close();
  }
};
