/** A CSV file of feedback: every line is looked at before anything is taken, and what is wrong is told by its line. */
import { type FeedbackProblem, feedbackKinds } from "../../../shared/contract/feedback.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { RowReader } from "../import/tables/records.ts";
import type { SourceRow } from "../import/tables/table.ts";
import { memberHasher } from "../privacy/member-hash.ts";
import type { Connection } from "../store/library.ts";
import { isOnScale, type Said, scaleOf } from "./give.ts";

const columns = ["member", "film", "kind", "value", "at"] as const;
const needed = columns.slice(0, 3);
/** Of a cell that is told. */
const shownCharacters = 60;

const rowsIn = (text: string): readonly SourceRow[] => {
  const rows: SourceRow[] = [];
  const reader = new RowReader({ separator: ",", quote: '"', lineBreak: "lf" }, (row) => rows.push(row));
  reader.push(text);
  reader.end();
  return rows;
};

/** Seconds since 1970 UTC, a date, or a moment with its zone. */
const secondsOf = (text: string): number | null => {
  if (/^\d{1,11}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)) return null;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.floor(moment / 1000);
};

/** Ids of members and films as the file calls them. */
const finders = (db: Connection, system: string | null) => {
  const find = (sql: string) => {
    const statement = db.prepare(sql).pluck();
    return (...key: readonly (string | number | Uint8Array)[]) => statement.get(...key) as number | undefined;
  };
  const number = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : -1);
  if (system === null) {
    const member = find("SELECT id FROM member WHERE id = ?");
    const film = find("SELECT id FROM film WHERE id = ?");
    return { member: (text: string) => member(number(text)), film: (text: string) => film(number(text)) };
  }
  const hash = memberHasher(db, system);
  const member = find("SELECT id FROM member WHERE key = ?");
  const film = find("SELECT film FROM film_key WHERE source = ? AND key = ?");
  return { member: (text: string) => member(hash(text)), film: (text: string) => film(system, text) };
};

export const readFeedback = (
  db: Connection,
  text: string,
  system: string | null,
  now: number,
): Result<readonly Said[], readonly FeedbackProblem[]> => {
  const [header, ...rows] = rowsIn(text.replace(/^\uFEFF/, ""));
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const unknown = names.find((name) => !columns.some((column) => column === name));
  const missing = needed.find((column) => !names.includes(column));
  if (!header || header.damage !== null || missing !== undefined || unknown !== undefined)
    return err([{ line: header?.line ?? 1, problem: "header", found: missing ?? unknown ?? "" }]);
  const scale = scaleOf(db);
  const find = finders(db, system);
  const problems: FeedbackProblem[] = [];
  const said: Said[] = [];
  for (const { line, cells, damage } of rows) {
    const wrong = (problem: FeedbackProblem["problem"], found: string): void =>
      void problems.push({ line, problem, found: found.slice(0, shownCharacters) });
    if (damage !== null) wrong("quote", cells[0] ?? "");
    else if (cells.length !== names.length) wrong("columns", String(cells.length));
    else {
      const cell = (name: (typeof columns)[number]): string => cells[names.indexOf(name)]?.trim() ?? "";
      const member = find.member(cell("member"));
      const film = find.film(cell("film"));
      const kind = feedbackKinds.find((each) => each === cell("kind"));
      const value = cell("value") === "" ? null : Number(cell("value"));
      const at = cell("at") === "" ? now : secondsOf(cell("at"));
      if (member === undefined) wrong("member", cell("member"));
      else if (film === undefined) wrong("film", cell("film"));
      else if (!kind) wrong("kind", cell("kind"));
      else if ((kind === "rating") !== (value !== null) || Number.isNaN(value)) wrong("value", cell("value"));
      else if (value !== null && !isOnScale(value, scale)) wrong("offScale", cell("value"));
      else if (at === null) wrong("time", cell("at"));
      else said.push({ member, film, kind, value, at });
    }
  }
  return problems.length > 0 ? err(problems) : ok(said);
};
