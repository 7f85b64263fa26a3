import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import yauzl from "yauzl";
import { valueOrThrow } from "../../../../shared/domain/result.ts";
import type { TextDocument } from "../../../../shared/domain/text-document.ts";
import type { Session } from "../../session.ts";
import { docxParts, textDocx } from "./docx.ts";
import { textExportHandlers } from "./handlers.ts";
import { textHtml } from "./html.ts";

/** By another reader of archives: names with their content, checksums tested. */
const unpacked = (bytes: Uint8Array): Promise<Map<string, string>> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      const files = new Map<string, string>();
      zip.on("entry", (entry) =>
        zip.openReadStream(entry, async (fault, stream) => {
          if (fault) return reject(fault);
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          files.set(entry.fileName, Buffer.concat(parts).toString("utf8"));
          zip.readEntry();
        }),
      );
      zip.on("end", () => resolve(files));
      zip.on("error", reject);
      zip.readEntry();
    });
  });

/** Throws where it is not well formed. */
const textOf = (xml: string): string => {
  let text = "";
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.write(xml).close();
  return text;
};

const document: TextDocument = {
  title: "Undertow City：怎样谈论它",
  subtitle: "Families · 40 texts",
  language: "zh-CN",
  blocks: [
    { kind: "heading", text: "Which aspects?" },
    { kind: "text", text: "Few & <wide>" },
    { kind: "quote", text: "“配乐好听”", source: "2026-01-05 · 影评" },
    { kind: "list", ordered: true, items: ["first", "second"] },
    { kind: "list", ordered: false, items: ["loose"] },
    { kind: "list", ordered: true, items: ["first again"] },
    {
      kind: "table",
      columns: [
        { header: "Group", width: 1 },
        { header: "Loved", width: 3 },
      ],
      rows: [["All", "Story 80 %"]],
    },
  ],
};

test("a text is a Word document that other readers open, lists each from one", async () => {
  const files = await unpacked(textDocx(document));
  for (const xml of files.values()) textOf(xml);
  const body = files.get("word/document.xml") ?? "";
  for (const part of ["怎样谈论它", "Few & <wide>", "配乐好听", "first again", "Story 80 %"])
    expect(textOf(body)).toContain(part);
  expect([...body.matchAll(/w:numId w:val="(\d)"/g)].map(([, id]) => id)).toEqual(["2", "2", "1", "3"]);
  expect(files.get("word/numbering.xml")).toContain('w:num w:numId="3"');
  const parts = [...(files.get("[Content_Types].xml") ?? "").matchAll(/PartName="\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  for (const name of parts) expect(files.has(name as string)).toBe(true);
});

test("whatever strangers write, the document stays well formed and the page without markup of theirs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const hostile: TextDocument = {
        ...document,
        blocks: [{ kind: "quote", text: `${text}<script>alert(1)</script>\u202e`, source: text }],
      };
      const body = docxParts(hostile).find(({ name }) => name === "word/document.xml")?.content ?? "";
      expect(textOf(body)).toContain("<script>alert(1)</script>");
      expect(textHtml(hostile)).not.toMatch(/<script|\u202e/);
    }),
    { numRuns: 100 },
  );
});

test("both files are written, or none where printing fails", async () => {
  const folder = mkdtempSync(join(tmpdir(), "texts-"));
  const token = "00000000-0000-4000-8000-000000000000";
  const session: Session = {
    library: null,
    files: new Map([[token, folder]]),
    printPdf: async (page) => new TextEncoder().encode(page),
  };
  const call = { signal: new AbortController().signal, progress: () => {}, block: async () => {} };
  const asked = { document, folder: token, name: "../A: brief" };
  const { files } = valueOrThrow(await textExportHandlers(session).exportText(asked, call));
  expect(files.map(({ name }) => name)).toEqual(
    ["A brief.pdf", "A brief.docx"].map((name) => expect.stringContaining(name.slice(2))),
  );
  for (const { path, bytes } of files) expect(readFileSync(path)).toHaveLength(bytes);
  const broken = { ...session, printPdf: () => Promise.reject(new Error("no paper")) };
  expect(await textExportHandlers(broken).exportText(asked, call)).toMatchObject({
    ok: false,
    error: { type: "PrintFailed", detail: "no paper" },
  });
  rmSync(folder, { recursive: true });
});
