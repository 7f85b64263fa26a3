/** The models of texts by name, and their bytes. */
import { z } from "zod";
import { decodeArtefact, encodeArtefact } from "../../../shared/blocks/artefact.ts";
import { type TextModelName, textModelNames } from "../../../shared/contract/texts.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { lexiconAlgorithm } from "./lexicon-model.ts";
import { loadLinear } from "./linear-text-model.ts";
import { attention } from "./network/attention.ts";
import { networkAlgorithm } from "./network/fit-network.ts";
import { gru } from "./network/gru.ts";
import { textCnn } from "./network/text-cnn.ts";
import { fitStacked } from "./stacked-classifier.ts";
import type { TextAlgorithm, TextModel } from "./text-model.ts";

export const textAlgorithms: Readonly<Record<TextModelName, TextAlgorithm>> = {
  linear: { fit: fitStacked, load: loadLinear },
  lexicon: lexiconAlgorithm,
  "text-cnn": networkAlgorithm("text-cnn", textCnn),
  gru: networkAlgorithm("gru", gru),
  attention: networkAlgorithm("attention", attention),
};
/** What the application itself chooses where texts with labels are enough to learn from. */
export const bestTextModel: TextModelName = "linear";

const version = 2;
const Header = z.object({
  textModel: z.literal(version),
  algorithm: z.enum(textModelNames),
  classes: z.array(z.string()).min(2),
  own: z.record(z.string(), z.unknown()),
});

export const encodeTextModel = (model: TextModel): Uint8Array<ArrayBuffer> => {
  const { header, arrays } = model.save();
  const { name: algorithm, classes } = model;
  return encodeArtefact({ header: { textModel: version, algorithm, classes, own: header }, arrays });
};

/** Bytes may come from a damaged file or a later version. */
export const decodeTextModel = (
  bytes: Uint8Array,
): Result<TextModel, { readonly type: "BadTextModel"; readonly detail: string }> => {
  try {
    const { header, arrays } = decodeArtefact(bytes);
    const { algorithm, classes, own } = Header.parse(header);
    return ok(textAlgorithms[algorithm].load({ header: own, arrays }, classes));
  } catch (error) {
    return err({ type: "BadTextModel", detail: error instanceof Error ? error.message : String(error) });
  }
};
