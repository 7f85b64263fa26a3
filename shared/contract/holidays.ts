/** Calendars of holidays that demand is learned with: included ones to take over, and everyone's own. */
import { z } from "zod";
import { NoLibrary, NotFound } from "./file-token.ts";
import { Id, IsoDate, Nothing } from "./schemas.ts";

/** Whose holidays: a country as ISO 3166 names it, or a name of one's own. */
const Region = z.string().trim().min(1).max(60);
const Named = { name: z.string().trim().min(1).max(200), nameZh: z.string().trim().max(200).nullable() };
export const Holiday = z.object({ date: IsoDate, ...Named });
export type Holiday = z.infer<typeof Holiday>;

const Edited = z.object({ changeSet: Id.nullable(), holidays: z.number() });

export const holidaysContract = {
  /** Regions of this library or included, with how many holidays of each the library holds and which venues keep them. */
  holidayRegions: {
    in: Nothing,
    out: z.object({
      regions: z.array(
        z.object({ region: z.string(), holidays: z.number(), included: z.boolean(), venues: z.array(Id) }),
      ),
      venues: z.array(z.object({ id: Id, region: z.string() })),
      source: z.string(), // of the included calendars, to be named
    }),
    error: NoLibrary,
  },
  /** Oldest first. */
  listHolidays: {
    in: z.object({ region: Region }),
    out: z.object({ holidays: z.array(Holiday) }),
    error: NoLibrary,
  },
  /** Adds a day, or puts it in the place of `former`. */
  saveHoliday: {
    in: z.object({ region: Region, former: IsoDate.nullable(), holiday: Holiday }),
    out: Edited,
    error: z.discriminatedUnion("type", [
      NoLibrary,
      NotFound,
      z.object({ type: z.literal("HolidayExists"), date: IsoDate, name: z.string() }),
    ]),
  },
  deleteHoliday: {
    in: z.object({ region: Region, date: IsoDate }),
    out: Edited,
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  /** Takes the included calendar over; days that the library has stay as they are. */
  addCalendar: {
    in: z.object({ region: Region }),
    out: Edited,
    error: z.discriminatedUnion("type", [
      NoLibrary,
      z.object({ type: z.literal("NoCalendar"), region: z.string(), known: z.array(z.string()) }),
    ]),
  },
  /** Whose holidays count in venues; '' none. A region of which the library holds none brings its included calendar along. */
  setVenueRegion: {
    in: z.object({ venues: z.array(Id), region: z.union([z.literal(""), Region]) }),
    out: Edited,
    error: NoLibrary,
  },
} as const;
