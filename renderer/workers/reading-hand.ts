/** Texts read in this thread. */
import type { Handlers } from "../../shared/contract/wire.ts";
import { ok, valueOrThrow } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import type { TextModel } from "../models/text/text-model.ts";
import { decodeTextModelBy, plainLoaders } from "../models/text/text-model-bytes.ts";
import { includedLexicon, lexiconWith } from "../models/voices/lexicon.ts";
import { readBatch } from "../models/voices/text-reader.ts";
import type { readingContract } from "./reading-contract.ts";

/** Longest time in which a cancel is not heard, in ms. */
const breath = 30;

export const readingHand = (): Handlers<typeof readingContract> => {
  let lexicon = includedLexicon();
  const breathe = breather(breath);
  let own: TextModel | null = null;
  return {
    open({ weights, words }) {
      lexicon = lexiconWith(words);
      own = weights && valueOrThrow(decodeTextModelBy(plainLoaders, weights));
      return ok({});
    },
    async read(batch, { signal }) {
      const read = await readBatch(batch, lexicon, own, async () => {
        await breathe();
        signal.throwIfAborted();
      });
      return ok(read);
    },
  };
};
