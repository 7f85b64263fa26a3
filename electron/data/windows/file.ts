/** CSV files of titles and of the releases of others: taken as a whole, or what is wrong is told by its line. */
import { Competitor, TitleWish, type WindowProblem } from "../../../shared/contract/windows.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { RowReader } from "../import/tables/records.ts";
import type { SourceRow } from "../import/tables/table.ts";
import type { Connection } from "../store/library.ts";

const mostTold = 20;

const rowsIn = (text: string): readonly SourceRow[] => {
  const rows: SourceRow[] = [];
  const reader = new RowReader({ separator: ",", quote: '"', lineBreak: "lf" }, (row) => rows.push(row));
  reader.push(text);
  reader.end();
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
};

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

type Wrong = (problem: WindowProblem["problem"], found: string, remedy: string) => null;
type Read<T> = (cell: (name: string) => string, wrong: Wrong) => T | null;

const readTable = <T>(
  text: string,
  needed: readonly string[],
  others: readonly string[],
  read: Read<T>,
): Result<T[], WindowProblem[]> => {
  const [header, ...rows] = rowsIn(text.replace(/^\uFEFF/, ""));
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  const known = [...needed, ...others];
  if (!needed.every((name) => names.includes(name)) || names.some((name) => !known.includes(name)))
    return err([
      {
        line: 1,
        problem: "header",
        found: names.join(",").slice(0, 60),
        remedy: `The first line must name ${needed.join(", ")} and may name ${others.join(", ")}.`,
      },
    ]);
  const problems: WindowProblem[] = [];
  const values: T[] = [];
  for (const { line, cells } of rows) {
    const wrong: Wrong = (problem, found, remedy) => {
      problems.push({ line, problem, found: found.slice(0, 60), remedy });
      return null;
    };
    if (cells.length !== names.length)
      wrong("columns", String(cells.length), `Give ${names.length} cells, as the first line has.`);
    else {
      const value = read((name) => cells[names.indexOf(name)]?.trim() ?? "", wrong);
      if (value !== null) values.push(value);
    }
  }
  return problems.length > 0 ? err(problems.slice(0, mostTold)) : ok(values);
};

/** The one film of this title or id; none: 0, several: −1. */
const filmFinder = (db: Connection): ((text: string) => number) => {
  const find = db
    .prepare("SELECT id FROM film WHERE title = @text COLLATE NOCASE OR title_zh = @text OR id = @id LIMIT 2")
    .pluck();
  return (text) => {
    const found = find.all({ text, id: /^\d{1,15}$/.test(text) ? Number(text) : -1 }) as number[];
    return found.length > 1 ? -1 : (found[0] ?? 0);
  };
};

export const readCompetitors = (db: Connection, text: string): Result<Competitor[], WindowProblem[]> => {
  const filmOf = filmFinder(db);
  return readTable(text, ["title", "date"], ["size", "genres", "film"], (cell, wrong) => {
    const size = cell("size") === "" ? 1 : Number(cell("size"));
    const film = cell("film") === "" ? null : filmOf(cell("film"));
    if (cell("title") === "") return wrong("title", "", "Name the film.");
    if (!isDate(cell("date"))) return wrong("date", cell("date"), "Give a day such as 2027-03-04.");
    if (!(size > 0 && size <= 100))
      return wrong("size", cell("size"), "Give a number above 0: 1 = as usual.");
    if (film !== null && film <= 0)
      return wrong(
        "film",
        cell("film"),
        film === 0
          ? "Give a title or id of the library, or nothing."
          : "Several films have this title: give the id.",
      );
    const genres = cell("genres")
      .split(";")
      .map((genre) => genre.trim())
      .filter(Boolean);
    return Competitor.parse({ title: cell("title").slice(0, 300), date: cell("date"), size, genres, film });
  });
};

export const readTitles = (db: Connection, text: string): Result<TitleWish[], WindowProblem[]> => {
  const filmOf = filmFinder(db);
  const optional = ["earliest", "latest", "fixed", "admissions", "series", "apart"];
  return readTable(text, ["film"], optional, (cell, wrong) => {
    const film = filmOf(cell("film"));
    const admissions = cell("admissions") === "" ? null : Number(cell("admissions"));
    const apart = Number(cell("apart"));
    if (film <= 0)
      return wrong(
        "film",
        cell("film"),
        film === 0
          ? "Give the title as the library has it, or its id."
          : "Several films have this title: give the id.",
      );
    const bad = ["earliest", "latest", "fixed"].find((name) => cell(name) !== "" && !isDate(cell(name)));
    if (bad) return wrong("date", cell(bad), "Give a day such as 2027-03-04, or nothing.");
    if (cell("earliest") !== "" && cell("latest") !== "" && cell("earliest") > cell("latest"))
      return wrong("date", cell("latest"), "The latest day comes before the earliest.");
    if (admissions !== null && !(admissions > 0 && admissions <= 1e9))
      return wrong("size", cell("admissions"), "Give a number above 0, or nothing.");
    if (!(Number.isInteger(apart) && apart >= 0 && apart <= 60))
      return wrong("weeks", cell("apart"), "Give a whole number of weeks up to 60.");
    const date = (name: string): string | null => cell(name) || null;
    return TitleWish.parse({
      film,
      earliest: date("earliest"),
      latest: date("latest"),
      fixed: date("fixed"),
      admissions,
      series: cell("series").slice(0, 100),
      apart,
    });
  });
};
