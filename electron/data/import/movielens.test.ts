import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ImportPreview, ImportSummary } from "../../../shared/contract/import.ts";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { zipOf } from "../../../test/fixtures/zip.ts";
import { type Cells, make as makeChanges } from "../journal/journal.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../store/library.ts";
import { importSource, preview as previewSource } from "./imports.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/movielens/${name}`, import.meta.url));
const migrations = readMigrations(fileURLToPath(new URL("../../migrations", import.meta.url)));

let home: string;
let library: Library;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "import-"));
  library = valueOrThrow(createLibrary(join(home, "a.marquee"), migrations));
});
afterEach(() => {
  closeLibrary(library);
  rmSync(home, { recursive: true });
});

const all = (sql: string): unknown[] => library.db.prepare(sql).all();
const pluck = (sql: string): unknown[] => library.db.prepare(sql).pluck().all();
const issues = (): unknown[] =>
  library.db
    .prepare("SELECT file, line, rule, detail FROM import_issue ORDER BY import_run, ordinal")
    .raw()
    .all();
const contents = (): unknown =>
  ["film", "film_key", "film_genre", "member", "interaction", "tag", "rating_scale", "setting"].map((table) =>
    all(`SELECT * FROM ${table}`),
  );
const importFrom = async (path: string) => valueOrThrow(await importSource(library, { path: path }));

