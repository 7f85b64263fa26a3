/**
 * IMDb's data sets (title.basics, title.ratings, title.principals or title.crew with name.basics; tabs, no quotes, \N
 * for nothing) and the ratings that a user exports from the site.
 */
import type { FormOverride } from "../../../../shared/contract/import-forms.ts";
import { creditsTable, filmTypes } from "./imdb-credits.ts";
import {
  fileOf,
  hasColumns,
  type Layout,
  type LayoutTable,
  layoutMapping,
  layoutReasons,
  type MappedTable,
  type Places,
} from "./layout.ts";

const headers = {
  basics: [
    "tconst",
    "titleType",
    "primaryTitle",
    "originalTitle",
    "isAdult",
    "startYear",
    "endYear",
    "runtimeMinutes",
    "genres",
  ],
  ratings: ["tconst", "averageRating", "numVotes"],
  principals: ["tconst", "ordering", "nconst", "category", "job", "characters"],
  crew: ["tconst", "directors", "writers"],
  names: ["nconst", "primaryName", "birthYear", "deathYear", "primaryProfession", "knownForTitles"],
} as const;
type Part = keyof typeof headers;

const usualNames: Readonly<Record<Part, string>> = {
  basics: "title.basics.tsv.gz",
  ratings: "title.ratings.tsv.gz",
  principals: "title.principals.tsv.gz",
  crew: "title.crew.tsv.gz",
  names: "name.basics.tsv.gz",
};

const tsv: FormOverride = { encoding: "utf-8", delimiter: "\t", quoted: false, header: true };
const form = ([first = ""]: readonly string[]): FormOverride | null =>
  /^\uFEFF?[tn]const\t/.test(first) ? tsv : null;

const comma = { list: { separator: "," } };

export const imdbTsv: Layout = {
  form,
  recognise: async (tables) => {
    type T = (typeof tables)[number];
    const find = (part: Part): T | undefined => tables.find((table) => hasColumns(table, headers[part]));
    const [basics, ratings, principals, crew, names] = [
      find("basics"),
      find("ratings"),
      find("principals"),
      find("crew"),
      find("names"),
    ];
    const source = principals ?? crew;
    const credited = basics && source && names ? source : undefined;
    if (!basics && !ratings) return null;
    const mapped = (
      of: T | undefined,
      table: LayoutTable | undefined,
      places: Places,
      keep?: { column: string; values: string[] },
    ): MappedTable<T>[] => {
      if (!of || !table) return [];
      const mapping = layoutMapping(table.columns, "films", places, keep ? { keep } : {});
      return [{ of, table, mapping, reasons: layoutReasons("imdb-tsv", mapping) }];
    };
    const there = new Set<Part>((Object.keys(headers) as Part[]).filter((part) => find(part)));
    const missing = (["basics", "ratings", "principals", "names"] as const).filter(
      (part) => !there.has(part) && !(part === "principals" && there.has("crew")),
    );
    return {
      layout: "imdb-tsv",
      system: "imdb",
      tables: [
        ...mapped(
          basics,
          basics,
          { key: 0, imdbId: 0, title: 2, originalTitle: 3, year: 5, runtime: 7, genres: [8, comma] },
          { column: "titleType", values: filmTypes },
        ),
        ...mapped(ratings, ratings, { key: 0, imdbId: 0, voteAverage: 1, voteCount: 2 }),
        ...mapped(credited, credited && basics && names && creditsTable(credited, basics, names), {
          key: 0,
          imdbId: 0,
          people: [1, { list: "json" }],
        }),
      ],
      used: credited && names ? [names] : [],
      missing: missing.map((part) => ({ part, usualName: usualNames[part] })),
    };
  },
};

const exported = ["Const", "Your Rating", "Date Rated", "Title"];

/** One member's ratings as the site exports them. Nothing in the file says whose they are: its name does. */
export const imdbRatings: Layout = {
  recognise: async (tables, source) => {
    const table = tables.find(({ columns }) => exported.every((name) => columns.includes(name)));
    if (!table) return null;
    const at = (name: string): number =>
      table.columns.findIndex((column) => column.toLowerCase() === name.toLowerCase());
    const more: readonly (readonly [string, string, Places[string]])[] = [
      ["filmYear", "Year", at("Year")],
      ["filmRuntime", "Runtime (mins)", at("Runtime (mins)")],
      ["filmGenres", "Genres", [at("Genres"), comma]],
    ];
    const mapping = layoutMapping(table.columns, "interactions", {
      member: `imdb ${source || fileOf(table.name)}`,
      film: at("Const"),
      filmImdbId: at("Const"),
      filmTitle: at("Title"),
      rating: [at("Your Rating"), { scale: { min: 1, max: 10, step: 1 } }],
      at: [at("Date Rated"), { dates: "iso" }],
      ...Object.fromEntries(
        more.filter(([, name]) => at(name) >= 0).map(([field, , place]) => [field, place]),
      ),
    });
    return {
      layout: "imdb-ratings",
      system: "imdb",
      tables: [{ table, of: table, mapping, reasons: layoutReasons("imdb-ratings", mapping) }],
      used: [],
      missing: [],
    };
  },
};
