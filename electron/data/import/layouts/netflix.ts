/**
 * Netflix Prize: ratings in blocks, each under a line "movieId:", in combined_data_*.txt or one mv_*.txt a film;
 * movie_titles.csv in ISO-8859-1, whose titles hold commas without quotes. Both are read as whole lines and cut here.
 */
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import {
  derivedTable,
  type Layout,
  type LayoutTable,
  layoutMapping,
  layoutReasons,
  type MappedTable,
} from "./layout.ts";

const filmLine = /^(\d+):$/;
const ratingLine = /^\d+:$|^\d+,[1-5],\d{4}-\d{2}-\d{2}$/;
const titleLine = /^\d+,(?:\d{4}|NULL),./;

const wholeLines: FormOverride = { encoding: "utf-8", delimiter: "\t", quoted: false, header: false };

/** A damaged line must not hide what a file is. */
const shareThatFits = 0.5;
const most = (lines: readonly string[], shape: RegExp): boolean =>
  lines.length > 0 && lines.filter((line) => shape.test(line)).length >= lines.length * shareThatFits;

const isRatings = ([first = "", ...lines]: readonly string[]): boolean =>
  filmLine.test(first) && most(lines, ratingLine);
const isTitles = (lines: readonly string[]): boolean =>
  most(lines, titleLine) && /\p{L}/u.test(lines[0] ?? "");

/** A list of numbers, years and titles is only theirs beside their ratings. */
const form = (lines: readonly string[], ofAllFiles: readonly (readonly string[])[]): FormOverride | null => {
  if (isRatings(lines)) return wholeLines;
  return isTitles(lines) && ofAllFiles.some(isRatings) ? { ...wholeLines, encoding: "iso-8859-1" } : null;
};

const linesOf = (table: LayoutTable): readonly string[] => table.head.map(({ cells }) => cells.join(","));

const ratingColumns = ["movieId", "customerId", "rating", "date"];
const ratingsTable = (table: LayoutTable): LayoutTable =>
  derivedTable(table, ratingColumns, () => {
    let film = "";
    return ({ cells }) => {
      const line = cells.join(",");
      const block = filmLine.exec(line);
      if (block) {
        film = block[1] ?? "";
        return null;
      }
      return [film, ...line.split(",")];
    };
  });

const titlesTable = (table: LayoutTable): LayoutTable =>
  derivedTable(table, ["movieId", "year", "title"], () => ({ cells }) => {
    const [film = "", year = "", ...title] = cells.join(",").split(",");
    return [film, year, title.join(",")];
  });

const key = { keys: "wholeNumbers" } as const;

const mapped = <T extends LayoutTable>(of: T, table: LayoutTable, ratings: boolean): MappedTable<T> => {
  const mapping = ratings
    ? layoutMapping(table.columns, "interactions", {
        film: [0, key],
        member: [1, key],
        rating: [2, { scale: { min: 1, max: 5, step: 1 } }],
        at: [3, { dates: "iso" }],
      })
    : layoutMapping(table.columns, "films", { key: [0, key], year: 1, title: 2 });
  return { of, table, mapping, reasons: layoutReasons("netflix-prize", mapping) };
};

export const netflixPrize: Layout = {
  form,
  recognise: async (tables) => {
    const ratings = tables.filter((table) => table.columns.length <= 3 && isRatings(linesOf(table)));
    const [titles] = tables.filter((table) => !ratings.includes(table) && isTitles(linesOf(table)));
    // Titles alone could be any list.
    if (ratings.length === 0) return null;
    return {
      layout: "netflix-prize",
      system: "netflix-prize",
      tables: [
        ...(titles ? [mapped(titles, titlesTable(titles), false)] : []),
        ...ratings.map((table) => mapped(table, ratingsTable(table), true)),
      ],
      used: [],
      missing: titles ? [] : [{ part: "films", usualName: "movie_titles.csv" }],
    };
  },
};
