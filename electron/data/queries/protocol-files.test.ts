import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { importSource } from "../import/imports.ts";
import { closeLibrary, createLibrary, type Library, readMigrations } from "../store/library.ts";
import { coldFilmsOf, foldsOf } from "./protocol-files.ts";

let folder: string;
let library: Library;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "marquee-protocol-"));
  const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  const source = join(folder, "ml");
  const { mkdirSync } = await import("node:fs");
  mkdirSync(source);
  writeFileSync(
    join(source, "movies.csv"),
    "movieId,title,genres\n7,Seven (1995),Drama\n3,Three (1993),War\n",
  );
  writeFileSync(
    join(source, "ratings.csv"),
    "userId,movieId,rating,timestamp\n9,7,4,100\n2,3,3,50\n9,3,5,40\n2,7,1,60\n",
  );
  writeFileSync(join(source, "tags.csv"), "userId,movieId,tag,timestamp\n");
  writeFileSync(join(source, "links.csv"), "movieId,imdbId,tmdbId\n7,114369,807\n3,1,2\n");
  valueOrThrow(await importSource(library, { path: source }));
});
afterEach(() => {
  closeLibrary(library);
  rmSync(folder, { recursive: true, force: true });
});

const file = (text: string): string => {
  writeFileSync(join(folder, "file"), text);
  return join(folder, "file");
};
const keyOf = (film: number): string =>
  library.db
    .prepare("SELECT key FROM film_key WHERE film = ? AND key IN ('3', '7')")
    .pluck()
    .get(film) as string;

test("folds meet the ratings in the order of their source", async () => {
  const { member, film, fold } = valueOrThrow(await foldsOf(library.db, file("4\n0\n1\n2\n")));
  expect([...film].map(keyOf)).toEqual(["7", "3", "3", "7"]);
  expect(member[0]).toBe(member[2]);
  expect(member[1]).toBe(member[3]);
  expect([...fold]).toEqual([4, 0, 1, 2]);
});

test("a file of another length, or with words in it, is refused by line", async () => {
  expect(await foldsOf(library.db, file("1\n2\n3\n"))).toMatchObject({
    ok: false,
    error: { problem: "otherLength", found: "3", expected: "4" },
  });
  expect(await foldsOf(library.db, file("1\ntwo\n3\n4"))).toMatchObject({
    ok: false,
    error: { problem: "notANumber", line: 2, found: "two" },
  });
  expect(await foldsOf(library.db, join(folder, "none"))).toMatchObject({
    error: { type: "UnreadableFile" },
  });
});

test("films are found as their source calls them", async () => {
  const { cold } = valueOrThrow(await coldFilmsOf(library.db, file('{"0": [3], "4": ["7", 3]}')));
  expect(cold.map(({ seed, films }) => [seed, films.map(keyOf)])).toEqual([
    [0, ["3"]],
    [4, ["7", "3"]],
  ]);
  expect(await coldFilmsOf(library.db, file('{"0": [99]}'))).toMatchObject({
    error: { problem: "unknownFilm", found: "99" },
  });
  expect(await coldFilmsOf(library.db, file("[1]"))).toMatchObject({ error: { problem: "notLists" } });
});
