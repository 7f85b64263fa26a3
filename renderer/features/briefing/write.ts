/** Writes a briefing as PDF and as a Word document. */
import i18next from "i18next";
import type { Briefing } from "../../../shared/domain/briefing.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { briefingDocument } from "../../ui/briefing/briefing-document.ts";
import { type Format, localName } from "../../ui/format.ts";

export const writeBriefing = async (
  { data }: Clients,
  briefing: Briefing,
  folder: string,
  format: Format,
): Promise<readonly { readonly name: string; readonly path: string; readonly bytes: number }[]> => {
  const t = i18next.getFixedT(format.language, "briefing");
  const { venue, week } = briefing;
  const document = briefingDocument(t, format, briefing, new Date().toISOString().slice(0, 10));
  const name = [t("briefing:file"), localName(format.language)(venue.name, venue.nameZh), week].join(" ");
  const { files } = await unwrap(data.exportText({ document, folder, name }));
  return files;
};
