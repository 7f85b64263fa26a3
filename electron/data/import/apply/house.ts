/** Venues, screens and attendance of a staged import into the library. */
import type { Change } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import type { ResolvedHouse } from "../staging/resolve-house.ts";

/** A house of which a source tells only that it exists; the programmer sets its hours. */
const usual = { opens: 600, lastStart: 1380, closes: 1590, trailers: 15, cleaning: 15, stagger: 5, grid: 15 };

export const applyHouse = async (
  db: Connection,
  { venues, screens, raised, showings }: ResolvedHouse,
  importRun: number,
  breathe: () => Promise<void>,
): Promise<Change[]> => {
  const changes: Change[] = [];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const addVenue = db.prepare(
    `INSERT INTO main.venue (id, name, name_zh, time_zone, region, opens, last_start, closes, trailers, cleaning, stagger,
       grid, import_run)
     VALUES (@id, @name, @nameZh, @timeZone, @region, @opens, @lastStart, @closes, @trailers, @cleaning, @stagger, @grid,
       @importRun)`,
  );
  for (const { id, record } of venues) {
    const { name, nameZh, timeZone, region } = record;
    addVenue.run({ ...usual, id, name, nameZh, timeZone: timeZone ?? zone, region: region ?? "", importRun });
  }
  const addScreen = db.prepare(
    `INSERT INTO main.screen (id, venue, ordinal, name, capacity, capacity_estimated, formats, import_run)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { id, venue, ordinal, name, capacity, estimated, formats } of screens)
    addScreen.run(id, venue, ordinal, name, capacity, estimated ? 1 : 0, JSON.stringify(formats), importRun);
  for (const { screen, from, to } of raised) {
    db.prepare("UPDATE main.screen SET capacity = ? WHERE id = ?").run(to, screen);
    changes.push({
      entity: "screen",
      key: { id: screen },
      before: { capacity: from },
      after: { capacity: to },
    });
  }

  const heldShowing = db.prepare(
    `SELECT id, film, capacity, admissions, gross FROM main.showing
     WHERE screen = ? AND business_date = ? AND start = ?`,
  );
  const addShowing = db.prepare(
    `INSERT INTO main.showing (screen, film, business_date, start, capacity, admissions, gross, import_run)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setShowing = db.prepare(
    "UPDATE main.showing SET film = ?, capacity = ?, admissions = ?, gross = ? WHERE id = ?",
  );
  const heldDay = db.prepare(
    `SELECT showings, capacity, admissions, gross FROM main.attendance_day WHERE venue = ? AND film = ? AND date = ?`,
  );
  const addDay = db.prepare(
    `INSERT INTO main.attendance_day (venue, film, date, showings, capacity, admissions, gross, import_run)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const setDay = db.prepare(
    `UPDATE main.attendance_day SET showings = ?, capacity = ?, admissions = ?, gross = ?
     WHERE venue = ? AND film = ? AND date = ?`,
  );
  type Held = {
    id?: number;
    film?: number;
    showings?: number;
    capacity: number | null;
    admissions: number;
    gross: number | null;
  };
  const differs = (a: object, b: object): boolean =>
    Object.entries(b).some(([name, value]) => (a as Record<string, unknown>)[name] !== value);
  let n = 0;
  db.unsafeMode(true); // showings are read from the scratch while rows of other tables are written
  try {
    for (const whole of showings()) {
      if (++n % 20_000 === 0) await breathe();
      if (whole.taken) continue;
      const { venue, screen, film, date, start, showings: count, capacity, admissions, gross } = whole;
      if (screen === null) {
        const held = heldDay.get(venue, film, date) as Held | undefined;
        const after = { showings: count, capacity, admissions, gross };
        if (!held) addDay.run(venue, film, date, count, capacity, admissions, gross, importRun);
        else if (differs(held, after)) {
          setDay.run(count, capacity, admissions, gross, venue, film, date);
          const before = {
            showings: held.showings as number,
            capacity: held.capacity,
            admissions: held.admissions,
            gross: held.gross,
          };
          changes.push({ entity: "attendance_day", key: { venue, film, date }, before, after });
        }
        continue;
      }
      const held = heldShowing.get(screen, date, start) as Held | undefined;
      const after = { film, capacity, admissions, gross };
      if (!held) addShowing.run(screen, film, date, start, capacity, admissions, gross, importRun);
      else if (differs(held, after)) {
        setShowing.run(film, capacity, admissions, gross, held.id);
        const before = {
          film: held.film as number,
          capacity: held.capacity,
          admissions: held.admissions,
          gross: held.gross,
        };
        changes.push({ entity: "showing", key: { id: held.id as number }, before, after });
      }
    }
  } finally {
    db.unsafeMode(false);
  }
  return changes;
};
