/** What whoever reads a library's texts asks of the workers that read them. Both are made here: the shapes are checked by the compiler. */
import { z } from "zod";
import { made, NeverFails, Nothing } from "../../shared/contract/schemas.ts";
import type { AspectWord } from "../../shared/domain/aspect-words.ts";
import type { BatchRead, TextBatch } from "../models/voices/text-reader.ts";

export const readingContract = {
  /** `weights`: the library's own model of feeling; null = none, or not one that computes without an engine; `words`: what was changed of the lexicon. */
  open: {
    in: z.object({ weights: made<Uint8Array | null>(), words: made<readonly AspectWord[]>() }),
    out: Nothing,
    error: NeverFails,
  },
  read: { in: made<TextBatch>(), out: made<BatchRead>(), error: NeverFails },
} as const;
