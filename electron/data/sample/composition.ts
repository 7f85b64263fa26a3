/** Puts a text together from phrases: opener, verdict, what is said of each aspect, closer. */
import type { Random } from "../../../shared/domain/random.ts";
import { pick, shuffled } from "./chance.ts";
import type { PhraseBank } from "./sources.ts";
import { type FilmAspect, type VenueAspect, voiceTruth } from "./truth.ts";

/** One aspect a text speaks of, and how. */
export interface Stated {
  readonly aspect: FilmAspect | VenueAspect;
  readonly polarity: 1 | -1;
}

export interface Message {
  readonly names: { readonly title?: string; readonly actor?: string; readonly director?: string };
  readonly rating: number;
  readonly aspects: readonly Stated[];
  readonly sarcastic: boolean;
  readonly venue: boolean;
  /** Aspects alone, without verdict, opener or closer. */
  readonly bare?: boolean;
}

const intensifiers = {
  en: ["really ", "truly ", "quite ", "so ", "remarkably ", ""],
  zh: ["真的", "特别", "相当", "实在", "非常", ""],
} as const;

const full = { en: ". ", zh: "。" } as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Sentence starts of English in capitals. */
const capitals = (text: string): string =>
  text.replace(/(^|[.!?] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

export const compose = (
  bank: PhraseBank,
  language: "en" | "zh",
  message: Message,
  random: Random,
): string => {
  const { names, rating, aspects, venue } = message;
  const fill = (phrase: string): string =>
    phrase
      .replace(/\{very\} ?/g, () => pick(intensifiers[language], random))
      .replace(/\{(title|actor|director)\}/g, (_, slot: "title" | "actor" | "director") => names[slot] ?? "");
  if (message.sarcastic)
    return fill(pick(venue ? bank.venueSarcasm : bank.sarcasm, random)) + (random() < 0.3 ? " 🙄" : "");

  const side = rating >= 3.5 ? "good" : rating <= 2.5 ? "bad" : "mixed";
  const clauses = clausesOf(bank, language, aspects, fill, random);
  if (message.bare) return language === "en" ? `${capitals(clauses)}.` : `${clauses}。`;

  const verdicts = venue ? bank.venueVerdicts[rating >= 3 ? "good" : "bad"] : bank.verdicts[side];
  const verdict = fill(pick(verdicts, random));
  const body =
    random() < 0.8 ? verdict + full[language] + (language === "en" ? capital(clauses) : clauses) : clauses;
  const opener = !venue && random() < 0.3 ? pick(bank.openers, random) + (language === "en" ? " " : "") : "";
  const mood = rating >= 3.5 ? "good" : "bad";
  const closer = !venue && side !== "mixed" && random() < 0.32 ? pick(bank.closers[mood], random) : "";
  const emoji = side !== "mixed" && random() < voiceTruth.emoji ? pick(bank.emoji[mood], random) : "";
  const end =
    random() < 0.1 && side !== "mixed" ? (language === "en" ? "!" : "！") : language === "en" ? "." : "。";
  if (language === "zh") return opener + body + end + closer + emoji;
  return [opener + capitals(body) + end, closer, emoji].filter(Boolean).join(" ");
};

/** Likes first when the text is of two minds, joined by a turn; the order is by chance. */
const clausesOf = (
  bank: PhraseBank,
  language: "en" | "zh",
  aspects: readonly Stated[],
  fill: (phrase: string) => string,
  random: Random,
): string => {
  const firstSign = random() < 0.5 ? 1 : -1;
  const ordered = [...aspects].sort((a, b) => firstSign * (b.polarity - a.polarity));
  const links = shuffled(bank.links, random);
  const turns = shuffled(bank.turns, random);
  let text = "";
  ordered.forEach(({ aspect, polarity }, index) => {
    const phrases = bank.aspects[aspect];
    if (!phrases) throw new Error(`no ${language} phrases about ${aspect}`);
    const clause = fill(pick(polarity > 0 ? phrases.good : phrases.bad, random));
    const before = ordered[index - 1];
    if (before)
      text += (before.polarity === polarity ? links : turns).pop() ?? (language === "en" ? ", " : "，");
    text += clause;
  });
  return text;
};
