/** Writes a memo of the picked plan as PDF and as a Word document. */
import i18next from "i18next";
import { faultOf } from "../../../shared/domain/fault.ts";
import type { Clients } from "../../client/client.ts";
import { unwrap } from "../../client/read.ts";
import type { Format } from "../../ui/format.ts";
import { type MemoContent, memoDocument } from "./memo-document.ts";

const testedOf = async (
  clients: Clients,
  concepts: MemoContent["concepts"],
): Promise<MemoContent["tested"]> => {
  try {
    const training = await clients.training();
    return await unwrap(training.testConcepts({ concepts: concepts.map(({ concept }) => concept) }));
  } catch (error) {
    if (faultOf(error).type === "TooFewOutcomes") return null;
    throw error;
  }
};

export const writeMemo = async (
  clients: Clients,
  content: Pick<MemoContent, "concepts" | "wish" | "answer">,
  folder: string,
  format: Format,
): Promise<readonly { readonly name: string; readonly path: string; readonly bytes: number }[]> => {
  const t = i18next.getFixedT(format.language, ["portfolio", "production"]);
  const date = new Date().toISOString().slice(0, 10);
  const tested = await testedOf(clients, content.concepts);
  const document = memoDocument(t, format, { ...content, tested, date });
  const { files } = await unwrap(
    clients.data.exportText({ document, folder, name: `${document.title} ${date}` }),
  );
  return files;
};
