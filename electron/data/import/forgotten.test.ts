import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { forgetMembers } from "../privacy/forget.ts";
import { createLibrary, type Library, readMigrations } from "../store/library.ts";
import { importSource } from "./imports.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../migrations"));
let folder: string;
let library: Library;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marquee-forgotten-"));
  library = valueOrThrow(createLibrary(join(folder, "a.marquee"), migrations));
  writeFileSync(join(folder, "movies.csv"), "movieId,title,genres\n1,Lantern Street (2001),Drama\n");
});
afterEach(() => {
  library.db.close();
  rmSync(folder, { recursive: true });
});

const ratings = (members: readonly string[], more: readonly string[] = []): void =>
  writeFileSync(
    join(folder, "ratings.csv"),
    [
      "userId,movieId,rating,timestamp",
      ...members.map((member) => `${member},1,4.0,1100000000`),
      ...more,
    ].join("\n"),
  );
const pluck = (sql: string): unknown[] => library.db.prepare(sql).pluck().all();

test("whoever was forgotten stays out when the same source is imported again, and nothing tells who it was", async () => {
  const source = { path: folder };
  ratings(["1", "2", "3"]);
  valueOrThrow(await importSource(library, source));
  const hash = pluck("SELECT lower(hex(key)) FROM member WHERE id = 2")[0] as string;
  await forgetMembers(library.db, [2], () => {});
  // A row of theirs that is refused for another reason is kept without their name too.
  ratings(["1", "2", "3", "4"], ["2,1,9.5,1100000001"]);
  const again = valueOrThrow(await importSource(library, source));
  expect(pluck("SELECT id FROM member ORDER BY id")).toEqual([1, 3, 4]);
  expect(pluck("SELECT member FROM interaction ORDER BY member")).toEqual([1, 3, 4]);
  expect(again).toMatchObject({ added: 1, rejected: 2 });
  expect(pluck("SELECT rule FROM import_issue WHERE import_run = 2")).toEqual([
    "forgotten-member",
    "rating-outside-scale",
  ]);
  library.db.pragma("wal_checkpoint(TRUNCATE)");
  for (const file of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, file));
    expect(bytes.includes(Buffer.from(hash, "hex"))).toBe(false);
    expect(bytes.toString("latin1").toLowerCase().includes(hash)).toBe(false);
  }
});
