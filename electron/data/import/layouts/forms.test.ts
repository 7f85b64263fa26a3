/** Tables of every form, as they are read, through guessing: what is mapped must not depend on how a file is packed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "../../../../test/fixtures/zip.ts";
import { mapSource } from "../mapping/map-source.ts";
import { tryMapping } from "../mapping/try-mapping.ts";
import { openTables, tablesIn } from "./tables.fixture.ts";

const now = Date.UTC(2026, 10, 24) / 1000;
const visits = Array.from({ length: 40 }, (_, i) => ({
  user: { id: 1_000 + i },
  film: { title: i % 2 ? "静轨" : "Lantern Street" },
  rating: (i % 5) + 1,
  ratedAt: `2018-03-${String(10 + (i % 20)).padStart(2, "0")}T20:15:00Z`,
}));
const columns = ["user.id", "film.title", "rating", "ratedAt"];
const csv = [
  columns.join(","),
  ...visits.map(({ user, film, rating, ratedAt }) => [user.id, film.title, rating, ratedAt].join(",")),
].join("\n");
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv.replaceAll(",", "\t"), "utf16le")]);

test.each([
  ["visits.csv", Buffer.from(csv)],
  ["visits.tsv", utf16],
  ["visits.json", Buffer.from(JSON.stringify(visits))],
  ["visits.jsonl", Buffer.from(visits.map((visit) => JSON.stringify(visit)).join("\n"))],
  ["visits.csv.gz", gzipSync(csv)],
  ["visits.zip", zipOf([{ name: "a/visits.csv", content: Buffer.from(csv), deflated: true }])],
])("%s", async (name, bytes) => {
  const home = mkdtempSync(join(tmpdir(), "forms-"));
  writeFileSync(join(home, name), bytes);
  const { tables, close } = await openTables(join(home, name));
  const [table] = (await mapSource({ name, tables })).tables;
  close();
  rmSync(home, { recursive: true });
  expect(table?.confident).toBe(true);
  const mapped = Object.entries(table?.mapping?.fields ?? {}).map(([field, { column }]) => [field, column]);
  expect(Object.fromEntries(mapped)).toEqual({
    member: "user.id",
    filmTitle: "film.title",
    rating: "rating",
    at: "ratedAt",
  });
  if (!table?.mapping) return;
  const trial = tryMapping(table.table.columns, table.table.head, table.mapping, { now });
  expect(trial.counts).toEqual({ accepted: 40, repaired: 0, rejected: 0, leftOut: 0 });
  expect(trial.rows[1]?.record).toMatchObject({ member: "1001", film: "title:静轨", value: "2" });
});

test("a folder of pictures is posters", async () => {
  const home = mkdtempSync(join(tmpdir(), "posters-"));
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  for (const name of ["tt9900001.png", "Two Lines (2018).png"]) writeFileSync(join(home, name), png);
  const [table] = (await mapSource({ name: "posters", tables: await tablesIn(home) })).tables;
  if (!table?.mapping) throw new Error("no mapping");
  const trial = tryMapping(table.table.columns, table.table.head, table.mapping, { now });
  rmSync(home, { recursive: true });
  expect(trial.rows.map(({ record: { film, mediaType } }) => [film, mediaType]).toSorted()).toEqual([
    ["title:two lines 2018", "image/png"],
    ["tt9900001", "image/png"],
  ]);
  expect(table.mapping).toMatchObject({ kind: "posters", fields: { image: { column: "name" } } });
});
