/** Texts as PDF and as Word documents. */
import { join } from "node:path";
import type { guidanceDataContract } from "../../../../shared/contract/guidance.ts";
import type { Handlers } from "../../../../shared/contract/wire.ts";
import { err, ok } from "../../../../shared/domain/result.ts";
import { pathOf, type Session } from "../../session.ts";
import { inFileName } from "../file-name.ts";
import { writeFiles } from "../write-files.ts";
import { textDocx } from "./docx.ts";
import { textHtml } from "./html.ts";

export const textExportHandlers = (
  session: Session,
): Pick<Handlers<typeof guidanceDataContract>, "exportText"> => ({
  exportText: async ({ document, folder, name }) => {
    const path = pathOf(session, folder);
    if (!path.ok) return path;
    let pdf: Uint8Array;
    try {
      pdf = await session.printPdf(textHtml(document), { size: "A4", landscape: false });
    } catch (error) {
      return err({ type: "PrintFailed", detail: error instanceof Error ? error.message : String(error) });
    }
    const base = inFileName(name) || "Marquee";
    const files = [
      { name: `${base}.pdf`, content: pdf },
      { name: `${base}.docx`, content: textDocx(document) },
    ];
    const written = await writeFiles(path.value, files, true);
    if (written.ok)
      return ok({
        files: files.map((file) => ({
          name: file.name,
          path: join(path.value, file.name),
          bytes: file.content.length,
        })),
      });
    if (written.error.type === "FilesExist") throw new Error("files exist though they may be replaced");
    return err(written.error);
  },
});
