/** Writes a brief as PDF and as a Word document, with the texts behind its troubles. */
import i18next from "i18next";
import type { Guidance } from "../../../shared/contract/guidance.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import { type Format, localName } from "../../ui/format.ts";
import { briefDocument, whoseOf } from "./brief-document.ts";

const mostEvidence = 100;

export const writeBrief = async (
  { data }: Clients,
  guidance: Guidance,
  folder: string,
  format: Format,
): Promise<readonly { readonly name: string; readonly path: string; readonly bytes: number }[]> => {
  const ids = [...new Set(guidance.troubles.flatMap(({ evidence }) => evidence))].slice(0, mostEvidence);
  const { texts } = await unwrap(data.shownTexts({ ids }));
  const named = localName(format.language);
  const t = i18next.getFixedT(format.language, "guidance");
  const document = briefDocument(t, {
    guidance,
    evidence: new Map(texts.map((text) => [text.id, text])),
    format,
    localName: named,
  });
  const whose = whoseOf(guidance);
  const parts = [
    named(guidance.name, guidance.nameZh),
    ...(whose && whose.id !== null ? [named(whose.name, whose.nameZh)] : []),
    t("guidance:brief.file"),
  ];
  const { files } = await unwrap(data.exportText({ document, folder, name: parts.join(" ") }));
  return files;
};
