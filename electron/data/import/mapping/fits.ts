/** Whether a column's values can be what a field holds: a name alone never decides. */
import type { Field } from "../../../../shared/domain/record-kinds.ts";
import { readDuration } from "../cells/durations.ts";
import { readEidr, readImdbId, readTmdbId } from "../cells/ids.ts";
import { readLanguage } from "../cells/languages.ts";
import { readAgeBand, readGender } from "../cells/traits.ts";
import {
  type ColumnProfile,
  dateReadings,
  isNumeric,
  nearlyAll,
  perColumn,
  shareOf,
  tellsClock,
} from "./column-profile.ts";
import { guessScale } from "./guess-scale.ts";

const looked = 300;
const most = (column: ColumnProfile, test: (value: string) => boolean, share = nearlyAll): boolean =>
  shareOf(column.values.slice(0, looked), test) >= share;

const code = /^[A-Za-z]{0,4}[-_]?\d+$/;
const hasWord = /\p{L}{2}|\p{Script=Han}/u;
const sentence = /\p{L}+\s+\p{L}+\s+\p{L}+|\p{Script=Han}{6}/u;

/** Names and titles: words, not codes. "1917" and "2046" may be among them. */
const isNames = (column: ColumnProfile): boolean =>
  column.meanLength <= 150 &&
  most(column, (value) => hasWord.test(value), 0.7) &&
  !most(column, (value) => code.test(value), 0.5);

export const isProse = (column: ColumnProfile): boolean =>
  column.meanLength >= 12 &&
  column.distinct.size > column.values.length / 4 &&
  most(column, (value) => sentence.test(value), 0.5);

const isClock = (column: ColumnProfile): boolean =>
  tellsClock(column, dateReadings(column)[0]) &&
  (!isNumeric(column) || column.values.every((value) => /^\d{3,4}$/.test(value) && Number(value) % 5 === 0));

const isYear = (column: ColumnProfile): boolean =>
  most(column, (value) => /^(?:1[89]|20)\d\d(?:\.0|年|\s*[-–].*)?$/.test(value)) ||
  (!isNumeric(column) && dateReadings(column).length > 0);

const isLabel = (column: ColumnProfile): boolean => column.meanLength <= 60 && !isProse(column);

/** Of fields of one type, these are looked at more closely. */
const special = new Set(["text", "part", "capacity", "synopsis", "synopsisZh"]);
const known = perColumn(() => new Map<string, boolean>());

export const fits = (field: Field, column: ColumnProfile): boolean => {
  const asked = special.has(field.name) ? `${field.type} ${field.name}` : field.type;
  const found = known(column).get(asked) ?? canBe(field, column);
  known(column).set(asked, found);
  return found;
};

const canBe = ({ name, type }: Field, column: ColumnProfile): boolean => {
  if (column.values.length === 0) return false;
  switch (type) {
    case "key":
      return column.meanLength <= 80 && !isProse(column) && (!isNumeric(column) || column.allWhole);
    case "title":
      return isNames(column);
    case "text":
      if (name === "text" || name === "part") return !isNumeric(column);
      return /synopsis/.test(name) ? !isNumeric(column) : column.meanLength <= 120;
    case "year":
      return isYear(column);
    case "date":
    case "instant":
      return dateReadings(column).length > 0;
    case "clock":
      return isClock(column);
    case "duration":
      return most(column, (value) => readDuration(value, "minutes", column.decimal) !== null);
    case "count":
      return isNumeric(column) && (column.allWhole || name === "capacity");
    case "money":
    case "number":
    case "share":
      return isNumeric(column);
    case "rating":
      return guessScale(column) !== null;
    case "polarity":
      return column.distinct.size >= 2 && column.distinct.size <= 3;
    case "list":
    case "credits":
      return !isNumeric(column);
    case "ageBand":
      return most(column, (value) => readAgeBand(value) !== null);
    case "gender":
      return most(column, (value) => readGender(value) !== null, 0.7);
    case "area":
    case "label":
      return isLabel(column);
    case "language":
      return most(column, (value) => readLanguage(value) !== null, 0.6);
    case "imdbId":
      return most(column, (value) => readImdbId(value) !== null);
    case "tmdbId":
      return most(column, (value) => readTmdbId(value) !== null);
    case "eidr":
      return most(column, (value) => readEidr(value) !== null);
    case "identifier":
    case "image":
      return false;
  }
};
