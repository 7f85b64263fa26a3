/** Reads texts by the hundred: languages, feelings, statements on aspects, and what each is compared by. Each text is read by itself, so that any worker may have it. */
import { aspects, type MentionColumns, textLanguages } from "../../../shared/domain/voices.ts";
import { readText as readTokens } from "../text/reading.ts";
import type { TextModel } from "../text/text-model.ts";
import { isShort } from "./bursts.ts";
import type { Lexicon } from "./lexicon.ts";
import { readText, type Subject, type TextRead } from "./mentions.ts";
import { type Fingerprints, fingerprintsOf } from "./near-duplicates.ts";
import { positiveOf } from "./sentiment.ts";

export interface TextBatch {
  readonly texts: readonly string[];
  /** Places of the texts to read; the others are only compared. */
  readonly fresh: Int32Array;
  /** Of each text, a place in `subjects`. */
  readonly subject: Int32Array;
  readonly subjects: readonly Subject[];
}

export interface BatchRead {
  /** By the order of `fresh`. */
  readonly languages: Uint8Array<ArrayBuffer>;
  readonly positive: Float32Array<ArrayBuffer>;
  readonly mentions: MentionColumns;
  /** Of all texts. */
  readonly short: Uint8Array;
  readonly fingerprints: Fingerprints;
}

/** Probability of praise by a library's own model. */
export const praiseBy = async (
  own: TextModel,
  texts: readonly string[],
  step: () => Promise<void>,
): Promise<Float32Array<ArrayBuffer>> => {
  const P = await own.predict(texts.map(readTokens), { step });
  return Float32Array.from(texts, (_, n) => P[2 * n + 1] as number);
};

const columnsOf = (found: readonly TextRead[]): MentionColumns => {
  const all = found.flatMap(({ mentions }) => mentions);
  const start = new Int32Array(found.length + 1);
  for (const [n, { mentions }] of found.entries()) start[n + 1] = (start[n] as number) + mentions.length;
  return {
    start,
    aspects: Uint8Array.from(all, ({ aspect }) => aspects.indexOf(aspect)),
    feelings: Float64Array.from(all, ({ feeling }) => feeling),
    from: Int32Array.from(all, ({ from }) => from),
    to: Int32Array.from(all, ({ to }) => to),
  };
};

/** `own`: tells the feeling of a text as a whole in place of the word lists. `breathe` may throw to cancel. */
export const readBatch = async (
  { texts, fresh, subject, subjects }: TextBatch,
  lexicon: Lexicon,
  own: TextModel | null,
  breathe: () => Promise<void>,
): Promise<BatchRead> => {
  const found: TextRead[] = [];
  for (const n of fresh) {
    found.push(readText(texts[n] as string, lexicon, subjects[subject[n] as number] as Subject));
    await breathe();
  }
  const toRead = Array.from(fresh, (n) => texts[n] as string);
  return {
    languages: Uint8Array.from(found, ({ language }) => textLanguages.indexOf(language)),
    positive: own ? await praiseBy(own, toRead, breathe) : Float32Array.from(found, positiveOf),
    mentions: columnsOf(found),
    short: Uint8Array.from(texts, (text) => Number(isShort(text))),
    fingerprints: await fingerprintsOf(texts, breathe),
  };
};
