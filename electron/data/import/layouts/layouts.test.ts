import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { Row } from "../mapping/compile.ts";
import { type MappedSource, mapSource } from "../mapping/map-source.ts";
import { tryMapping } from "../mapping/try-mapping.ts";
import { formsByLayout } from "./layouts.ts";
import { tablesIn } from "./tables.fixture.ts";

const now = Date.UTC(2026, 10, 24) / 1000;
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../../test/fixtures/${name}`, import.meta.url));

const mapped = async (path: string) => mapSource({ name: "source", tables: await tablesIn(fixture(path)) });

/** Everything the mapped tables say, table after table. */
const recordsOf = async ({ tables }: MappedSource) => {
  const all = [];
  for (const { table, mapping } of tables) {
    if (!mapping) continue;
    expect(TableMapping.parse(mapping)).toEqual(mapping);
    const rows: Row[] = [];
    for await (const batch of table.rows()) rows.push(...batch.rows);
    const { rows: tried, counts } = tryMapping(table.columns, rows, mapping, { now, most: 1_000 });
    all.push({ name: table.name, kind: mapping.kind, tried, counts });
  }
  return all;
};
const notesOf = (tables: Awaited<ReturnType<typeof recordsOf>>) =>
  tables.flatMap(({ name, tried }) =>
    tried.flatMap(({ line, notes }) => notes.map(({ rule, detail }) => [name, line, rule, detail])),
  );

describe("MovieLens", () => {
  test.each([
    ["ml-latest", ["films", "films", "interactions", "tags"], 26],
    ["ml-1m", ["films", "members", "interactions"], 11],
    ["ml-100k", ["films", "members", "interactions"], 10],
  ])("%s", async (name, kinds, rows) => {
    const source = await mapped(`movielens/${name}`);
    expect(source).toMatchObject({ layout: name, system: name, missing: [], ignored: [], confident: true });
    const tables = await recordsOf(source);
    expect(tables.map(({ kind }) => kind)).toEqual(kinds);
    expect(tables.reduce((sum, { tried }) => sum + tried.length, 0)).toBe(rows);
    expect(tables.every(({ counts }) => counts.rejected === 0 && counts.leftOut === 0)).toBe(true);
  });

  test("genre flags are named by the set's own list; a film without a title keeps its number", async () => {
    const [films, members] = await recordsOf(await mapped("movielens/ml-100k"));
    expect(films?.tried.map(({ record }) => [record.title, record.year, record.releaseDate])).toEqual([
      ["The Glass Orchard", "1991", "1991-03-12"],
      ["Señor Noviembre", "1987", "1987-11-01"],
      ["#3", null, null],
    ]);
    expect(films?.tried.flatMap(({ record }) => record.genres ?? []).join(", ")).toMatch(/Children/);
    expect(members?.tried.map(({ record }) => `${record.ageBand}${record.area}`)).toEqual([
      "18-24857",
      "50-55T8H",
      "0-17320",
    ]);
  });

  test("a part alone says what is missing", async () => {
    const source = await mapped("movielens/ml-1m/users.dat");
    expect(source.missing.map(({ part }) => part)).toEqual(["films", "ratings"]);
  });
});

describe("Netflix Prize", () => {
  test("ratings in blocks under their film, titles with commas in ISO-8859-1", async () => {
    const source = await mapped("layouts/netflix-prize");
    expect(source).toMatchObject({ layout: "netflix-prize", missing: [], ignored: [] });
    const [films, ...ratings] = await recordsOf(source);
    expect(films?.tried.map(({ record }) => [record.key, record.title, record.year])).toEqual([
      ["1", "Glass Orchard", "2003"],
      ["2", "Tides, Ferries, and the Café", "1997"],
      ["3", "Night Signal", null],
    ]);
    expect(
      ratings.flatMap(({ tried }) =>
        tried.map(({ line, record }) => [line, record.film, record.member, record.value]),
      ),
    ).toEqual([
      [2, "1", "1488", "3"],
      [3, "1", "2207", "5"],
      [5, "2", "1488", "4"],
      [6, undefined, undefined, undefined],
      [2, "3", "2207", "1"],
    ]);
    expect(notesOf(ratings)).toEqual([["combined_data_1.txt", 6, "rating-outside-scale", "6"]]);
  });
});

describe("Letterboxd", () => {
  test("one member's export: films by address, entries by title and year, nobody's name", async () => {
    const source = await mapped("layouts/letterboxd");
    expect(source).toMatchObject({ layout: "letterboxd", missing: [], ignored: ["profile.csv"] });
    const tables = await recordsOf(source);
    const shown = tables.map(({ name, kind, counts, tried }) => [
      name,
      kind,
      counts.leftOut,
      tried.flatMap(({ record }) => record.film ?? []),
    ]);
    const [one, two, three, four] = ["aa01", "aa02", "aa03", "aa04"].map((key) => `https://boxd.it/${key}`);
    expect(shown).toEqual([
      ["ratings.csv", "interactions", 0, [one, two]],
      ["watched.csv", "interactions", 1, [two, three]],
      ["diary.csv", "interactions", 0, [one, one, "title:unlisted film 2020"]],
      ["watchlist.csv", "tags", 0, [four]],
      ["reviews.csv", "reviews", 0, [one]],
    ]);
    expect(notesOf(tables)).toEqual([
      ["ratings.csv", 4, "impossible-time", "2024-02-30"],
      ["ratings.csv", 5, "rating-outside-scale", "6"],
    ]);
    expect(tables[4]?.tried[0]?.record).toMatchObject({
      key: "https://boxd.it/e001",
      text: 'Warm, "careful",\nand over too soon.',
      rating: "4.5",
      at: "2024-01-04T00:00:00Z",
    });
    expect(JSON.stringify(source.tables.map(({ mapping }) => mapping))).not.toMatch(
      /lanternfan|Ada|example\.org/,
    );
  });
});

