/** Reviews and posts. */
import { createHash } from "node:crypto";
import { languageOfText } from "../cells/languages.ts";
import { readPolarity, readRating } from "../cells/ratings.ts";
import { type Fields, keptText, longest, optional, optionalKey, optionalText } from "./fields.ts";
import { filmReference } from "./film-reference.ts";
import { languageGet } from "./films.ts";
import { usualScale } from "./interactions.ts";
import { memberKey } from "./member-key.ts";
import type { Interpret } from "./record.ts";
import { pastInstant } from "./values.ts";

const digestLength = 22; // 132 bits

const contentKey = (...parts: readonly (string | number | null)[]): string =>
  `text:${createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, digestLength)}`;

const postWords = /^(?:post|tweet|weibo|social|comment|微博|帖子|动态)/i;

export const reviewsInterpreter = (fields: Fields, now: number): Interpret => {
  const key = optionalKey(fields, "key");
  const film = filmReference(fields, now);
  const namesFilm = fields.has("film") || fields.has("filmTitle");
  const filmCell = fields.words("film");
  const titleCell = fields.words("filmTitle");
  const venue = optionalText(fields, "venue", longest.name);
  const member = optionalKey(fields, "member", memberKey(fields, "member"));
  const words = fields.words("text");
  const language = languageGet(fields);
  const channel = fields.cell("channel");
  const at = pastInstant(fields, "at", now);
  const { scale = usualScale, decimal } = fields.reading("rating");
  const rating = optional(fields, "rating", (text) => readRating(text, scale, decimal), "unreadable-rating");
  const { polarity = {} } = fields.reading("polarity");
  const polarityOf = optional(
    fields,
    "polarity",
    (text) => readPolarity(text, polarity) ?? null,
    "unknown-label",
  );
  return (cells, note) => {
    const told = words(cells);
    if (told === "") {
      note("blank-text", "text", "");
      return null;
    }
    const what =
      namesFilm && (filmCell(cells) !== "" || titleCell(cells) !== "") ? film(cells, note) : undefined;
    if (what === null) return null;
    const when = at(cells, note);
    const who = when === null ? undefined : member(cells, note);
    const called = who === undefined ? undefined : key(cells, note);
    if (when === null || who === undefined || called === undefined) return null;
    const text = keptText(told, "text", longest.text, note);
    const spoken = language(cells, note) ?? languageOfText(text);
    const filmKey = what?.key ?? null;
    return {
      kind: "reviews",
      film: what?.film ?? null,
      record: {
        key: called ?? contentKey(text, filmKey, who, when),
        film: filmKey,
        venue: venue(cells, note),
        member: who,
        channel: postWords.test(channel(cells)) ? "post" : "review",
        language: spoken,
        at: when,
        rating: rating(cells, note),
        polarity: polarityOf(cells, note),
        text,
      },
    };
  };
};
