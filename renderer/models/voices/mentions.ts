/**
 * What a text says of which aspect, sentence by sentence, and its feeling as a whole, by a lexicon (after Hu & Liu 2004 and VADER, Hutto & Gilbert 2014):
 * a clause's feeling is the sum of its words', each times its degree and times −0.8 after a negation; a word that names an aspect without judging it takes
 * the feeling of its clause, or of the next clauses that name none. Feeling of the text: s / √(s² + 6), what follows a contrast twice.
 */
import {
  type Aspect,
  filmAspects,
  type Mention,
  type TextLanguage,
  venueAspects,
} from "../../../shared/domain/voices.ts";
import { folded } from "../text/reading.ts";
import type { Lexicon, Sense } from "./lexicon.ts";
import { isLetter } from "./phrase-index.ts";

/** Whom a text speaks of: names stand for an aspect where they are those of its people, and say nothing themselves. */
export interface Subject {
  readonly venue: boolean;
  readonly titles: readonly string[];
  readonly cast: readonly string[];
  readonly directors: readonly string[];
}

export interface TextRead {
  readonly language: TextLanguage;
  /** −1..1. */
  readonly feeling: number;
  readonly mentions: readonly Mention[];
}

const negated = -0.8;
/** How far before a word its negation stands, in characters. */
const reach = { letters: 28, han: 5 };
const mostMentions = 64;

const sentenceEnds = /[.!?。！？\n…]/;
const clauseEnds = /[,;:，；：、—–()（）]/;

const languageOf = (text: string): TextLanguage => {
  let [han, latin, foreign] = [0, 0, 0];
  const most = Math.min(text.length, 2000);
  for (let at = 0; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x4e00 && code <= 0x9fff) han++;
    else if (code >= 0x3040 && code <= 0x30ff)
      foreign += 3; // kana: Japanese
    else if (code >= 97 && code <= 122) latin++;
    else if (isLetter(code) && (code < 48 || code > 57)) foreign += 2;
    else if (code >= 0x370 && code < 0x1f00) foreign++;
    else if (code >= 0xac00 && code <= 0xd7af) foreign++;
  }
  if (han + latin + foreign === 0 || foreign * 3 > han * 2 + latin) return "other";
  return han * 2 >= latin ? "zh" : englishEnough(text) ? "en" : "other";
};

const englishWords =
  /\b(?:the|and|of|it|this|that|but|not|movie|good|great|bad|best|must|love|loved|like|see|very|never|they|you|too|are|have|what|to|with|for)\b/;
/** Short texts are given the benefit of the doubt. */
const englishEnough = (text: string): boolean => text.length < 40 || englishWords.test(text.slice(0, 2000));

interface Found {
  readonly about: readonly { readonly aspect: Aspect; readonly feeling: number }[];
  readonly feeling: number;
  readonly sentence: number;
  readonly clause: number;
  readonly contrasted: boolean;
}

/** Where sentences lie in the folded text. */
interface Span {
  from: number;
  to: number;
}

const named = (
  text: string,
  { titles, cast, directors }: Subject,
): Map<number, { to: number; value: Sense }> => {
  const places = new Map<number, { to: number; value: Sense }>();
  const mark = (names: readonly string[], aspect: Aspect | null): void => {
    for (const name of names)
      for (const form of formsOf(name))
        for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
          const before = places.get(at);
          if (before && before.to >= at + form.length) continue;
          const about = aspect ? [{ aspect, feeling: 0 }] : [];
          places.set(at, { to: at + form.length, value: { about, feeling: 0, role: "word", degree: 1 } });
        }
  };
  mark(titles, null);
  mark(cast, "acting");
  mark(directors, "direction");
  return places;
};

/** People are named in full or by their last name. */
const formsOf = (name: string): string[] => {
  const whole = name.toLowerCase();
  const last = whole.split(" ").at(-1) as string;
  return last !== whole && last.length > 3 ? [whole, last] : whole.length > 1 ? [whole] : [];
};

