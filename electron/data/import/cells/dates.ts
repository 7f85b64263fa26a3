/**
 * Dates and times in every order: "2018-03-16", "Mar 16, 2018 5:00:00 PM", "16.03.18", "2018年3月16日 下午5:00",
 * seconds and milliseconds since 1970, serial days of spreadsheets. Dates no calendar has are none.
 */
import type { DateReading } from "../../../../shared/contract/import-mapping.ts";
import { longestValue } from "./bounds.ts";
import { once } from "./once.ts";

/** What a cell says, on the clock of wherever it was written. */
export interface CalendarTime {
  readonly year: number;
  readonly month: number; // 1 to 12
  readonly day: number;
  readonly seconds: number | null; // of the day; null: no time was told
  readonly offset: number | null; // seconds ahead of UTC; null: not told
}

const monthNames = once((): ReadonlyMap<string, number> => {
  const names = new Map<string, number>();
  for (const language of ["en", "de", "fr", "es", "it", "nl", "pt"])
    for (const style of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" });
      for (let month = 1; month <= 12; month++) {
        const name = format
          .format(Date.UTC(2000, month - 1, 15))
          .toLowerCase()
          .replaceAll(".", "");
        if (/^\p{L}+$/u.test(name)) names.set(name, month);
      }
    }
  return names.set("sept", 9);
});

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const valid = (
  year: number,
  month: number,
  day: number,
  seconds: number | null,
  offset: number | null,
): CalendarTime | null =>
  year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
    ? { year, month, day, seconds, offset }
    : null;

const time =
  /(?:^|[T ,]|\bat\b)\s*(上午|下午|晚上|中午|凌晨|早上)?\s*(\d{1,2})(?:(?:[:.时點点h](\d{2}))(?:[:.分](\d{2})(?:[.,]\d+)?秒?|分)?|[点时](?:整)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const weekday =
  /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|[(（]?(?:星期|周|週)[一二三四五六日天][)）]?/i;

const offsetOf = (zone: string | undefined): number | null => {
  if (zone === undefined) return null;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
};

/** Hours above 23 are left to the house's own count, where 25:30 is half past one in the night of that day. */
const maxHour = 35;

interface Clock {
  readonly seconds: number;
  readonly offset: number | null;
}

const clockOf = (found: RegExpExecArray): Clock | null => {
  const [, chinese, hourText, minuteText, secondText, half, zone] = found;
  let hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (minute > 59 || second > 59 || hour > maxHour) return null;
  if (half) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  } else if (chinese && /下午|晚上/.test(chinese) && hour < 12) hour += 12;
  else if (chinese === "中午" && hour < 3) hour += 12;
  else if (chinese === "凌晨" && hour === 12) hour = 0;
  return { seconds: hour * 3600 + minute * 60 + second, offset: offsetOf(zone) };
};

/** Whether a match of `time` is a time and not the tail of a date. */
const saysTime = ([, chinese, , minute, , half]: RegExpExecArray, text: string): boolean =>
  minute !== undefined || half !== undefined || chinese !== undefined || /[点时](?:整)?$/.test(text);

const century = (year: number, digits: number): number =>
  digits > 2 ? year : year + (year < 70 ? 2000 : 1900);

type Order = "ymd" | "dmy" | "mdy";

