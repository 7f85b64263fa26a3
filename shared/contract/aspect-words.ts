/** The words by which aspects are read. */
import { z } from "zod";
import type { AspectWord, LearnedWeight } from "../domain/aspect-words.ts";
import { heaviestWord, longestPhrase, wordLanguages } from "../domain/aspect-words.ts";
import { aspects } from "../domain/voices.ts";
import { FileToken, NoLibrary } from "./file-token.ts";
import { ImportFailure } from "./import.ts";
import { Id, made, Nothing } from "./schemas.ts";

const Phrase = z.object({
  aspect: z.enum(aspects),
  language: z.enum(wordLanguages),
  phrase: z.string().min(1).max(longestPhrase),
});
const Weight = z.number().min(-heaviestWord).max(heaviestWord);
export const mostWordEdits = 5000;
const Undoable = z.object({ changeSet: Id.nullable() }); // null: nothing changed

/** A file is no table of aspect words, or one row is none; `line` is 0 where it is the whole file. */
const BadAspectWords = z.object({
  type: z.literal("BadAspectWords"),
  name: z.string(),
  line: z.number(),
  problem: z.enum(["columns", "aspect", "language", "phrase", "weight", "damagedRow", "tooMany"]),
  found: z.string(),
});
export type BadAspectWords = z.infer<typeof BadAspectWords>;

export const aspectWordsDataContract = {
  /** What was changed of the included words, by aspect, language and phrase. */
  aspectWords: { in: Nothing, out: z.object({ words: made<readonly AspectWord[]>() }), error: NoLibrary },
  editAspectWords: {
    in: z.object({
      /** `weight`: null = not to be read, "included" = as every library starts. */
      words: z
        .array(Phrase.extend({ weight: z.union([Weight, z.null(), z.literal("included")]) }))
        .max(mostWordEdits),
    }),
    out: Undoable,
    error: NoLibrary,
  },
  /** Every word as every library starts. */
  resetAspectWords: { in: Nothing, out: Undoable, error: NoLibrary },
  /** A table with the columns aspect, language, phrase and weight; an empty weight = not to be read. */
  readAspectWords: {
    in: z.object({ file: FileToken }),
    out: z.object({ words: made<readonly AspectWord[]>() }),
    error: z.discriminatedUnion("type", [BadAspectWords, ...ImportFailure.options]),
  },
} as const;

export const aspectWordsContract = {
  /** Of words that enough texts hold whose praise or blame is known by a rating or a label. */
  learnedAspectWeights: {
    in: Nothing,
    progress: z.object({ share: z.number(), secondsLeft: z.number().nullable() }),
    out: z.object({ weights: made<readonly LearnedWeight[]>(), texts: z.number(), needed: z.number() }),
    error: NoLibrary,
  },
} as const;
