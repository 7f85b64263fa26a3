/** Writes somebody's picture as PDF and as a Word document. */
import i18next from "i18next";
import type { Picture } from "../../../shared/domain/briefing.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { pictureDocument } from "../../ui/briefing/briefing-document.ts";
import { type Format, localName } from "../../ui/format.ts";

export const writePicture = async (
  { data }: Clients,
  picture: Picture,
  folder: string,
  format: Format,
): Promise<readonly { readonly name: string; readonly path: string; readonly bytes: number }[]> => {
  const t = i18next.getFixedT(format.language, "briefing");
  const { name, nameZh } = picture.subject;
  const today = new Date().toISOString().slice(0, 10);
  const document = pictureDocument(t, format, picture, today);
  const parts = [
    localName(format.language)(name, nameZh),
    t("briefing:picture.file"),
    picture.house?.week ?? today,
  ];
  const { files } = await unwrap(data.exportText({ document, folder, name: parts.join(" ") }));
  return files;
};
