import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { labelledTextsOf } from "./labelled-texts.ts";

const folder = mkdtempSync(join(tmpdir(), "marquee-texts-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test("a column of few values is the label, first or last, in Chinese too", async () => {
  const texts = ["a fine film", 'it "says" little', "太 好看 了"];
  const expected = { ok: true, value: { texts, labels: ["1", "0", "1"] } };
  const lines = texts.map((text, n) => [text, n === 1 ? "0" : "1"]);
  expect(await labelledTextsOf(file("last.tsv", lines.map((line) => line.join("\t")).join("\n")))).toEqual(
    expected,
  );
  const reversed = lines.map((line) => [...line].reverse().join("\t")).join("\n");
  expect(await labelledTextsOf(file("first.txt", reversed))).toEqual(expected);
});

test("columns are known by name, in a file with more of them", async () => {
  const csv = 'id,sentiment,review\n1,pos,"good, very"\n2,neg,dull\n3,pos,dull but good\n';
  expect(await labelledTextsOf(file("named.csv", csv))).toEqual({
    ok: true,
    value: { texts: ["good, very", "dull", "dull but good"], labels: ["pos", "neg", "pos"] },
  });
});

test.each([
  ["noLabels", "only.txt", "one text\nanother text\na third one\n", 0],
  ["oneLabel", "same.csv", "text,label\nfine,1\nfiner,1\n", 0],
  ["emptyLabel", "empty.csv", "text,label\nfine,1\nfiner,\nfinest,0\n", 3],
  ["damagedRow", "short.csv", 'text,label\nfine,1\n"finer,1\nfinest,0\n', 3],
])("%s is told with its line", async (problem, name, content, line) => {
  expect(await labelledTextsOf(file(name, content))).toMatchObject({
    ok: false,
    error: { type: "BadLabelledTexts", name, problem, line },
  });
});

test("a file that is not there is told", async () => {
  expect(await labelledTextsOf(join(folder, "none.tsv"))).toMatchObject({
    ok: false,
    error: { type: "UnreadableFile" },
  });
});