describe("IMDb", () => {
  test("films, votes and credits; episodes are left out; quotes are letters", async () => {
    const source = await mapped("layouts/imdb-tsv");
    expect(source).toMatchObject({ layout: "imdb-tsv", system: "imdb", missing: [], ignored: [] });
    const [basics, ratings, credits] = await recordsOf(source);
    expect(basics?.counts).toEqual({ accepted: 2, repaired: 0, rejected: 0, leftOut: 1 });
    expect(
      basics?.tried.map(({ record }) => [
        record.imdbId,
        record.title,
        record.year,
        record.runtime,
        record.genres,
      ]),
    ).toEqual([
      ["tt9900001", "Glass Orchard", "2003", "101", "Drama, Romance"],
      [undefined, undefined, undefined, undefined, undefined],
      ["tt9900003", '"Quoted" Night', null, null, null],
    ]);
    expect(
      ratings?.tried.map(({ record }) => [record.key, record.title, record.voteAverage, record.voteCount]),
    ).toEqual([
      ["tt9900001", null, "7.4", "1203"],
      ["tt9900003", null, "5", "17"],
    ]);
    expect(credits?.tried.map(({ record }) => [record.key, record.people])).toEqual([
      ["tt9900001", "director: Ada Ferry, cast: Li Lantern"],
      ["tt9900003", "writer: Ada Ferry"],
    ]);
  });

  test("the ratings a user exports", async () => {
    const source = await mapped("layouts/imdb-ratings");
    expect(source).toMatchObject({ layout: "imdb-ratings", system: "imdb" });
    const [ratings] = await recordsOf(source);
    expect(ratings?.tried[0]?.record).toMatchObject({
      film: "tt9900001",
      filmTitle: "Glass Orchard",
      filmYear: "2003",
      value: "8",
      at: "2024-01-05T00:00:00Z",
    });
    expect(notesOf([ratings].filter((table) => table !== undefined))).toEqual([
      ["ratings.csv", 3, "rating-outside-scale", "11"],
    ]);
  });
});

test("TMDB-5000: JSON in cells, credits from their own file", async () => {
  const source = await mapped("layouts/tmdb-5000");
  expect(source).toMatchObject({ layout: "tmdb-5000", system: "tmdb", missing: [], ignored: [] });
  const tables = await recordsOf(source);
  expect(tables[0]?.tried[0]?.record).toMatchObject({
    key: "990001",
    tmdbId: "990001",
    title: "Glass Orchard",
    year: "2003",
    runtime: "101",
    genres: "Drama, Romance",
    keywords: "orchard, harvest",
    studio: "Lantern Row",
    country: "Spain",
    language: "es",
    revenue: null,
  });
  expect(tables[1]?.tried[0]?.record.people).toBe("director: Ada Ferry, cast: Li Lantern");
  expect(notesOf(tables).map(([, line, rule, detail]) => [line, rule, detail])).toEqual([
    [3, "unreadable-value", "["],
    [3, "unreadable-date", "2011-02-30"],
    [3, "unreadable-value", "xx"],
    [3, "negative-money", "-5"],
  ]);
});

