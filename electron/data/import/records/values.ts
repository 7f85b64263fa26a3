/** Readers of fields that several kinds have: times, dates, amounts. */

import { instantOf, isoDateOf, readCalendarTime } from "../cells/dates.ts";
import { readShare } from "../cells/durations.ts";
import { readNumber, wholeNumber } from "../cells/numbers.ts";
import { type Fields, type Get, optional, remembered } from "./fields.ts";

const secondsOfADay = 86_400;

/** Seconds since 1970, up to tomorrow: clocks differ, the future does not rate. 0 where no column tells; null: refused. */
export const pastInstant = (fields: Fields, name: string, now: number): Get<number | null> => {
  if (!fields.has(name)) return () => 0;
  const cell = fields.cell(name);
  const { dates } = fields.reading(name);
  const calendar = remembered((text) => {
    const told = readCalendarTime(text, dates);
    return told ? instantOf(told) : 0;
  });
  const read = (text: string): number => {
    if (dates === "epochSeconds") return /^\d{1,12}$/.test(text) ? Number(text) : 0;
    return calendar(text);
  };
  return (cells, note) => {
    const text = cell(cells);
    const at = Math.floor(read(text));
    if (at >= 1 && at <= now + secondsOfADay) return at;
    note("impossible-time", name, text.slice(0, 200));
    return null;
  };
};

export const optionalDate = (fields: Fields, name: string): Get<string | null> => {
  const { dates } = fields.reading(name);
  return optional(
    fields,
    name,
    (text) => {
      const told = readCalendarTime(text, dates);
      return told && isoDateOf(told);
    },
    "unreadable-date",
  );
};

const firstYear = 1870;
const yearsAhead = 20;

/** A year, or the year of a date. */
export const optionalYear = (fields: Fields, name: string, now: number): Get<number | null> => {
  const { dates } = fields.reading(name);
  const last = new Date(now * 1000).getUTCFullYear() + yearsAhead;
  return optional(
    fields,
    name,
    (text) => {
      const bare = /^(\d{4})(?:\.0)?(?:年|\s*[-–].*)?$/.exec(text)?.[1];
      const year = bare ? Number(bare) : (readCalendarTime(text, dates)?.year ?? 0);
      return year >= firstYear && year <= last ? year : null;
    },
    "impossible-year",
  );
};

export const optionalNumber = (fields: Fields, name: string): Get<number | null> => {
  const { decimal } = fields.reading(name);
  return optional(fields, name, (text) => readNumber(text, decimal));
};

export const optionalCount = (fields: Fields, name: string): Get<number | null> => {
  const { decimal } = fields.reading(name);
  return optional(fields, name, (text) => {
    const value = readNumber(text, decimal);
    const whole = value === null ? null : wholeNumber(value);
    return whole !== null && whole >= 0 ? whole : null;
  });
};

export const optionalShare = (fields: Fields, name: string): Get<number | null> => {
  const { unit, decimal } = fields.reading(name);
  return optional(fields, name, (text) => readShare(text, unit, decimal));
};

/** Money is never less than nothing here: refunds are not what a film took. */
export const optionalMoney = (fields: Fields, name: string): Get<number | null> => {
  const number = optionalNumber(fields, name);
  return (cells, note) => {
    const value = number(cells, note);
    if (value === null || value >= 0) return value;
    note("negative-money", name, String(value));
    return null;
  };
};
