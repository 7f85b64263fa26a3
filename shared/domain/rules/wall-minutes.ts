/** What the clock on the wall shows, in minutes after the business day's midnight, when a showing has gone on for a while. */
import { Temporal } from "temporal-polyfill";
import type { IsoDate, Minutes } from "../slate.ts";
import { startInstant } from "../venue-time.ts";

const changing = new Map<string, boolean>();
/** Whether the zone's clocks change between the day's midnight and the one after next. */
const changes = (timeZone: string, date: IsoDate): boolean => {
  const key = `${timeZone} ${date}`;
  let known = changing.get(key);
  if (known === undefined) {
    const midnight = Temporal.PlainDate.from(date).toZonedDateTime(timeZone);
    known = midnight.offsetNanoseconds !== midnight.add({ days: 2 }).offsetNanoseconds;
    changing.set(key, known);
  }
  return known;
};

const times = new Map<string, Minutes>();
const mostKept = 50_000;

export const wallMinutes = (timeZone: string, date: IsoDate, start: Minutes, elapsed: Minutes): Minutes => {
  if (!changes(timeZone, date)) return start + elapsed;
  const key = `${timeZone} ${date} ${start} ${elapsed}`;
  const known = times.get(key);
  if (known !== undefined) return known;
  const at = startInstant(date, start, timeZone).add({ minutes: elapsed });
  const days = Temporal.PlainDate.from(date).until(at.toPlainDate(), { largestUnit: "days" }).days;
  const minutes = days * 1440 + at.hour * 60 + at.minute;
  if (times.size > mostKept) times.clear();
  times.set(key, minutes);
  return minutes;
};