describe("folders of several files", () => {
  const folderOf = (files: Record<string, string>): string => {
    const home = mkdtempSync(join(tmpdir(), "folder-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
    return home;
  };

  test("films come first, and their key is the column that the others refer to", async () => {
    const films = Array.from({ length: 30 }, (_, i) => `${i + 1},F${500 + i},Quiet Film ${i},Drama`).join(
      "\n",
    );
    const visits = Array.from(
      { length: 60 },
      (_, i) => `C${i},F${500 + (i % 30)},2018-03-${10 + (i % 9)},2`,
    ).join("\n");
    const home = folderOf({
      "a-visits.csv": `CustomerID,FilmCode,PurchaseDate,Tickets\n${visits}\n`,
      "catalogue.csv": `ID,Code,Title,Genre\n${films}\n`,
    });
    const source = await mapSource({ name: "House 2018.zip", tables: await tablesIn(home) });
    rmSync(home, { recursive: true });
    expect(source).toMatchObject({ layout: null, system: "house", ignored: [], confident: true });
    expect(source.tables.map(({ mapping }) => mapping?.kind)).toEqual(["films", "interactions"]);
    expect(source.tables[0]?.mapping?.fields.key).toEqual({ column: "Code" });
    expect(source.tables[0]?.reasons.fields.key?.[0]).toMatchObject({ code: "keysShared" });
  });

  test("a profile made from tables that a layout derived finds them again", async () => {
    const first = await mapped("layouts/letterboxd");
    const profile = {
      name: "Diary",
      system: "letterboxd",
      tables: first.tables.flatMap(({ mapping }) => (mapping?.kind === "reviews" ? [mapping] : [])),
    };
    const again = await mapSource(
      { name: "next", tables: await tablesIn(fixture("layouts/letterboxd")) },
      profile,
    );
    const [reviews] = await recordsOf(again);
    expect(reviews).toMatchObject({ name: "reviews.csv", counts: { accepted: 1 } });
  });

  test("a profile maps the next export by its columns, and leaves the rest out", async () => {
    const text = "Film,Site,Date,Guests\nTwo Lines,Eight,2018-03-16,12\n";
    const first = folderOf({ "sales 2018-03.csv": text });
    const guessed = await mapSource({ name: "sales 2018-03.csv", tables: await tablesIn(first) });
    const profile = {
      name: "Sales",
      system: guessed.system,
      tables: guessed.tables.flatMap(({ mapping }) => mapping ?? []),
    };
    const second = folderOf({
      "sales 2018-04.csv": "Date,Film,Site,Guests,Note\n2018-04-16,Two Lines,Eight,12,x\n",
      "other.csv": "a,b\n1,2\n",
    });
    const again = await mapSource({ name: "sales 2018-04", tables: await tablesIn(second) }, profile);
    rmSync(first, { recursive: true });
    rmSync(second, { recursive: true });
    expect(again).toMatchObject({ system: "sales", ignored: ["other.csv"], confident: true });
    expect(again.tables[0]?.mapping).toEqual(guessed.tables[0]?.mapping);
  });
});

test("forms are told from the first bytes, or not at all", () => {
  const formsOf = (...names: readonly string[]) =>
    names.map((name) => {
      const heads = new Map(names.map((each) => [each, readFileSync(fixture(each)).subarray(0, 4_096)]));
      return formsByLayout(heads).get(name)?.delimiter ?? null;
    });
  expect(
    formsOf("movielens/ml-1m/movies.dat", "movielens/ml-1m/ratings.dat", "movielens/ml-100k/u.item"),
  ).toEqual(["::", "::", "|"]);
  expect(formsOf("layouts/imdb-tsv/title.basics.tsv", "layouts/letterboxd/diary.csv")).toEqual(["\t", null]);
  const [titles, ratings] = [
    "layouts/netflix-prize/movie_titles.csv",
    "layouts/netflix-prize/mv_0000003.txt",
  ];
  expect(formsOf(titles ?? "")).toEqual([null]);
  expect(formsOf(titles ?? "", ratings ?? "")).toEqual(["\t", "\t"]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(() => formsByLayout(new Map([["x", bytes]]))).not.toThrow();
    }),
  );
});
