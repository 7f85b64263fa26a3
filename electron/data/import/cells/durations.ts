/** Durations as minutes: "2h 3m", "123 min", "PT2H3M", "2:03", "1小时35分", or a number of the unit its column uses. */
import type { Unit } from "../../../../shared/contract/import-mapping.ts";
import { longestValue } from "./bounds.ts";
import { readNumber } from "./numbers.ts";

const hours = "(?:h|hr|hrs|hour|hours|std|uur|小时|时|小時|時)";
const minutes = "(?:m|min|mins|minute|minutes|minuten|分|分钟|分鐘|'|′)";
const seconds = '(?:s|sec|secs|second|seconds|秒|"|″)';
const amount = "(\\d+(?:[.,]\\d+)?)";
const inWords = new RegExp(
  `^(?:${amount}\\s*${hours}\\.?\\s*,?\\s*)?(?:${amount}\\s*(?:${minutes}\\.?\\s*,?\\s*|$))?(?:${amount}\\s*${seconds}\\.?)?$`,
  "i",
);
const iso = /^P(?:(\d+)D)?T?(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?$/i;
const clock = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?$/;

const minutesPer: Readonly<Partial<Record<Unit, number>>> = { minutes: 1, seconds: 1 / 60, hours: 60 };
const value = (text: string | undefined): number => Number((text ?? "0").replace(",", "."));

/** Minutes, or null where the text is no duration. A plain number counts `unit`. */
export const readDuration = (
  text: string,
  unit: Unit = "minutes",
  decimal: "." | "," = ".",
): number | null => {
  if (text.length > longestValue) return null;
  const plain = text.normalize("NFKC").trim();
  const number = readNumber(plain, decimal);
  if (number !== null && !plain.endsWith("%")) return number * (minutesPer[unit] ?? 1);
  const [, h, m, s] = clock.exec(plain) ?? [];
  if (m !== undefined) return Number(h) * 60 + Number(m) + value(s) / 60;
  const [, days, isoHours, isoMinutes, isoSeconds] = /\d/.test(plain) ? (iso.exec(plain) ?? []) : [];
  if (days ?? isoHours ?? isoMinutes ?? isoSeconds)
    return value(days) * 1440 + value(isoHours) * 60 + value(isoMinutes) + value(isoSeconds) / 60;
  const [, wordHours, wordMinutes, wordSeconds] = inWords.exec(plain) ?? [];
  if (wordHours ?? wordMinutes ?? wordSeconds)
    return value(wordHours) * 60 + value(wordMinutes) + value(wordSeconds) / 60;
  return null;
};

/** A share of 1 from "87%", from 87 where the unit is percent, else from 0.87. */
export const readShare = (text: string, unit: Unit = "share", decimal: "." | "," = "."): number | null => {
  const number = readNumber(text, decimal);
  if (number === null) return null;
  return unit === "percent" || text.trim().endsWith("%") ? number / 100 : number;
};
