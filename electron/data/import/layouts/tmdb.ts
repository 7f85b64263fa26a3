/** TMDB-5000: films with JSON in their cells, and their credits where they are there. */
import { type Layout, type LayoutTable, layoutMapping, layoutReasons, type MappedTable } from "./layout.ts";

const filmColumns = [
  "budget",
  "genres",
  "id",
  "keywords",
  "original_language",
  "overview",
  "production_companies",
  "title",
  "vote_average",
];
const creditColumns = ["movie_id", "title", "cast", "crew"];
const json = { list: "json" } as const;

const holdsAll = (table: LayoutTable, names: readonly string[]): boolean =>
  names.every((name) => table.columns.includes(name));

export const tmdb5000: Layout = {
  recognise: async (tables) => {
    type T = (typeof tables)[number];
    const mapped = (
      table: T | undefined,
      fields: Readonly<Record<string, string | readonly [string, typeof json]>>,
    ): MappedTable<T>[] => {
      if (!table) return [];
      const places = Object.fromEntries(
        Object.entries(fields).flatMap(([field, of]) => {
          const [name, as] = typeof of === "string" ? [of, undefined] : of;
          const place = table.columns.indexOf(name);
          return place < 0 ? [] : [[field, as ? ([place, as] as const) : place] as const];
        }),
      );
      const mapping = layoutMapping(table.columns, "films", places);
      return [{ table, of: table, mapping, reasons: layoutReasons("tmdb-5000", mapping) }];
    };
    const films = tables.find((table) => holdsAll(table, filmColumns));
    const credits = tables.find((table) => holdsAll(table, creditColumns) && table !== films);
    if (!films && !credits) return null;
    return {
      layout: "tmdb-5000",
      system: "tmdb",
      tables: [
        ...mapped(films, {
          key: "id",
          tmdbId: "id",
          title: "title",
          originalTitle: "original_title",
          releaseDate: "release_date",
          runtime: "runtime",
          language: "original_language",
          country: ["production_countries", json],
          genres: ["genres", json],
          keywords: ["keywords", json],
          synopsis: "overview",
          studio: ["production_companies", json],
          budget: "budget",
          revenue: "revenue",
          voteAverage: "vote_average",
          voteCount: "vote_count",
        }),
        ...mapped(credits, {
          key: "movie_id",
          tmdbId: "movie_id",
          title: "title",
          cast: ["cast", json],
          people: ["crew", json],
        }),
      ],
      used: [],
      missing: [
        ...(films ? [] : [{ part: "films", usualName: "tmdb_5000_movies.csv" }]),
        ...(credits ? [] : [{ part: "credits", usualName: "tmdb_5000_credits.csv" }]),
      ],
    };
  },
};