const dateOf = (text: string, order: Order, clock: Clock | null): CalendarTime | null => {
  const seconds = clock?.seconds ?? null;
  const offset = clock?.offset ?? null;
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return valid(Number(compact[1]), Number(compact[2]), Number(compact[3]), seconds, offset);
  const parts = text.match(/\d+|\p{L}+/gu) ?? [];
  if (/[^\d\p{L}\s,./\-–'’]/u.test(text)) return null;
  const words = parts.filter((part) => !/^\d/.test(part)).map((part) => part.toLowerCase());
  const numbers = parts.filter((part) => /^\d/.test(part));
  const meant = words.filter((word) => !["st", "nd", "rd", "th", "de", "of", "del"].includes(word));
  const at = (i: number): number => Number(numbers[i]);
  const length = (i: number): number => numbers[i]?.length ?? 0;
  if (meant.length === 1 && numbers.length === 2) {
    const month = monthNames().get(meant[0] as string);
    if (month === undefined) return null;
    const yearFirst = length(0) === 4;
    return valid(
      yearFirst ? at(0) : century(at(1), length(1)),
      month,
      yearFirst ? at(1) : at(0),
      seconds,
      offset,
    );
  }
  if (meant.length > 0 || numbers.length !== 3 || length(1) > 2) return null;
  if (length(0) === 4) return valid(at(0), at(1), at(2), seconds, offset);
  if (length(0) > 2 || (length(2) !== 4 && length(2) !== 2)) return null;
  if (order === "ymd") return valid(century(at(0), length(0)), at(1), at(2), seconds, offset);
  const year = century(at(2), length(2));
  return order === "dmy"
    ? valid(year, at(1), at(0), seconds, offset)
    : valid(year, at(0), at(1), seconds, offset);
};

const fromMillis = (millis: number): CalendarTime | null => {
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) return null;
  const seconds = date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds();
  return valid(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), seconds, 0);
};

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;
const number = /^-?\d{1,15}(?:\.\d+)?$/;
/** Serial day 25569 is 1970-01-01; a year of 1900 that leaps is their error, so days before 1900-03-01 are refused. */
const serialOfEpoch = 25_569;
const firstSerial = 61;

/** Reads a date with or without a time, or null. A year that stands first with four digits is read so in every order. */
export const readCalendarTime = (text: string, reading: DateReading = "iso"): CalendarTime | null => {
  if (text.length > longestValue) return null;
  if (reading === "epochSeconds" || reading === "epochMillis") {
    if (!number.test(text)) return null;
    return fromMillis(Number(text) * (reading === "epochSeconds" ? 1000 : 1));
  }
  if (reading === "excel" && number.test(text)) {
    const serial = Number(text);
    if (serial < firstSerial || serial > 2_958_465) return null;
    // To the second: serial days hold a time as a fraction that is rarely exact.
    const found = fromMillis(Math.round((serial - serialOfEpoch) * 86_400) * 1000);
    return found && { ...found, seconds: Number.isInteger(serial) ? null : found.seconds, offset: null };
  }
  const day = isoDay.exec(text);
  if (day) return valid(Number(day[1]), Number(day[2]), Number(day[3]), null, null);
  const order: Order = reading === "dmy" || reading === "mdy" ? reading : "ymd";
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(weekday, "")
    .replace(/(\d{4})年(\d{1,2})月(\d{1,2})[日号]?/, "$1-$2-$3 ")
    .replace(/\s+/g, " ")
    .trim();
  const found = time.exec(plain);
  if (!found || !saysTime(found, plain)) return dateOf(plain, order, null);
  const clock = clockOf(found);
  const date = plain.slice(0, found.index).replace(/[,\s]+$/, "");
  const told = clock && dateOf(date, order, clock);
  // "16.03.18" looks like a time until it is asked for a date before it.
  return told ?? (/\d{1,2}\.\d{2}\.\d{2,4}$/.test(plain) ? dateOf(plain, order, null) : null);
};

const padded = (value: number, length = 2): string => String(value).padStart(length, "0");

export const isoDateOf = ({ year, month, day }: CalendarTime): string =>
  `${padded(year, 4)}-${padded(month)}-${padded(day)}`;

/** Seconds since 1970; where no offset is told, as if in UTC. */
export const instantOf = ({ year, month, day, seconds, offset }: CalendarTime): number =>
  Date.UTC(year, month - 1, day) / 1000 + (seconds ?? 0) - (offset ?? 0);

/** Seconds of the day of a cell that holds a time alone, or a date and a time. 25:30 is 91800. */
export const readClock = (text: string, reading: DateReading = "iso"): number | null => {
  if (text.length > longestValue) return null;
  if (reading === "excel" && /^(?:0?\.\d+|0)$/.test(text)) return Math.round(Number(text) * 86_400);
  if (/^\d{3,4}$/.test(text)) {
    const minute = Number(text.slice(-2));
    const hour = Number(text.slice(0, -2));
    return minute < 60 && hour <= maxHour ? hour * 3600 + minute * 60 : null;
  }
  const plain = text.normalize("NFKC").trim().replace(/\s+/g, " ");
  const found = time.exec(plain);
  if (found && found.index === 0 && saysTime(found, plain)) return clockOf(found)?.seconds ?? null;
  return readCalendarTime(text, reading)?.seconds ?? null;
};

export const dayBefore = (isoDate: string): string =>
  new Date(Date.parse(`${isoDate}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
