/** A CSV file of overrides: every line is looked at before anything is taken, and what is wrong is told by its line. */
import type { OverrideProblem } from "../../../shared/contract/overrides.ts";
import type { ForecastOverride } from "../../../shared/domain/overrides.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { RowReader } from "../import/tables/records.ts";
import type { SourceRow } from "../import/tables/table.ts";
import type { Connection } from "../store/library.ts";

const columns = ["venue", "film", "from", "to", "number", "factor", "reason"] as const;
const needed = ["venue", "film", "from", "reason"] as const;
const mostTold = 20;

export type ReadOverride = ForecastOverride & { readonly reason: string };

const rowsIn = (text: string): readonly SourceRow[] => {
  const rows: SourceRow[] = [];
  const reader = new RowReader({ separator: ",", quote: '"', lineBreak: "lf" }, (row) => rows.push(row));
  reader.push(text);
  reader.end();
  return rows;
};

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export const readOverrides = (
  db: Connection,
  text: string,
): Result<readonly ReadOverride[], readonly OverrideProblem[]> => {
  const [header, ...rows] = rowsIn(text.replace(/^\uFEFF/, ""));
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const missing = needed.find((name) => !names.includes(name));
  const unknown = names.find((name) => !columns.some((column) => column === name));
  if (
    missing !== undefined ||
    unknown !== undefined ||
    !(names.includes("number") || names.includes("factor"))
  )
    return err([
      {
        line: 1,
        problem: "header",
        found: names.join(","),
        remedy: `The first line must be ${needed.join(",")} with number, factor or both, and to if you like.`,
      },
    ]);
  const venueOf = db
    .prepare("SELECT id FROM venue WHERE name = @text OR name_zh = @text OR id = @id")
    .pluck();
  const filmsOf = db
    .prepare("SELECT id FROM film WHERE title = @text COLLATE NOCASE OR title_zh = @text OR id = @id LIMIT 2")
    .pluck();
  const key = (text: string) => ({ text, id: /^\d{1,15}$/.test(text) ? Number(text) : -1 });
  const venues = db.prepare("SELECT name FROM venue ORDER BY name LIMIT 5").pluck().all().join(", ");

  const problems: OverrideProblem[] = [];
  const read: ReadOverride[] = [];
  for (const { line, cells } of rows) {
    const cell = (name: (typeof columns)[number]): string => cells[names.indexOf(name)]?.trim() ?? "";
    const wrong = (problem: OverrideProblem["problem"], found: string, remedy: string): void =>
      void problems.push({ line, problem, found: found.slice(0, 60), remedy });
    const venue = venueOf.get(key(cell("venue"))) as number | undefined;
    const films = filmsOf.all(key(cell("film"))) as number[];
    const from = cell("from");
    const to = cell("to") || from;
    const kind = cell("number") === "" ? "factor" : "number";
    const value = Number(cell(kind) || Number.NaN);
    if (cells.length !== names.length)
      wrong("columns", String(cells.length), `Give ${names.length} cells, as the first line has.`);
    else if (venue === undefined) wrong("venue", cell("venue"), `Name a venue of the library: ${venues}.`);
    else if (films.length !== 1)
      wrong(
        "film",
        cell("film"),
        films.length === 0
          ? "Give the title as the library has it, or its id."
          : "Several films have this title: give the id.",
      );
    else if (!isDate(from)) wrong("from", from, "Give a day such as 2026-11-23.");
    else if (!isDate(to) || to < from) wrong("to", to, `Give ${from} or a later day, or leave it empty.`);
    else if (!Number.isFinite(value) || value < 0 || (cell("number") !== "" && cell("factor") !== ""))
      wrong("value", cell(kind), "Give either a number of admissions a day or a factor, 0 or more.");
    else if (cell("reason") === "") wrong("reason", "", "Say why: the reason is shown beside the forecast.");
    else read.push({ venue, film: films[0] as number, from, to, kind, value, reason: cell("reason") });
  }
  return problems.length > 0 ? err(problems.slice(0, mostTold)) : ok(read);
};
