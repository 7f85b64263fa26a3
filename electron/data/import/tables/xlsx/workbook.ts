/** A workbook's parts: its sheets, its shared texts and which cell styles show dates. */

import { dirname, join } from "node:path/posix";
import { fromFdPromise, type ZipFile } from "yauzl";
import { type RandomAccess, ReadFailure, type SourceFile } from "../../source/source.ts";
import type { ZipBounds } from "../../source/zip.ts";
import { zipEntries, zipFile, zipOptions } from "../../source/zip.ts";
import { maxFieldLength } from "../table.ts";
import { type TemporalFormat, temporalFormat } from "./dates.ts";
import { readXml, unescaped } from "./xml.ts";

const workbookBounds: ZipBounds = { entries: 1_000, bytes: 500 * 2 ** 20, ratio: 100, ratioFrom: 2 ** 20 };
/** UTF-16 units of all shared texts together. */
const maxSharedTexts = 2 ** 26;
const maxSharedCount = 5_000_000;
const maxSheets = 1_000;
const maxStyles = 2 ** 16;

export interface Sheet {
  readonly name: string;
  readonly part: SourceFile;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly from1904: boolean;
  readonly sharedTexts: readonly string[];
  /** By style number. */
  readonly formats: readonly (TemporalFormat | null)[];
}

type Parts = ReadonlyMap<string, SourceFile>;

const overLimit = (name: string, limit: "sharedTexts" | "columns" | "files", most: number): ReadFailure =>
  new ReadFailure({ type: "LimitExceeded", name, limit, most });

const relations = async (
  parts: Parts,
  of: string,
): Promise<ReadonlyMap<string, { type: string; part: string }>> => {
  const found = new Map<string, { type: string; part: string }>();
  const part = parts.get(join(dirname(of), "_rels", `${of.slice(of.lastIndexOf("/") + 1)}.rels`));
  if (part)
    await readXml(part, {
      open: (tag, attribute) => {
        const target = attribute("Target");
        const id = attribute("Id");
        if (tag !== "Relationship" || !target || !id || attribute("TargetMode") === "External") return;
        const type = attribute("Type") ?? "";
        found.set(id, {
          type: type.slice(type.lastIndexOf("/") + 1),
          part: target.startsWith("/") ? target.slice(1) : join(dirname(of), target),
        });
      },
    });
  return found;
};

const readSharedTexts = async (part: SourceFile | undefined): Promise<readonly string[]> => {
  if (!part) return [];
  const texts: string[] = [];
  let total = 0;
  let text = "";
  let inText = false;
  let inReading = 0; // how a Japanese or Chinese word is spoken, beside the word itself
  await readXml(part, {
    open: (tag) => {
      if (tag === "si") text = "";
      else if (tag === "rPh") inReading++;
      else if (tag === "t") inText = inReading === 0;
    },
    text: (piece) => {
      // One unit above the bound is kept, so that the cell is told as over-long.
      if (inText && text.length <= maxFieldLength) text += piece.slice(0, maxFieldLength + 1 - text.length);
    },
    close: (tag) => {
      if (tag === "t") inText = false;
      else if (tag === "rPh") inReading--;
      if (tag !== "si") return;
      total += text.length;
      if (total > maxSharedTexts) throw overLimit(part.name, "sharedTexts", maxSharedTexts);
      if (texts.length === maxSharedCount) throw overLimit(part.name, "sharedTexts", maxSharedCount);
      texts.push(unescaped(text));
    },
  });
  return texts;
};

const readFormats = async (part: SourceFile | undefined): Promise<readonly (TemporalFormat | null)[]> => {
  if (!part) return [];
  const codes = new Map<number, string>();
  const formats: (TemporalFormat | null)[] = [];
  let inCellFormats = false;
  await readXml(part, {
    open: (tag, attribute) => {
      if (tag === "numFmt" && codes.size < maxStyles)
        codes.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      else if (tag === "cellXfs") inCellFormats = true;
      else if (tag === "xf" && inCellFormats && formats.length < maxStyles) {
        const id = Number(attribute("numFmtId") ?? 0);
        formats.push(temporalFormat(id, codes.get(id)));
      }
    },
    close: (tag) => {
      if (tag === "cellXfs") inCellFormats = false;
    },
  });
  return formats;
};

export const openWorkbook = async (
  name: string,
  access: RandomAccess,
): Promise<{ readonly workbook: Workbook; readonly zip: ZipFile }> => {
  const zip = await fromFdPromise(access.fd, zipOptions);
  const entries = await zipEntries(name, zip, workbookBounds);
  if (!entries.ok) throw new ReadFailure(entries.error);
  const parts: Parts = new Map(
    entries.value.map((entry) => [entry.name, zipFile(zip, entry, `${name} › ${entry.name}`)]),
  );
  const [main] = [...(await relations(parts, "")).values()].filter(({ type }) => type === "officeDocument");
  const workbookName = main?.part ?? "xl/workbook.xml";
  const part = parts.get(workbookName);
  if (!part) {
    const workbook = entries.value.some((entry) => entry.name.startsWith("xl/"));
    throw new ReadFailure(
      workbook
        ? { type: "DamagedFile", name, detail: workbookName }
        : { type: "UnsafeArchive", name, reason: "nested", detail: entries.value[0]?.name ?? "" },
    );
  }
  const related = await relations(parts, workbookName);
  let from1904 = false;
  const named: { name: string; id: string }[] = [];
  await readXml(part, {
    open: (tag, attribute) => {
      if (tag === "workbookPr") from1904 = /^(?:1|true|on)$/.test(attribute("date1904") ?? "");
      else if (tag === "sheet") {
        if (named.length === maxSheets) throw overLimit(name, "files", maxSheets);
        named.push({ name: attribute("name") ?? String(named.length + 1), id: attribute("id") ?? "" });
      }
    },
  });
  const partOf = (type: string): SourceFile | undefined =>
    parts.get([...related.values()].find((relation) => relation.type === type)?.part ?? "");
  const sheets = named.flatMap((sheet): Sheet[] => {
    const relation = related.get(sheet.id);
    const found = relation?.type === "worksheet" ? parts.get(relation.part) : undefined;
    return found ? [{ name: sheet.name, part: found }] : [];
  });
  return {
    zip,
    workbook: {
      sheets,
      from1904,
      sharedTexts: await readSharedTexts(partOf("sharedStrings")),
      formats: await readFormats(partOf("styles")),
    },
  };
};
