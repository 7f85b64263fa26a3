/** Exports of a saved plan: made in memory, then written all together. */
import { join } from "node:path";
import type { ExportFormat, ExportLanguage, exportContract } from "../../../shared/contract/export.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { planCsv } from "./csv.ts";
import { planHtml } from "./html.ts";
import { planCalendar } from "./icalendar.ts";
import { planJson } from "./json.ts";
import { writeFiles } from "./write-files.ts";
import { planXlsx } from "./xlsx.ts";

type Writer = (
  document: PlanDocument,
  language: ExportLanguage,
  printPdf: Session["printPdf"],
) => string | Uint8Array | Promise<Uint8Array>;

const writers: Readonly<Record<ExportFormat, Writer>> = {
  xlsx: planXlsx,
  csv: planCsv,
  ics: planCalendar,
  pdf: (document, language, printPdf) =>
    printPdf(planHtml(document, language), { size: "A3", landscape: true }),
  json: planJson,
};

const storedPlan = (db: Connection, id: string): PlanDocument | null => {
  const document = db.prepare("SELECT document FROM plan WHERE id = ?").pluck().get(id) as string | undefined;
  return document === undefined ? null : PlanDocument.parse(JSON.parse(document));
};

/** "Marquee Eight 2026-11-27 v1": what Windows forbids in a name is left out, and a name cannot climb out of its folder. */
export const exportName = ({ house, week, version }: PlanDocument): string => {
  const site = house.name
    .replace(/[\p{Cc}\p{Cs}<>:"/\\|?*]/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+/, "")
    .slice(0, 80)
    .trim();
  return `${site || "Marquee"} ${week} v${version}`;
};

export const exportHandlers = (session: Session): Handlers<typeof exportContract> => ({
  exportPlan: async ({ plan, folder, formats, language, overwrite }, call) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const directory = pathOf(session, folder);
    if (!directory.ok) return directory;
    const document = storedPlan(library.value.db, plan);
    if (!document) return err({ type: "UnknownPlan" });

    const wanted = [...new Set(formats)].map((format) => ({
      format,
      name: `${exportName(document)}.${format}`,
    }));
    const files: { format: ExportFormat; name: string; content: string | Uint8Array }[] = [];
    for (const { format, name } of wanted) {
      call.progress({ done: files.length, total: wanted.length, file: name });
      await breathe();
      call.signal.throwIfAborted();
      try {
        files.push({ format, name, content: await writers[format](document, language, session.printPdf) });
      } catch (error) {
        if (format !== "pdf") throw error;
        return err({ type: "PrintFailed", detail: error instanceof Error ? error.message : String(error) });
      }
    }
    call.signal.throwIfAborted();
    const written = await writeFiles(directory.value, files, overwrite);
    if (!written.ok) return written;
    call.progress({ done: files.length, total: files.length, file: files.at(-1)?.name ?? "" });
    return ok({
      files: files.map(({ format, name, content }) => ({
        format,
        name,
        path: join(directory.value, name),
        bytes: Buffer.byteLength(content),
      })),
    });
  },
});
