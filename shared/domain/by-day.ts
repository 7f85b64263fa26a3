/** Showings day by day. */
import type { IsoDate, ScheduledShowing } from "./slate.ts";

export type ByDay = ReadonlyMap<IsoDate, readonly ScheduledShowing[]>;

const same = (a: readonly ScheduledShowing[] | undefined, b: readonly ScheduledShowing[]): boolean =>
  a?.length === b.length && b.every((showing, at) => showing === a[at]);

/** A day whose showings are those of `before` stays the same array. */
export const byDay = (showings: readonly ScheduledShowing[], before: ByDay = new Map()): ByDay => {
  const days = new Map<IsoDate, ScheduledShowing[]>();
  for (const showing of showings) {
    const day = days.get(showing.date);
    if (day) day.push(showing);
    else days.set(showing.date, [showing]);
  }
  return new Map(
    [...days].map(([date, now]) => {
      const known = before.get(date);
      return [date, known && same(known, now) ? known : now];
    }),
  );
};

/** Groups again and again; days that no edit touched stay the same arrays. */
export const keepByDay = (): ((showings: readonly ScheduledShowing[]) => ByDay) => {
  let last: ByDay = new Map();
  return (showings) => {
    last = byDay(showings, last);
    return last;
  };
};
