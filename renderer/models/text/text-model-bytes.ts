/** Models of texts as bytes. Whoever reads names the algorithms that it can load, so that a reader of word counts carries no engine. */
import { z } from "zod";
import { type Artefact, decodeArtefact, encodeArtefact } from "../../../shared/blocks/artefact.ts";
import { type TextModelName, textModelNames } from "../../../shared/contract/texts.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { loadLexicon } from "./lexicon-model.ts";
import { loadLinear } from "./linear-text-model.ts";
import type { TextModel } from "./text-model.ts";

type Loaders = Readonly<
  Partial<Record<TextModelName, (artefact: Artefact, classes: readonly string[]) => TextModel>>
>;

/** Those that compute without an engine. */
export const plainLoaders = { linear: loadLinear, lexicon: loadLexicon } as const satisfies Loaders;
export const needsNoEngine = (name: string): boolean => name in plainLoaders;

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
export const decodeTextModelBy = (
  loaders: Loaders,
  bytes: Uint8Array,
): Result<TextModel, { readonly type: "BadTextModel"; readonly detail: string }> => {
  try {
    const { header, arrays } = decodeArtefact(bytes);
    const { algorithm, classes, own } = Header.parse(header);
    const load = loaders[algorithm];
    if (!load) throw new Error(`${algorithm} needs an engine`);
    return ok(load({ header: own, arrays }, classes));
  } catch (error) {
    return err({ type: "BadTextModel", detail: error instanceof Error ? error.message : String(error) });
  }
};
