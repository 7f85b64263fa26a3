/**
 * The one list of words that feel, as both readers of feeling take it: valences about −4..4 of words and phrases (a star at the end stands for any letters),
 * of emoticons and emoji, and the words that turn, strengthen or weaken what follows. Words with 0 say what a film is about, or hold another word within them.
 */
import listed from "../../../assets/lexicons/feelings.json" with { type: "json" };

export interface FeelingWords {
  readonly words: Readonly<Record<string, number>>;
  readonly negations: readonly string[];
  readonly contrasts: readonly string[];
  readonly more: readonly string[];
  readonly less: readonly string[];
}

export const feelingLanguages = ["en", "zh"] as const;
export type FeelingLanguage = (typeof feelingLanguages)[number];

export const feelingWords: Readonly<Record<FeelingLanguage, FeelingWords>> = listed;
export const feelingMarks: Readonly<Record<string, number>> = listed.marks;
