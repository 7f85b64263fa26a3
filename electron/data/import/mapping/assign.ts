/** Columns to the fields of one kind: the best-named fitting column for each field, each column once. */
import { type Field, fieldsOf, type RecordKind, unmetNeeds } from "../../../../shared/domain/record-kinds.ts";
import { type ColumnProfile, dateReadings, perColumn, tellsClock } from "./column-profile.ts";
import { fits } from "./fits.ts";
import { saysPolarity } from "./guess-polarity.ts";
import { looksLikeImdbIds } from "./guess-reading.ts";
import { headerWords } from "./header-words.ts";
import { synonyms, telling } from "./synonyms.ts";

interface Assigned {
  readonly field: Field;
  readonly column: ColumnProfile;
  readonly how: "name" | "nameAndValues" | "values";
  readonly score: number;
}

export interface Assignment {
  readonly kind: RecordKind;
  readonly fields: ReadonlyMap<string, Assigned>;
  /** Columns that could have been a field which another column took: column -> field. */
  readonly beaten: ReadonlyMap<string, string>;
  readonly score: number;
}

const sure = 3;
const maybe = 1.5;
const among = 1;
const byValues = 2;

/** How strongly a name says a field; earlier synonyms beat later ones where two columns want the same field. */
const nameScore = (kind: RecordKind, field: string, words: string): number => {
  const names = synonyms[kind][field];
  if (!names) return 0;
  const at = names.sure.get(words);
  if (at !== undefined) return sure - at / 1_000;
  const weak = names.maybe.get(words);
  if (weak !== undefined) return maybe - weak / 1_000;
  for (const [name, rank] of names.sure) if (isWithin(name, words)) return among - rank / 1_000;
  return 0;
};

/** "total admits" has "admits" in it, "总人次" has "人次". */
const isWithin = (name: string, words: string): boolean =>
  chinese.test(name) ? name.length >= 2 && words.includes(name) : ` ${words} `.includes(` ${name} `);
const chinese = /\p{Script=Han}/u;

/** Types whose values by themselves show much: a fitting one confirms the name. */
const confirming = new Set([
  "date",
  "instant",
  "clock",
  "year",
  "rating",
  "imdbId",
  "gender",
  "language",
  "eidr",
  "polarity",
]);

const wordsOf = perColumn(({ name }) => headerWords(name));

const candidates = (kind: RecordKind, columns: readonly ColumnProfile[]): readonly Assigned[] =>
  fieldsOf(kind).flatMap((field) =>
    columns.flatMap((column): Assigned[] => {
      const named = nameScore(kind, field.name, wordsOf(column));
      if (field.type === "polarity" && saysPolarity(column))
        return [{ field, column, how: "values", score: sure + 0.5 }];
      if (field.type === "imdbId" && named === 0 && looksLikeImdbIds(column))
        return [{ field, column, how: "values", score: byValues }];
      if (named === 0 || !fits(field, column)) return [];
      return [{ field, column, how: confirming.has(field.type) ? "nameAndValues" : "name", score: named }];
    }),
  );

/** Fields that one column may hold at once: a number that is the key too, a day and its clock. */
const together: readonly ReadonlySet<string>[] = [
  new Set(["key", "film", "imdbId", "tmdbId", "filmImdbId", "filmTmdbId"]),
  new Set(["date", "start"]),
];
const shareColumn = (a: string, b: string): boolean => together.some((names) => names.has(a) && names.has(b));

export const assign = (kind: RecordKind, columns: readonly ColumnProfile[]): Assignment => {
  const fields = new Map<string, Assigned>();
  const beaten = new Map<string, string>();
  for (const candidate of candidates(kind, columns).toSorted((a, b) => b.score - a.score)) {
    const { field, column } = candidate;
    if (fields.has(field.name)) {
      if (!beaten.has(column.name)) beaten.set(column.name, field.name);
      continue;
    }
    const holder = [...fields.values()].find((held) => held.column === column);
    if (holder && !shareColumn(holder.field.name, field.name)) continue;
    fields.set(field.name, candidate);
  }
  addClockOfDate(kind, fields);
  const score = [...fields.values()].reduce(
    (sum, { field, score: each }) => sum + each * (telling[kind].has(field.name) ? 2 : 1),
    0,
  );
  return { kind, fields, beaten, score };
};

/** "Mar 16, 2018 5:00:00 PM" is both the day and the start. */
const addClockOfDate = (kind: RecordKind, fields: Map<string, Assigned>): void => {
  const date = fields.get("date");
  const start = fieldsOf(kind).find(({ name }) => name === "start");
  if (kind !== "showings" || !date || !start || fields.has("start")) return;
  if (tellsClock(date.column, dateReadings(date.column)[0]))
    fields.set("start", { ...date, field: start, how: "values" });
};

/** Whether the assignment makes records of the kind, with `constants` for fields that no column fills. */
export const isWhole = ({ kind, fields }: Assignment, constants: readonly string[]): boolean => {
  const filled = [...fields.keys(), ...constants];
  if (unmetNeeds(kind, filled).length > 0) return false;
  if (kind === "films")
    return (
      ["title", "originalTitle", "titleZh", "imdbId", "tmdbId"].some((name) => filled.includes(name)) ||
      fields.size >= 3
    );
  if (kind === "members" || kind === "venues") return fields.size >= 2;
  return true;
};
