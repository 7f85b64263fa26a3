/** What a reader of texts finds in them. */
export const filmAspects = [
  "story",
  "acting",
  "direction",
  "picture",
  "sound",
  "pace",
  "dialogue",
  "originality",
  "credibility",
] as const;
export const venueAspects = ["seat", "soundLevel", "price", "service", "cleanliness", "crowd"] as const;
export const aspects = [...filmAspects, ...venueAspects] as const;
export type Aspect = (typeof aspects)[number];

/** Who reads texts until there is a model of the library's own. */
export const lexiconReader = "lexicon-3";

export const textLanguages = ["en", "zh", "other"] as const;
export type TextLanguage = (typeof textLanguages)[number];

/** What one sentence says of one aspect. */
export interface Mention {
  readonly aspect: Aspect;
  /** Above 0 = praise, below 0 = blame, 0 = spoken of without either. */
  readonly feeling: number;
  /** The sentence in the text as given, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** Mentions of many texts: those of text n lie from start[n] to start[n + 1]. `aspects` are places in the list of that name. */
export interface MentionColumns {
  readonly start: Int32Array; // [texts + 1]
  readonly aspects: Uint8Array;
  readonly feelings: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}
