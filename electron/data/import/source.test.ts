import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { valueOrThrow } from "../../../shared/domain/result.ts";
import { type ZipEntry, zipOf } from "../../../test/fixtures/zip.ts";
import { readHead } from "./records.ts";
import { archiveBounds, openSource } from "./source.ts";

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
const unsafe = (reason: string) => ({ type: "UnsafeArchive", reason, detail: "" });

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

test("a folder gives its files, or those of its folders if it has none itself", async () => {
  const folder = join(home, "outer");
  mkdirSync(join(folder, "inner"), { recursive: true });
  writeFileSync(join(folder, "inner", "a.csv"), "x");
  expect(valueOrThrow(await openSource(folder)).files.map(({ name }) => name)).toEqual(["inner/a.csv"]);
  writeFileSync(join(folder, "b.csv"), "x");
  expect(valueOrThrow(await openSource(folder)).files.map(({ name }) => name)).toEqual(["b.csv"]);
});

test("what is not there or is a broken archive is unreadable", async () => {
  expect(await openSource(join(home, "absent"))).toMatchObject({
    ok: false,
    error: { type: "UnreadableFile" },
  });
  const path = archive([{ name: "a.csv", content }]);
  writeFileSync(path, zipOf([{ name: "a.csv", content }]).subarray(0, 40));
  expect(await openSource(path)).toMatchObject({ ok: false, error: { type: "UnreadableFile" } });
});
