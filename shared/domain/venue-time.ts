/**
 * From minutes of a business day to instants. A start is what the clock on the venue's wall shows; what follows it
 * (feature, end, clear) runs in elapsed time, so a film shown through a clock change still lasts its runtime.
 * A start that the spring change skips moves on by the gap (02:30 -> 03:30); one that the autumn change repeats is its
 * first pass, as RFC 5545 has it.
 */
import { Temporal } from "temporal-polyfill";
import type { IsoDate, Minutes, ShowingTimes } from "./slate.ts";

const minutesPerDay = 24 * 60;

/** `start` may be negative or pass 1440: the day before, or the night that belongs to `date`. Throws on an unknown time zone. */
export const startInstant = (date: IsoDate, start: Minutes, timeZone: string): Temporal.ZonedDateTime => {
  const days = Math.floor(start / minutesPerDay);
  const minute = start - days * minutesPerDay;
  return Temporal.PlainDate.from(date)
    .add({ days })
    .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .toZonedDateTime(timeZone, { disambiguation: "compatible" });
};

export type ShowingInstants = { readonly [Mark in keyof ShowingTimes]: Temporal.ZonedDateTime };

export const showingInstants = (date: IsoDate, times: ShowingTimes, timeZone: string): ShowingInstants => {
  const start = startInstant(date, times.start, timeZone);
  const after = (mark: Minutes): Temporal.ZonedDateTime => start.add({ minutes: mark - times.start });
  return { start, feature: after(times.feature), end: after(times.end), clear: after(times.clear) };
};

/** "2026-11-24T01:30:00+01:00": the offset tells the two passes of a repeated hour apart. */
export const localIso = (at: Temporal.ZonedDateTime): string =>
  at.toString({ timeZoneName: "never", smallestUnit: "second" });

/** "2026-11-24T00:30:00Z" */
export const utcIso = (at: Temporal.ZonedDateTime): string =>
  at.toInstant().toString({ smallestUnit: "second" });

/** "25:30" for 1530: the house's way to write the night that belongs to the day. */
export const houseClock = (minutes: Minutes): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** "01:30" for 1530: what the clock on the wall shows. */
export const wallClock = (minutes: Minutes): string =>
  houseClock(((minutes % minutesPerDay) + minutesPerDay) % minutesPerDay);

/** Seconds that the clock of a zone is ahead of UTC at an instant in seconds since 1970. */
export const offsetAt = (at: number, timeZone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(1000 * at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e9;
