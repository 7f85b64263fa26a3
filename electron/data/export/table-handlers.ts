import { basename, dirname, extname } from "node:path";
import {
  type TableFormat,
  type tableExportContract,
  tableFormats,
} from "../../../shared/contract/table-export.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import type { TableDocument } from "../../../shared/domain/table-document.ts";
import { pathOf, type Session } from "../session.ts";
import { tableCsv, tableHtml, tableXlsx } from "./table.ts";
import { writeFiles } from "./write-files.ts";

const writers: Readonly<
  Record<TableFormat, (document: TableDocument, print: Session["printPdf"]) => string | Promise<Uint8Array>>
> = {
  csv: tableCsv,
  xlsx: tableXlsx,
  pdf: (document, print) => print(tableHtml(document), { size: "A4", landscape: true }),
};

export const tableExportHandlers = (session: Session): Handlers<typeof tableExportContract> => ({
  exportTable: async ({ document, file, format: wanted }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const extension = extname(path.value).slice(1).toLowerCase();
    const format = wanted ?? tableFormats.find((each) => each === extension);
    if (!format) return err({ type: "UnknownFormat", known: [...tableFormats] });
    let content: string | Uint8Array;
    try {
      content = await writers[format](document, session.printPdf);
    } catch (error) {
      if (format !== "pdf") throw error;
      return err({ type: "PrintFailed", detail: error instanceof Error ? error.message : String(error) });
    }
    const written = await writeFiles(dirname(path.value), [{ name: basename(path.value), content }], true);
    if (written.ok) return ok({ path: path.value, bytes: Buffer.byteLength(content) });
    // It replaces what is there.
    if (written.error.type === "FilesExist") throw new Error("files exist though they may be replaced");
    return err(written.error);
  },
});
