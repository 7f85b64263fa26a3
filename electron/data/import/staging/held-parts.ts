/** A fixed row may be one part of a showing that the library has: what it holds is one more part of the whole then. */
import type { Connection } from "../../store/library.ts";
import type { VenueRecord } from "../records/record.ts";

/** No source names a part so. */
export const heldPart = "\u0001held";

interface Place {
  readonly venue: string;
  readonly screen: string;
  readonly date: string;
  readonly start: number;
  readonly film: number;
  readonly file: number;
  readonly line: number;
}
interface Held {
  readonly showings: number;
  readonly capacity: number | null;
  readonly admissions: number;
  readonly gross: number | null;
}

export const addHeldParts = (
  db: Connection,
  venues: ReadonlyMap<string, VenueRecord>,
  filmIds: Int32Array,
): void => {
  const places = db
    .prepare(
      `SELECT venue, screen, date, start, film, min(file) AS file, min(line) AS line FROM staging.showing
       WHERE part <> '' GROUP BY venue, screen, date, start, film`,
    )
    .all() as Place[];
  const ofVenue = "SELECT id FROM main.venue WHERE name = @venue OR name_zh = @venue";
  const day = db.prepare(
    `SELECT showings, capacity, admissions, gross FROM main.attendance_day
     WHERE venue = (${ofVenue}) AND film = @film AND date = @date`,
  );
  const showing = db.prepare(
    `SELECT 1 AS showings, s.capacity, s.admissions, s.gross FROM main.showing AS s JOIN main.screen AS r ON r.id = s.screen
     WHERE r.venue = (${ofVenue}) AND (@screen = '' OR r.name = @screen) AND s.film = @film
       AND s.business_date = @date AND s.start = @start`,
  );
  const add = db.prepare(
    `INSERT INTO staging.showing (venue, screen, date, start, film, part, showings, capacity, admissions, gross, file, line)
     VALUES (@venue, @screen, @date, @start, @film, @part, @showings, @capacity, @admissions, @gross, @file, @line)`,
  );
  for (const place of places) {
    const told = { ...place, venue: venues.get(place.venue)?.name, film: filmIds[place.film] };
    const held = (place.start < 0 ? day : showing).get(told) as Held | undefined;
    if (held) add.run({ ...place, ...held, part: heldPart });
  }
};
