/**
 * A Letterboxd export: one member's ratings, diary, reviews, watched films and watchlist. Films are keyed by their
 * address; diary and reviews give the entry's address instead, so their films are found by title and year.
 */
import { createHash } from "node:crypto";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import {
  derivedTable,
  fileOf,
  hasColumns,
  type Layout,
  type LayoutTable,
  layoutMapping,
  layoutReasons,
  type MappedTable,
  type Places,
} from "./layout.ts";

const film = ["Date", "Name", "Year", "Letterboxd URI"];
const headers = {
  ratings: [...film, "Rating"],
  diary: [...film, "Rating", "Rewatch", "Tags", "Watched Date"],
  reviews: [...film, "Rating", "Rewatch", "Review", "Tags", "Watched Date"],
  films: film, // watched, watchlist and likes alike: only their names tell which
} as const;

const scale = { min: 0.5, max: 5, step: 0.5 };
const iso = { dates: "iso" } as const;
const filmUri = "Film URI";
const inDiary = "In diary";

const filmName = (cells: readonly string[]): string => `${cells[1]?.trim()}\n${cells[2]?.trim()}`;

/** The owner's own name stays out of mappings and profiles, which people share. */
const ownerOf = (profile: LayoutTable | undefined, source: string): string => {
  const column = profile?.columns.indexOf("Username") ?? -1;
  const name = profile?.head[0]?.cells[column] || source;
  return createHash("sha256").update(`letterboxd:${name}`).digest("hex").slice(0, 16);
};

async function* cellsOf(table: LayoutTable): AsyncGenerator<readonly string[]> {
  for await (const { rows } of table.rows()) for (const { cells, damage } of rows) if (!damage) yield cells;
}

/** What the export's small tables tell of each other, read once. */
const addresses = (tables: readonly LayoutTable[], diary: LayoutTable | undefined) => {
  const uris = new Map<string, string>();
  const logged = new Set<string>();
  let read: Promise<void> | null = null;
  const load = async (): Promise<void> => {
    for (const table of tables)
      for await (const cells of cellsOf(table)) if (cells[3]) uris.set(filmName(cells), cells[3].trim());
    if (diary) for await (const cells of cellsOf(diary)) logged.add(filmName(cells));
  };
  return { uris, logged, load: (): Promise<void> => (read ??= load()) };
};

const entryFilm: Places = { film: -1, filmTitle: 1, filmYear: 2 };

export const letterboxd: Layout = {
  recognise: async (tables, source) => {
    type T = (typeof tables)[number];
    const withHeader = (part: keyof typeof headers): readonly T[] =>
      tables.filter((table) => hasColumns(table, headers[part]));
    const called = (name: string): T | undefined =>
      withHeader("films").find((table) => fileOf(table.name).toLowerCase().startsWith(name));
    const [ratings] = withHeader("ratings");
    const [diary] = withHeader("diary");
    const [reviews] = withHeader("reviews");
    const [watched, watchlist] = [called("watched"), called("watchlist")];
    if (!ratings && !diary && !reviews && !watched) return null;
    const profile = tables.find(
      ({ columns }) => columns.includes("Username") && columns.includes("Date Joined"),
    );
    const member = ownerOf(profile, source);
    const known = addresses(
      [ratings, watched, watchlist].filter((table) => table !== undefined),
      diary,
    );
    const lookup = known.load;
    // Their first rows are shown with the films' addresses too.
    await lookup();

    const withFilm = (table: T): LayoutTable =>
      derivedTable(
        table,
        [...table.columns, filmUri],
        () =>
          ({ cells }) => [...cells, known.uris.get(filmName(cells)) ?? ""],
        lookup,
      );
    const withDiary = (table: T): LayoutTable =>
      derivedTable(
        table,
        [...table.columns, inDiary],
        () =>
          ({ cells }) => [...cells, known.logged.has(filmName(cells)) ? "yes" : "no"],
        lookup,
      );
    const mapped = (
      of: T | undefined,
      derive: (table: T) => LayoutTable,
      kind: RecordKind,
      places: Places,
      keep?: { column: string; values: string[] },
    ): MappedTable<T>[] => {
      if (!of) return [];
      const table = derive(of);
      const at = (place: Places[string]): Places[string] => (place === -1 ? table.columns.length - 1 : place);
      const resolved = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, at(place)]));
      const mapping = layoutMapping(table.columns, kind, resolved, keep ? { keep } : {});
      return [{ of, table, mapping, reasons: layoutReasons("letterboxd", mapping) }];
    };
    const own: Places = { member, film: 3, filmTitle: 1, filmYear: 2 };
    const part = (name: string, table: unknown) => (table ? [] : [{ part: name, usualName: `${name}.csv` }]);
    return {
      layout: "letterboxd",
      system: "letterboxd",
      tables: [
        ...mapped(ratings, (table) => table, "interactions", {
          ...own,
          rating: [4, { scale }],
          at: [0, iso],
        }),
        // What the diary tells is told by the day it was watched, not again by the day it was marked.
        ...mapped(
          watched,
          withDiary,
          "interactions",
          { ...own, completion: "1", at: [0, iso] },
          {
            column: inDiary,
            values: ["no"],
          },
        ),
        ...mapped(diary, withFilm, "interactions", { ...entryFilm, member, completion: "1", at: [7, iso] }),
        ...mapped(watchlist, (table) => table, "tags", { ...own, text: "watchlist", at: [0, iso] }),
        ...mapped(reviews, withFilm, "reviews", {
          ...entryFilm,
          key: 3,
          member,
          text: 6,
          rating: [4, { scale }],
          at: [8, iso],
        }),
      ],
      used: [],
      missing: [
        ...part("ratings", ratings),
        ...part("watched", watched),
        ...part("diary", diary),
        ...part("reviews", reviews),
        ...part("watchlist", watchlist),
      ],
    };
  },
};
