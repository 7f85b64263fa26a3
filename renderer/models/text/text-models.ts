/** The models of texts by name. */
import type { TextModelName } from "../../../shared/contract/texts.ts";
import { lexiconAlgorithm } from "./lexicon-model.ts";
import { loadLinear } from "./linear-text-model.ts";
import { attention } from "./network/attention.ts";
import { networkAlgorithm } from "./network/fit-network.ts";
import { gru } from "./network/gru.ts";
import { textCnn } from "./network/text-cnn.ts";
import { fitStacked } from "./stacked-classifier.ts";
import type { TextAlgorithm } from "./text-model.ts";
import { decodeTextModelBy } from "./text-model-bytes.ts";

export const textAlgorithms: Readonly<Record<TextModelName, TextAlgorithm>> = {
  linear: { fit: fitStacked, load: loadLinear },
  lexicon: lexiconAlgorithm,
  "text-cnn": networkAlgorithm("text-cnn", textCnn),
  gru: networkAlgorithm("gru", gru),
  attention: networkAlgorithm("attention", attention),
};
/** What the application itself chooses where texts with labels are enough to learn from. */
export const bestTextModel: TextModelName = "linear";

/** Of any algorithm. */
export const decodeTextModel = (bytes: Uint8Array): ReturnType<typeof decodeTextModelBy> =>
  decodeTextModelBy(
    Object.fromEntries(Object.entries(textAlgorithms).map(([name, { load }]) => [name, load])),
    bytes,
  );
