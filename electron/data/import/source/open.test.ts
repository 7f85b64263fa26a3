import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import { type ZipEntry, zipOf } from "../../../../test/fixtures/zip.ts";
import { readHead } from "../tables/records.ts";
import { archiveBounds } from "./bounds.ts";
import { openSource } from "./open.ts";

const home = mkdtempSync(join(tmpdir(), "source-"));
afterAll(() => rmSync(home, { recursive: true }));

const archive = (entries: readonly ZipEntry[]): string => {
  const path = join(home, "some.zip");
  writeFileSync(path, zipOf(entries));
  return path;
};
const content = Buffer.from("hello");
const refusal = async (entries: readonly ZipEntry[]): Promise<unknown> => {
  const opened = await openSource(archive(entries));
  return opened.ok ? null : { ...opened.error, detail: "" };
};
const unsafe = (reason: string) => ({ type: "UnsafeArchive", name: "some.zip", reason, detail: "" });

test("an archive is read without unpacking it, stored or deflated", async () => {
  const path = archive([
    { name: "set/", content: Buffer.alloc(0) },
    { name: "set/a.csv", content },
    { name: "set/b.csv", content: Buffer.from("bye"), deflated: true },
  ]);
  const source = valueOrThrow(await openSource(path));
  expect(source.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["set/a.csv", 5],
    ["set/b.csv", 3],
  ]);
  const heads = await Promise.all(source.files.map(async (file) => (await readHead(file)).toString()));
  expect(heads).toEqual(["hello", "bye"]);
  source.close();
});

test.each(["../out.csv", "/etc/out.csv", "a/../../out.csv", "C:/out.csv", "a\\..\\out.csv"])(
  "an archive with an entry called %s is refused",
  async (name) => expect(await refusal([{ name, content }])).toEqual(unsafe("entryName")),
);

test("a bomb is refused by its ratio before it is read", async () => {
  const bomb = { name: "ratings.csv", content: Buffer.alloc(4 * 2 ** 20), deflated: true };
  expect(await refusal([bomb])).toEqual(unsafe("compressionRatio"));
});

test("an archive larger than the bound, with too many entries, or encrypted is refused", async () => {
  const large = { name: "ratings.csv", content: Buffer.alloc(2 ** 20, "x"), declaredBytes: 2 ** 20 };
  expect(await refusal([large])).toBeNull();
  const many = Array.from({ length: archiveBounds.entries + 1 }, (_, i) => ({ name: `${i}.csv`, content }));
  expect(await refusal(many)).toEqual(unsafe("tooManyEntries"));
  expect(await refusal([{ name: "a.csv", content, deflated: true, encrypted: true }])).toEqual(
    unsafe("encrypted"),
  );
});

test("an entry that unpacks to more than it declares stops the reading", async () => {
  const liar = {
    name: "a.csv",
    content: Buffer.alloc(50_000, "abcdefg"),
    deflated: true,
    declaredBytes: 500,
  };
  const source = valueOrThrow(await openSource(archive([liar])));
  await expect(readHead(source.files[0] as (typeof source.files)[number])).rejects.toThrow(/too many bytes/);
  source.close();
});

test("a folder gives the files of all its folders, and what follows no link", async () => {
  const folder = join(home, "outer");
  mkdirSync(join(folder, "inner", "deep"), { recursive: true });
  writeFileSync(join(folder, "inner", "deep", "a.csv"), "x");
  writeFileSync(join(folder, "b.csv.gz"), gzipSync("hello"));
  writeFileSync(
    join(folder, "c.zip"),
    zipOf([{ name: "d.csv.gz", content: gzipSync("bye"), deflated: true }]),
  );
  writeFileSync(join(folder, ".hidden"), "x");
  writeFileSync(join(home, "secret.csv"), "x");
  symlinkSync(join(home, "secret.csv"), join(folder, "link.csv"));
  symlinkSync(home, join(folder, "up"));
  const source = valueOrThrow(await openSource(folder));
  const texts = await Promise.all(
    source.files.map(async (file) => [file.name, (await readHead(file)).toString()]),
  );
  expect(texts).toEqual([
    ["b.csv.gz", "hello"],
    ["c.zip/d.csv.gz", "bye"],
    ["inner/deep/a.csv", "x"],
  ]);
  source.close();
});

test("a bad file of a folder is left out by name, beside those that can be read", async () => {
  const folder = join(home, "mixed");
  mkdirSync(folder);
  writeFileSync(join(folder, "a.csv"), "x");
  writeFileSync(join(folder, "b.zip"), zipOf([{ name: "../up.csv", content }]));
  const source = valueOrThrow(await openSource(folder));
  expect(source.files.map(({ name }) => name)).toEqual(["a.csv"]);
  expect(source.leftOut).toMatchObject([
    { name: "b.zip", failure: { type: "UnsafeArchive", name: "b.zip", reason: "entryName" } },
  ]);
});

test("names that Windows wrote in Chinese are read in their encoding", async () => {
  const path = archive([{ name: "xxxx.csv", content }]);
  const named = Buffer.from("\u00d3\u00b0\u00c6\u00ac", "latin1"); // 影片 in GB18030
  const bytes = zipOf([{ name: "xxxx.csv", content }]);
  for (let at = bytes.indexOf("xxxx"); at >= 0; at = bytes.indexOf("xxxx", at + 1)) named.copy(bytes, at);
  bytes.writeUInt16LE(0, 6);
  bytes.writeUInt16LE(0, bytes.indexOf("PK\x01\x02") + 8);
  writeFileSync(path, bytes);
  const source = valueOrThrow(await openSource(path));
  expect(source.files.map(({ name }) => name)).toEqual(["影片.csv"]);
  source.close();
});

test("what is not there or is a broken archive is unreadable", async () => {
  expect(await openSource(join(home, "absent"))).toMatchObject({
    ok: false,
    error: { type: "UnreadableFile" },
  });
  const path = archive([{ name: "a.csv", content }]);
  writeFileSync(path, zipOf([{ name: "a.csv", content }]).subarray(0, 40));
  expect(await openSource(path)).toMatchObject({ ok: false, error: { type: "DamagedFile" } });
});
