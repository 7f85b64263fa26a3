/** Holidays as the page asks for them; every change is an edit that Undo takes back. */
import included from "../../../assets/holidays.json" with { type: "json" };
import type { Holiday, holidaysContract } from "../../../shared/contract/holidays.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

const calendars: Readonly<Record<string, readonly (readonly string[])[]>> = included.calendars;

interface Row {
  readonly name: string;
  readonly name_zh: string | null;
}

const stored = (db: Connection, region: string, date: string): Row | undefined =>
  db.prepare("SELECT name, name_zh FROM holiday WHERE region = ? AND date = ?").get(region, date) as
    | Row
    | undefined;

const added = (region: string, { date, name, nameZh }: Holiday): Change => ({
  entity: "holiday",
  key: { region, date },
  before: null,
  after: { name, name_zh: nameZh },
});
const removed = (region: string, date: string, { name, name_zh }: Row): Change => ({
  entity: "holiday",
  key: { region, date },
  before: { name, name_zh },
  after: null,
});

/** What the library lacks of an included calendar. */
const lacking = (db: Connection, region: string): Change[] =>
  (calendars[region] ?? []).flatMap(([date = "", name = "", nameZh = ""]) =>
    stored(db, region, date) ? [] : [added(region, { date, name, nameZh })],
  );

const edit = (db: Connection, region: string, changes: readonly Change[]) => {
  const label = editLabel("holidays", [region], changes.length);
  return ok({ changeSet: make(db, { kind: "edit", label }, changes), holidays: changes.length });
};

export const holidayHandlers = (session: Session): Handlers<typeof holidaysContract> => ({
  holidayRegions: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const held = new Map(
      db.prepare("SELECT region, count(*) FROM holiday GROUP BY region").raw().all() as [string, number][],
    );
    const venues = db.prepare("SELECT id, region FROM venue ORDER BY name").all() as {
      id: number;
      region: string;
    }[];
    const kept = venues.map(({ region }) => region).filter((region) => region !== "");
    const regions = [...new Set([...Object.keys(calendars), ...held.keys(), ...kept])].sort();
    return ok({
      regions: regions.map((region) => ({
        region,
        holidays: held.get(region) ?? 0,
        included: region in calendars,
        venues: venues.flatMap((venue) => (venue.region === region ? [venue.id] : [])),
      })),
      venues,
      source: included.source,
    });
  },
  listHolidays: ({ region }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const holidays = library.value.db
      .prepare("SELECT date, name, name_zh AS nameZh FROM holiday WHERE region = ? ORDER BY date")
      .all(region) as Holiday[];
    return ok({ holidays });
  },
  saveHoliday: ({ region, former, holiday }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const there = stored(db, region, holiday.date);
    if (there && former !== holiday.date)
      return err({ type: "HolidayExists", date: holiday.date, name: there.name });
    const replaced = former === null ? undefined : stored(db, region, former);
    if (former !== null && !replaced) return err({ type: "NotFound" });
    return edit(db, region, [
      ...(former !== null && replaced ? [removed(region, former, replaced)] : []),
      added(region, holiday),
    ]);
  },
  deleteHoliday: ({ region, date }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = stored(library.value.db, region, date);
    return row ? edit(library.value.db, region, [removed(region, date, row)]) : err({ type: "NotFound" });
  },
  addCalendar: ({ region }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    if (!(region in calendars)) return err({ type: "NoCalendar", region, known: Object.keys(calendars) });
    return edit(library.value.db, region, lacking(library.value.db, region));
  },
  setVenueRegion: ({ venues, region }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const regionOf = db.prepare("SELECT region FROM venue WHERE id = ?").pluck();
    const changes = venues.flatMap((id): Change[] => {
      const before = regionOf.get(id) as string | undefined;
      return before === undefined || before === region
        ? []
        : [{ entity: "venue", key: { id }, before: { region: before }, after: { region } }];
    });
    if (changes.length === 0) return ok({ changeSet: null, holidays: 0 });
    const holds = db.prepare("SELECT 1 FROM holiday WHERE region = ?").get(region) !== undefined;
    const calendar = holds ? [] : lacking(db, region);
    const label = editLabel("holidays", ["region"], changes.length);
    return ok({
      changeSet: make(db, { kind: "edit", label }, [...calendar, ...changes]),
      holidays: calendar.length,
    });
  },
});
