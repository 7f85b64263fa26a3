/** Attendance of films by venue and day: the evidence, its forecast, and how well it would have forecast the past. */
import { z } from "zod";
import type { AttendanceDays } from "../domain/attendance.ts";
import { NoLibrary } from "./file-token.ts";
import { Id, IsoDate, made } from "./schemas.ts";

const Int32 = z.custom<Int32Array>((value) => value instanceof Int32Array);
export const AttendanceColumns = z.object({
  venue: Int32,
  film: Int32,
  day: Int32,
  showings: Int32,
  admissions: Int32,
  holidays: z.array(z.object({ venue: Id, days: Int32 })).readonly(),
});

const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const Missed = z.object({ wape: z.number(), mae: z.number() });
const DayBackTest = z.object({
  cells: z.number().int(), // film x venue x day that also played seven days before (`horizon` above seven: as many weeks)
  wape: z.number(), // sum |error| / sum admissions
  mae: z.number(),
  naive: Missed, // same weekday, the week before
  comparables: Missed, // the same, going on as films did at that week of their run
  coverage: z.object({ "80": z.number() }), // share of cells inside their interval
  stretches: list(
    z.object({
      from: IsoDate,
      cells: z.number().int(),
      wape: z.number(),
      naive: z.number(),
      comparables: z.number(),
      coverage: z.number(),
      seen: z.number(),
      expected: z.number(),
    }),
  ),
});
export type DayBackTest = z.infer<typeof DayBackTest>;

const Forecast = {
  date: IsoDate,
  expected: z.number(),
  low: z.number(), // of its 80 % interval
  high: z.number(),
  naive: z.number(), // what it drew on that weekday of the last week known
};
const DayOutlook = z.object({
  from: IsoDate,
  /** Every film in every venue on every day that it played a week before. */
  cells: list(z.object({ film: Id, venue: Id, ...Forecast })),
  /** The same added up over the venues asked for, with intervals of their own. */
  films: list(z.object({ film: Id, ...Forecast })),
  days: list(z.object(Forecast)),
  /** Films that take audience from each other next week, where a venue's showings are known: `times` is what `other` leaves of it. */
  rivals: list(z.object({ venue: Id, film: Id, other: Id, times: z.number() })),
});
export type DayOutlook = z.infer<typeof DayOutlook>;

/** `from`: the first day that can be forecast. */
const TooLittleHistory = z.object({ type: z.literal("TooLittleHistory"), from: IsoDate });

const Origins = z.object({ origin: z.number().int(), origins: z.number().int() });

/** Of the data service. */
export const attendanceContract = {
  /** Every venue's, showings with clock times added up by day. `until`: days before it alone. */
  attendanceDays: {
    in: z.object({ until: IsoDate.optional() }),
    out: made<AttendanceDays>(),
    error: NoLibrary,
  },
} as const;

/** Of the scheduling worker; `week`: the problem of a venue's week. */
export const forecastingContract = <W extends z.ZodType>(week: W) =>
  ({
    backTestDays: {
      in: z.object({
        days: AttendanceColumns,
        from: IsoDate,
        to: IsoDate,
        horizon: z.number().int().min(1).max(28),
        showingsKnown: z.boolean(),
        venue: Id.optional(), // judged; absent: all
      }),
      progress: Origins,
      out: DayBackTest,
      error: TooLittleHistory,
    },
    /**
     * The `horizon` days after the last one known, the programme going on as the week before. `weeks`: of venues whose showings are
     * known until the outlook starts: figures are reconciled with what those say.
     */
    forecastDays: {
      in: z.object({
        days: AttendanceColumns,
        horizon: z.number().int().min(1).max(28),
        venue: Id.optional(),
        weeks: list(week).optional(),
      }),
      progress: Origins,
      out: DayOutlook,
      error: TooLittleHistory,
    },
  }) as const;
