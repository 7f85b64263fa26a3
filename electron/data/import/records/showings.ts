/**
 * Showings and days with what they drew. Capacity counts all showings of the row; a capacity that cannot be is unknown
 * rather than a reason to lose the attendance.
 */
import { dayBefore, isoDateOf, readCalendarTime, readClock } from "../cells/dates.ts";
import { readNumber, wholeNumber } from "../cells/numbers.ts";
import { type Cells, type Fields, type Get, keptText, longest, optionalText, remembered } from "./fields.ts";
import { filmReference } from "./film-reference.ts";
import type { Interpret, Note } from "./record.ts";
import { optionalMoney, optionalNumber, optionalShare } from "./values.ts";

const minutesOfADay = 1_440;
/** A showing before five in the morning closes the night before. */
const usualDayStart = 300;
const firstDate = "1895-12-28";

const requiredText = (fields: Fields, name: string): Get<string | null> => {
  const words = fields.words(name);
  return (cells, note) => {
    const text = words(cells);
    if (text !== "") return keptText(text, name, longest.name, note);
    note("missing-required", name, "");
    return null;
  };
};

interface Moment {
  readonly date: string;
  readonly start: number | null;
}

const momentGet = (fields: Fields, today: string, dayStarts: number): Get<Moment | null> => {
  const dateCell = fields.cell("date");
  const { dates } = fields.reading("date");
  const startCell = fields.has("start") ? fields.cell("start") : null;
  const clocks = fields.reading("start").dates ?? dates;
  const day = remembered((text) => readCalendarTime(text, dates));
  const clock = remembered((text) => readClock(text, clocks));
  const startOf = (cells: Cells, note: Note): number | null | "refused" => {
    const text = startCell?.(cells) ?? "";
    if (text === "") return null;
    const seconds = clock(text);
    if (seconds !== null) return Math.floor(seconds / 60);
    note("impossible-time", "start", text.slice(0, 200));
    return "refused";
  };
  return (cells, note) => {
    const text = dateCell(cells);
    if (text === "") {
      note("missing-required", "date", "");
      return null;
    }
    const told = day(text);
    const date = told && isoDateOf(told);
    if (date === null || date < firstDate) {
      note("impossible-date", "date", text.slice(0, 200));
      return null;
    }
    if (date > today) {
      note("future-date", "date", text.slice(0, 200));
      return null;
    }
    const start = startOf(cells, note);
    if (start === "refused") return null;
    if (start !== null && start < dayStarts) return { date: dayBefore(date), start: start + minutesOfADay };
    return { date, start };
  };
};

const admissionsGet = (fields: Fields): Get<number | null> => {
  const cell = fields.cell("admissions");
  const { decimal } = fields.reading("admissions");
  return (cells, note) => {
    const text = cell(cells);
    if (text === "") {
      note("missing-required", "admissions", "");
      return null;
    }
    const number = readNumber(text, decimal);
    const whole = number === null ? null : wholeNumber(number);
    if (whole === null) note("unreadable-number", "admissions", text.slice(0, 200));
    else if (whole < 0) note("negative-admissions", "admissions", text);
    else return whole;
    return null;
  };
};

const partGet = (fields: Fields): Get<string | null> => {
  const part = optionalText(fields, "part", longest.label);
  const price = fields.cell("price");
  if (!fields.has("part")) return () => null;
  // One ticket type at two prices is two parts.
  return (cells, note) => {
    const name = part(cells, note) ?? "";
    return fields.has("price") ? `${name} @ ${price(cells)}` : name;
  };
};

export const showingsInterpreter = (fields: Fields, now: number, dayStarts = usualDayStart): Interpret => {
  const today = new Date((now + 86_400) * 1000).toISOString().slice(0, 10);
  const film = filmReference(fields, now);
  const venue = requiredText(fields, "venue");
  const screen = optionalText(fields, "screen", longest.label);
  const moment = momentGet(fields, today, dayStarts);
  const admissions = admissionsGet(fields);
  const seats = optionalNumber(fields, "capacity");
  const count = optionalNumber(fields, "showings");
  const gross = optionalMoney(fields, "gross");
  const price = optionalMoney(fields, "price");
  const part = partGet(fields);
  const hasGross = fields.has("gross");
  const hasCapacity = fields.has("capacity");

  const occupancy = optionalShare(fields, "occupancy");

  /** Where only the share of seats taken is told, their number follows from it. */
  const seatsFromShare = (cells: Cells, guests: number, note: Note): number | null => {
    const taken = hasCapacity ? null : occupancy(cells, note);
    if (taken === null || taken <= 0) return null;
    if (taken > 1)
      note("occupancy-over-100", "occupancy", `${guests} / ${Number((taken * 100).toFixed(2))} %`);
    return taken > 1 || guests === 0 ? null : Math.max(guests, Math.round(guests / taken));
  };

  const capacityOf = (cells: Cells, guests: number, note: Note): number | null => {
    const told = seats(cells, note);
    if (told === null) return seatsFromShare(cells, guests, note);
    if (told <= 0) note("capacity-not-positive", "capacity", String(told));
    else if (guests > told) note("occupancy-over-100", "capacity", `${guests} / ${told}`);
    // A share of a seat comes from averages.
    else return Math.max(1, Math.round(told));
    return null;
  };
  const showingsOf = (cells: Cells, note: Note): number => {
    const told = count(cells, note);
    if (told === null) return 1;
    if (told >= 1) return Math.round(told);
    note("showings-not-positive", "showings", String(told));
    return 1;
  };

  return (cells, note) => {
    const what = film(cells, note);
    if (what === null) return null;
    const where = venue(cells, note);
    if (where === null) return null;
    const when = moment(cells, note);
    if (when === null) return null;
    const guests = admissions(cells, note);
    if (guests === null) return null;
    const each = hasGross ? null : price(cells, note);
    return {
      kind: "showings",
      film: what.film,
      record: {
        venue: where,
        screen: screen(cells, note),
        film: what.key,
        date: when.date,
        start: when.start,
        showings: showingsOf(cells, note),
        capacity: capacityOf(cells, guests, note),
        admissions: guests,
        gross: hasGross ? gross(cells, note) : each === null ? null : each * guests,
        part: part(cells, note),
      },
    };
  };
};