const search = (
  text: string,
  lexicon: Lexicon,
  subject: Subject,
): { readonly found: Found[]; readonly sentences: Span[] } => {
  const names = named(text, subject);
  const allowed: ReadonlySet<Aspect> = new Set(subject.venue ? venueAspects : filmAspects);
  const found: Found[] = [];
  const sentences: Span[] = [{ from: 0, to: text.length }];
  let [sentence, clause, negation, degree, degreeAt, contrasted] = [0, 0, -99, 1, -99, false];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    const starts =
      at === 0 || !isLetter(code) || !isLetter(text.charCodeAt(at - 1)) || text.startsWith("n't", at);
    const name = names.get(at);
    const match = name ?? (starts ? lexicon.at(text, at) : null);
    if (match) {
      const { about, feeling, role, degree: own } = match.value;
      const kept = about.filter(({ aspect }) => allowed.has(aspect));
      if (kept.length > 0 || feeling !== 0) {
        const near = code > 0x2e80 ? reach.han : reach.letters;
        const factor = (at - negation <= near ? negated : 1) * (at - degreeAt <= near / 2 ? degree : 1);
        const judged = kept.map((each) => ({ ...each, feeling: factor * (each.feeling || feeling) }));
        const general = feeling || (about.find((each) => each.feeling !== 0)?.feeling ?? 0);
        found.push({ about: judged, feeling: factor * general, sentence, clause, contrasted });
      } else if (about.some((each) => each.feeling !== 0)) {
        // a judgement of something that such texts do not speak of is a judgement all the same
        const general = about.find((each) => each.feeling !== 0)?.feeling ?? 0;
        const near = code > 0x2e80 ? reach.han : reach.letters;
        found.push({
          about: [],
          feeling: (at - negation <= near ? negated : 1) * general,
          sentence,
          clause,
          contrasted,
        });
      }
      if (role === "negation") negation = match.to;
      if (role === "contrast") {
        contrasted = true;
        clause++;
        negation = -99;
      }
      if (role === "degree") [degree, degreeAt] = [own, match.to];
      at = match.to;
      continue;
    }
    if (isLetter(code) || (code >= 0x4e00 && code <= 0x9fff) || code === 0x20) {
      at++;
      continue;
    }
    const unit = text[at] as string;
    if (sentenceEnds.test(unit)) {
      const decimal = unit === "." && at + 1 < text.length && !/[\s.]/.test(text[at + 1] as string);
      if (!decimal) {
        (sentences[sentence] as Span).to = at + 1;
        sentences.push({ from: at + 1, to: text.length });
        [sentence, clause, negation, degreeAt, contrasted] = [sentence + 1, clause + 1, -99, -99, false];
      }
    } else if (clauseEnds.test(unit)) [clause, negation, degreeAt] = [clause + 1, -99, -99];
    at++;
  }
  return { found, sentences };
};

const groupsOf = <T>(items: readonly T[], key: (item: T) => number): T[][] => {
  const groups: T[][] = [];
  let last = -1;
  for (const item of items) {
    if (key(item) !== last) groups.push([]);
    last = key(item);
    groups.at(-1)?.push(item);
  }
  return groups;
};

const sum = (found: readonly Found[]): number => found.reduce((total, { feeling }) => total + feeling, 0);

/** Feelings of the aspects of one sentence, by aspect. */
const aspectsOf = (inSentence: readonly Found[]): Map<Aspect, number> => {
  const feelings = new Map<Aspect, number>();
  const clauses = groupsOf(inSentence, ({ clause }) => clause);
  for (const [n, inClause] of clauses.entries()) {
    const stated = new Map<Aspect, number>();
    for (const { about } of inClause)
      for (const { aspect, feeling } of about) stated.set(aspect, (stated.get(aspect) ?? 0) + feeling);
    if (stated.size === 0) continue;
    let whole = sum(inClause);
    for (let next = n + 1; whole === 0 && next < clauses.length; next++) {
      const later = clauses[next] as Found[];
      if (later.some(({ about }) => about.length > 0)) break;
      whole = sum(later);
    }
    // A phrase that judges its own aspect says more of it than the words around.
    const judges = [...stated.values()].some((feeling) => feeling !== 0);
    for (const [aspect, feeling] of stated) {
      if (feeling === 0 && judges && stated.size > 1 && sharesPhrase(inClause, aspect)) continue;
      feelings.set(aspect, (feelings.get(aspect) ?? 0) + (feeling === 0 ? whole : feeling));
    }
  }
  return feelings;
};

/** Whether an aspect is only named by a phrase that names another one, too. */
const sharesPhrase = (found: readonly Found[], aspect: Aspect): boolean =>
  found.every(({ about }) => about.length > 1 || about.every((each) => each.aspect !== aspect));

export const readText = (text: string, lexicon: Lexicon, subject: Subject): TextRead => {
  const { text: seen, place } = folded(text);
  const { found, sentences } = search(seen, lexicon, subject);
  const at = (unit: number): number => (place ? (place[unit] as number) : unit);
  const mentions: Mention[] = [];
  for (const inSentence of groupsOf(found, ({ sentence }) => sentence)) {
    const span = sentences[(inSentence[0] as Found).sentence] as Span;
    for (const [aspect, feeling] of aspectsOf(inSentence)) {
      if (mentions.length === mostMentions) break;
      mentions.push({
        aspect,
        feeling: Math.max(-3, Math.min(3, feeling)),
        from: at(span.from),
        to: at(span.to),
      });
    }
  }
  const s = found.reduce((total, { feeling, contrasted }) => total + (contrasted ? 2 : 1) * feeling, 0);
  return { language: languageOf(seen), feeling: s / Math.sqrt(s * s + 6), mentions };
};
