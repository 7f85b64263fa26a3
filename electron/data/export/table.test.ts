import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { TableDocument } from "../../../shared/domain/table-document.ts";
import { ask, call, Desk } from "../session.fixture.ts";
import { tableHtml } from "./table.ts";

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
});
afterAll(() => desk.end());

const document = TableDocument.parse({
  title: "What will “Regulars” want?",
  language: "en",
  facts: [{ key: "model", header: "Model", value: "EASE" }],
  columns: [
    { key: "title", header: "Title", kind: "text", width: 40 },
    { key: "like", header: "Would like it", kind: "share", width: 10 },
    { key: "reasons", header: "Reasons", kind: "text", width: 60 },
  ],
  rows: [
    ["=HYPERLINK(1)", 0.5, 'shares "Drama", <b>'],
    ["重庆森林", 0.255, null],
  ],
});

const exported = async (format: "csv" | "xlsx", name: string): Promise<Buffer> => {
  const path = join(desk.home, name);
  const { bytes } = await ask(desk.handlers.exportTable({ document, file: desk.token(path), format }, call));
  const content = readFileSync(path);
  expect(content.length).toBe(bytes);
  return content;
};

test("CSV has the keys as its head, what holds for all in every row, and no formula", async () => {
  expect((await exported("csv", "list.csv")).toString("utf8")).toBe(
    `\uFEFFtitle,like,reasons,model\r\n'=HYPERLINK(1),0.5,"shares ""Drama"", <b>",EASE\r\n重庆森林,0.255,,EASE\r\n`,
  );
  // The file that is there is replaced: whoever chose it was asked.
  await exported("csv", "list.csv");
});

test("the workbook holds figures as numbers, and what the table rests on", async () => {
  const zip = await fromBufferPromise(await exported("xlsx", "list.xlsx"));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"));
  expect(parts.get("xl/worksheets/sheet1.xml")).toContain("<v>0.255</v>");
  expect(parts.get("xl/workbook.xml")).toMatch(/name="Table".*name="About"/s);
  expect(parts.get("xl/sharedStrings.xml")).toContain("'=HYPERLINK(1)");
  expect(parts.get("xl/sharedStrings.xml")).toContain("EASE");
});

test("the page to print escapes what it shows", () => {
  const page = tableHtml(document);
  expect(page).toContain("shares &quot;Drama&quot;, &lt;b&gt;");
  expect(page).toContain("25.5%");
  expect(page).not.toContain("<b>");
});

test("house rules are read from a file, and a wrong one is told what is wrong", async () => {
  const path = join(desk.home, "rules.json");
  const read = () => desk.handlers.readHouseRules({ file: desk.token(path) }, call);
  expect(await read()).toMatchObject({ error: { type: "UnreadableFile", name: "rules.json" } });
  writeFileSync(path, "{");
  expect(await read()).toMatchObject({ error: { type: "BadRules" } });
  writeFileSync(path, '{ "certificate": ["U"] }');
  expect(await read()).toMatchObject({ error: { detail: expect.stringContaining("certificate") } });
  writeFileSync(path, '{ "certificates": ["U"] }');
  expect(await ask(read())).toMatchObject({ certificates: ["U"], caps: [] });
});

test("house rules are kept in the library as they were given", async () => {
  await ask(desk.handlers.createLibrary({ file: desk.token(join(desk.home, "a.marquee")) }, call));
  const view = {
    certificates: ["PG"],
    languages: [],
    caps: [{ trait: "genre" as const, value: null, most: 3 }],
    oldest: 1990,
    watched: false,
    include: [4],
  };
  await ask(desk.handlers.saveView({ task: "lists", name: "house", view }, call));
  const { views } = await ask(desk.handlers.listViews({ task: "lists" }, call));
  expect(views.map(({ name, view: stored }) => ({ name, view: stored }))).toEqual([{ name: "house", view }]);
});
