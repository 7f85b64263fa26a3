/** Attendance by film, venue and day, whichever way the library came to know it. */
import type { attendanceContract } from "../../../shared/contract/forecasting.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

type Day = [venue: number, film: number, day: number, showings: number, admissions: number];

interface VenueRegion {
  readonly id: number;
  readonly region: string;
}

export const attendanceHandlers = (session: Session): Handlers<typeof attendanceContract> => ({
  attendanceDays: ({ until = "9999-12-31" }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const rows = db
      .prepare(
        `SELECT venue, film, CAST(julianday(date) - 2440587.5 AS INTEGER), sum(showings), sum(admissions) FROM (
           SELECT venue, film, date, showings, admissions FROM attendance_day WHERE date < @until
           UNION ALL
           SELECT c.venue, s.film, s.business_date, 1, s.admissions
           FROM showing s JOIN screen c ON c.id = s.screen WHERE s.business_date < @until)
         GROUP BY venue, film, date ORDER BY date, venue, film`,
      )
      .raw()
      .all({ until }) as Day[];
    const holidaysOf = db
      .prepare(
        "SELECT CAST(julianday(date) - 2440587.5 AS INTEGER) FROM holiday WHERE region = ? ORDER BY date",
      )
      .pluck();
    const column = (at: 0 | 1 | 2 | 3 | 4): Int32Array => Int32Array.from(rows, (row) => row[at]);
    return ok({
      venue: column(0),
      film: column(1),
      day: column(2),
      showings: column(3),
      admissions: column(4),
      holidays: (db.prepare("SELECT id, region FROM venue WHERE region <> ''").all() as VenueRegion[]).map(
        ({ id, region }) => ({ venue: id, days: Int32Array.from(holidaysOf.all(region) as number[]) }),
      ),
    });
  },
});