/** A copy of ml-latest with some files replaced. */
const changed = (files: Record<string, string | Buffer>): string => {
  const folder = join(home, "changed");
  cpSync(fixture("ml-latest"), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

describe("the three forms", () => {
  test("ml-latest", async () => {
    const summary = await importFrom(fixture("ml-latest"));
    expect(summary).toMatchObject({ format: "ml-latest", films: 7, members: 3, interactions: 9, tags: 3 });
    expect(summary).toMatchObject({ added: 26, unchanged: 0, repaired: 0, rejected: 0 });
    expect(ImportSummary.parse(summary)).toEqual(summary);
    expect(all("SELECT id, title, year, imdb_id, tmdb_id FROM film WHERE id IN (2, 3, 4, 5, 7)")).toEqual([
      { id: 2, title: "The Lighthouse Keeper", year: 1998, imdb_id: "tt0900002", tmdb_id: 5002 },
      {
        id: 3,
        title: "A Summer of Paper (El Verano de papel)",
        year: 2004,
        imdb_id: "tt0900003",
        tmdb_id: null,
      },
      { id: 4, title: 'She Said "Tomorrow"', year: 2016, imdb_id: "tt0900004", tmdb_id: 5004 },
      { id: 5, title: "Two Lines\nOne Title", year: 2009, imdb_id: "tt0900005", tmdb_id: 5005 },
      { id: 7, title: "夜の水族館", year: 2019, imdb_id: "tt19000077", tmdb_id: 5007 },
    ]);
    expect(
      pluck("SELECT name FROM film_genre JOIN genre ON genre.id = genre WHERE film = 2 ORDER BY name"),
    ).toEqual(["Adventure", "Children"]);
    expect(all("SELECT * FROM rating_scale")).toEqual([{ only: 1, min: 0.5, max: 5, step: 0.5 }]);
    expect(all("SELECT * FROM interaction WHERE member = 1 AND film = 2")).toEqual([
      { member: 1, film: 2, kind: 0, at: 1_100_000_060, value: 0.5, line: 3, import_run: 1 },
    ]);
  });

  test("ml-1m", async () => {
    const summary = await importFrom(fixture("ml-1m"));
    expect(summary).toMatchObject({
      format: "ml-1m",
      films: 3,
      members: 3,
      interactions: 5,
      tags: 0,
      rejected: 0,
    });
    expect(pluck("SELECT title FROM film ORDER BY id")).toEqual([
      "The Glass Orchard",
      "Café of the Tides",
      "The Night Ferry (Le Ferry de nuit)",
    ]);
    expect(
      library.db.prepare("SELECT age_band, gender, occupation, area FROM member ORDER BY id").raw().all(),
    ).toEqual([
      ["0-17", "F", "school pupil", "480"],
      ["56+", "M", "self-employed", "700"],
      ["25-34", "F", "scientist", "551"],
    ]);
  });

  test("ml-100k", async () => {
    const summary = await importFrom(fixture("ml-100k"));
    expect(summary).toMatchObject({ format: "ml-100k", films: 3, members: 3, interactions: 4, repaired: 1 });
    expect(library.db.prepare("SELECT title, year, release_date FROM film ORDER BY id").raw().all()).toEqual([
      ["The Glass Orchard", 1991, "1991-03-12"],
      ["Señor Noviembre", 1987, "1987-11-01"],
      ["#3", null, null],
    ]);
    expect(issues()).toEqual([["u.item", 3, "blank-title", "3"]]);
    expect(pluck("SELECT age_band || area FROM member ORDER BY id")).toEqual([
      "18-24857",
      "50-55T8H",
      "0-17320",
    ]);
    expect(pluck("SELECT name FROM genre ORDER BY name")).toEqual(["Children", "Comedy", "Drama"]);
  });

  test("known by content, whatever the files are called, and read the same from an archive", async () => {
    const names: Record<string, string> = {
      "ratings.csv": "one.txt",
      "movies.csv": "two",
      "tags.csv": "three.dat",
    };
    const entries = readdirSync(fixture("ml-latest")).map((name) => ({
      name: `set/${names[name] ?? name}`,
      content: readFileSync(join(fixture("ml-latest"), name)),
      deflated: name < "n",
    }));
    const path = join(home, "renamed.bin");
    writeFileSync(path, zipOf([...entries, { name: "set/README", content: Buffer.from("Read me.") }]));
    await importFrom(path);
    const fromArchive = contents();
    const other = valueOrThrow(createLibrary(join(home, "b.marquee"), migrations));
    other.db
      .prepare("UPDATE private_key SET value = ?")
      .run(library.db.prepare("SELECT value FROM private_key").pluck().get());
    closeLibrary(library);
    library = other;
    await importFrom(fixture("ml-latest"));
    expect(contents()).toEqual(fromArchive);
  });

  test("several forms live in one library beside each other", async () => {
    for (const name of ["ml-100k", "ml-latest", "ml-1m"]) await importFrom(fixture(name));
    expect(await importFrom(fixture("ml-latest"))).toMatchObject({
      films: 12, // one stands in two of them, by title and year
      members: 9,
      interactions: 18,
      added: 0,
    });
    expect(all("SELECT min, max, step FROM rating_scale")).toEqual([{ min: 0.5, max: 5, step: 0.5 }]);
  });
});

describe("preview", () => {
  test("shows what would be read and changes nothing", async () => {
    const preview = valueOrThrow(await previewSource(null, { path: fixture("ml-latest") }));
    expect(ImportPreview.parse(preview)).toEqual(preview);
    expect(
      preview.tables.map(({ name, mapping, estimatedRows }) => [name, mapping?.kind, estimatedRows]),
    ).toEqual([
      ["movies.csv", "films", 7],
      ["links.csv", "films", 7],
      ["ratings.csv", "interactions", 9],
      ["tags.csv", "tags", 3],
    ]);
    expect(preview.tables[0]?.firstRows[2]).toEqual([
      "3",
      "Summer of Paper, A (Verano de papel, El) (2004)",
      "Comedy|Romance",
    ]);
    expect(preview).toMatchObject({ missing: [], ignored: [] });
    const single = valueOrThrow(await previewSource(null, { path: join(fixture("ml-1m"), "users.dat") }));
    expect(single).toMatchObject({ layout: "ml-1m", missing: ["movies.dat", "ratings.dat"] });
  });

  test("says what was looked for and found when nothing is known", async () => {
    writeFileSync(join(home, "notes.txt"), "Dear diary,\nnothing to rate today.\n");
    const notes = { path: join(home, "notes.txt") };
    expect(valueOrThrow(await previewSource(null, notes)).tables.map(({ mapping }) => mapping)).toEqual([
      null,
    ]);
    expect(await importSource(library, notes)).toMatchObject({
      error: {
        type: "UnknownFormat",
        found: ["notes.txt"],
        lookedFor: expect.arrayContaining(["ratings.csv", "u.data"]),
      },
    });
    writeFileSync(join(home, "empty"), "");
    expect(await previewSource(null, { path: join(home, "empty") })).toMatchObject({
      error: { type: "NoTable" },
    });
  });
});

describe("rules", () => {
  test("each row that cannot be taken is reported by file, line and rule; the others are in", async () => {
    const late = Math.floor(Date.now() / 1000) + 10 * 86_400;
    const folder = changed({
      "movies.csv": Buffer.concat([
        Buffer.from(
          'movieId,title,genres\n1,"Two\nLines (2001)",Drama\n2, ,Drama\n1,Again (2001),Drama\nx,Odd (2000),Drama\n',
        ),
        Buffer.from("3,Café (1999),Drama\n", "latin1"),
        Buffer.from('4,"Never closed (1999),Drama\n5,Nul\0 (1999),Drama\n6,Short\n'),
      ]),
      "links.csv": "movieId,imdbId,tmdbId\n1,0900001,five\n99,0900099,1\n",
      "ratings.csv": [
        "userId,movieId,rating,timestamp",
        ...["1,1,4.0,1100000000", "1,1,3.0,1100000000", "1,1,5.5,1100000001", "1,1,0.7,1100000002"],
        ...["1,1,,1100000003", `1,1,4.0,${late}`, "1,1,4.0,-5", "1,77,4.0,1100000004", "0,1,4.0,1100000005"],
        ...["1,2,4.0", "1,2,4.0,1100000000,extra", "3000000000,2,4.0,1100000000", "2,2,4,1100000000", ""],
      ].join("\n"),
      "tags.csv": "userId,movieId,tag,timestamp\n1,1,  ,1100000000\n1,1,fine,1100000000\n",
    });
    const summary = await importFrom(folder);
    expect(issues()).toEqual([
      ["movies.csv", 4, "blank-title", "2"],
      ["movies.csv", 5, "duplicate", "2"],
      ["movies.csv", 6, "bad-identifier", "x"],
      ["movies.csv", 7, "broken-encoding", "Caf\uFFFD"],
      ["movies.csv", 8, "unparsable-row", '4,"Never closed (1999),Drama'],
      ["movies.csv", 9, "nul-character", "5,Nul\\0 (1999),Drama"],
      ["movies.csv", 10, "wrong-columns", "6,Short"],
      ["links.csv", 2, "unreadable-link", "five"],
      ["links.csv", 3, "unknown-film", "99"],
      ["ratings.csv", 3, "duplicate", "2"],
      ["ratings.csv", 4, "rating-outside-scale", "5.5"],
      ["ratings.csv", 5, "rating-outside-scale", "0.7"],
      ["ratings.csv", 6, "rating-outside-scale", ""],
      ["ratings.csv", 7, "impossible-time", String(late)],
      ["ratings.csv", 8, "impossible-time", "-5"],
      ["ratings.csv", 9, "unknown-film", "77"],
      // What may name a member is not written down.
      ["ratings.csv", 10, "bad-identifier", ""],
      ["ratings.csv", 11, "wrong-columns", ""],
      ["ratings.csv", 12, "wrong-columns", ""],
      ["ratings.csv", 13, "bad-identifier", ""],
      ["tags.csv", 2, "blank-tag", "1"],
    ]);
    expect(summary).toMatchObject({
      films: 3,
      interactions: 2,
      tags: 1,
      members: 2,
      repaired: 3,
      rejected: 18,
    });
    expect(summary.added + summary.updated + summary.unchanged + summary.rejected).toBe(8 + 2 + 13 + 2);
    expect(pluck("SELECT title FROM film WHERE id = 2")).toEqual(["#2"]);
  });

  test("members that their list leaves out are added; traits, dates and flags that cannot be read are left out", async () => {
    const folder = join(home, "odd");
    cpSync(fixture("ml-100k"), folder, { recursive: true });
    writeFileSync(
      join(folder, "u.user"),
      "1|old|M|technician|85711\n2|53|X|other|T8H1N\n2|53|F|other|T8H1N\n5|20|F|other|10000\n",
    );
    const item = readFileSync(join(folder, "u.item"), "latin1");
    writeFileSync(
      join(folder, "u.item"),
      item.replace("12-Mar-1991", "31-Feb-1991").replace(/\|0\n/, "|7\n"),
      "latin1",
    );
    const summary = await importFrom(folder);
    expect(issues()).toEqual([
      ["u.item", 1, "unknown-genre", "7"],
      ["u.item", 1, "unreadable-date", "31-Feb-1991"],
      ["u.item", 3, "blank-title", "3"],
      ["u.user", 1, "unreadable-trait", "old"],
      ["u.user", 2, "unreadable-trait", "X"],
      ["u.user", 3, "duplicate", "2"],
      ["u.data", 1, "unknown-member", expect.stringMatching(/^#[0-9a-f]{64}$/)],
    ]);
    expect(summary).toMatchObject({ members: 4, interactions: 4, repaired: 6, rejected: 1 });
  });
});

describe("again and again", () => {
  test.each(["ml-latest", "ml-1m", "ml-100k"])("importing %s twice changes nothing", async (name) => {
    const first = await importFrom(fixture(name));
    const before = contents();
    const second = await importFrom(fixture(name));
    expect(second).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: first.added + first.updated,
      rejected: first.rejected,
    });
    expect(contents()).toEqual(before);
    expect(pluck("SELECT value FROM setting WHERE name = 'interaction_revision'")).toEqual(["1"]);
  });

  test("more of the same is added, a changed rating replaced, and what the library knows of a film kept", async () => {
    await importFrom(fixture("ml-latest"));
    const edited = {
      entity: "film",
      key: { id: 1 },
      before: all("SELECT title, year FROM film WHERE id = 1")[0] as Cells,
      after: { title: "Edited", year: null },
    };
    makeChanges(library.db, { kind: "edit", label: "by hand" }, [edited]);
    const ratings = readFileSync(join(fixture("ml-latest"), "ratings.csv"), "utf8");
    const folder = changed({
      "ratings.csv": `${ratings.replace("1,1,4.0", "1,1,1.0")}4,1,3.0,1400000000\n`,
      "movies.csv": `${readFileSync(join(fixture("ml-latest"), "movies.csv"), "utf8")}12,New (2020),Drama\n`,
    });
    expect(await importFrom(folder)).toMatchObject({
      films: 8,
      members: 4,
      interactions: 10,
      added: 2,
      updated: 3,
    });
    expect(all("SELECT title, year FROM film WHERE id = 1")).toEqual([{ title: "Edited", year: 2011 }]);
    expect(pluck("SELECT value FROM interaction WHERE member = 1 AND film = 1")).toEqual([1]);
    expect(pluck("SELECT value FROM setting WHERE name = 'interaction_revision'")).toEqual(["2"]);
  });

  test("one file at a time ends where the whole does", async () => {
    for (const name of ["movies.csv", "links.csv", "ratings.csv", "tags.csv"])
      await importFrom(join(fixture("ml-latest"), name));
    expect(await importFrom(fixture("ml-latest"))).toMatchObject({ added: 0, unchanged: 26, rejected: 0 });
  });

  test("a library on another scale refuses ratings of this one", async () => {
    library.db.prepare("INSERT INTO rating_scale VALUES (1, 1, 10, 3)").run();
    const before = contents();
    expect(await importSource(library, { path: fixture("ml-latest") })).toMatchObject({
      error: { type: "IncompatibleScale" },
    });
    expect(contents()).toEqual(before);
  });
});
