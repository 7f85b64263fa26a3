/** Venues, screens and showings of a source: ids, parts of one showing summed, rooms given to those that name none. */
import type { Connection } from "../../store/library.ts";
import { wholeShowing } from "../records/combine.ts";
import type { ScreenRecord, ShowingRecord, VenueRecord } from "../records/record.ts";
import type { Gathering } from "./gathering.ts";
import { heldPart } from "./held-parts.ts";

export interface NewVenue {
  readonly id: number;
  readonly record: VenueRecord;
}
export interface NewScreen {
  readonly id: number;
  readonly venue: number;
  readonly ordinal: number;
  readonly name: string;
  readonly capacity: number;
  readonly estimated: boolean;
  readonly formats: readonly string[];
}
export interface ResolvedShowing {
  readonly venue: number;
  /** Null: a film's day in a venue. */
  readonly screen: number | null;
  readonly film: number;
  readonly date: string;
  readonly start: number;
  readonly showings: number;
  readonly capacity: number | null;
  readonly admissions: number;
  readonly gross: number | null;
  readonly rows: number;
  readonly file: number;
  readonly line: number;
  readonly overfull: string | null;
  /** Another film plays in the room at that time. */
  readonly taken: boolean;
}
export interface ResolvedHouse {
  readonly venues: readonly NewVenue[];
  readonly screens: readonly NewScreen[];
  readonly venueIds: ReadonlyMap<string, number>;
  /** Estimated capacities that the source shows to be too small. */
  readonly raised: readonly { readonly screen: number; readonly from: number; readonly to: number }[];
  /** Read from the scratch, the same each time. */
  readonly showings: () => Generator<ResolvedShowing>;
}

type StagedPart = Omit<ShowingRecord, "film" | "start" | "screen"> & {
  film: number;
  start: number;
  screen: string;
  file: number;
  line: number;
};

/** A room that its source does not name. */
const namelessRoom = (n: number): string => `Screen ${n}`;

const venuesOf = (db: Connection, { venues }: Gathering) => {
  const known = db.prepare("SELECT id FROM main.venue WHERE name = ? OR name_zh = ?").pluck();
  let largest = (db.prepare("SELECT max(id) FROM main.venue").pluck().get() as number | null) ?? 0;
  const venueIds = new Map<string, number>();
  const byName = new Map<string, number>();
  const fresh: NewVenue[] = [];
  for (const [key, record] of venues) {
    const found = (known.get(record.name, record.name) as number | undefined) ?? byName.get(record.name);
    const id = found ?? ++largest;
    if (found === undefined) fresh.push({ id, record });
    byName.set(record.name, id);
    venueIds.set(key, id);
  }
  return { venueIds, fresh };
};

/** Parts of one showing lie side by side. */
const orderedParts = `
  SELECT venue, screen, date, start, film, part, showings, capacity, admissions, gross, file, line
  FROM staging.showing ORDER BY venue, screen, date, start, film, part`;

interface Whole extends ReturnType<typeof wholeShowing> {
  readonly part: StagedPart;
  readonly rows: number;
}

function* wholeShowings(db: Connection): Generator<Whole> {
  let parts: StagedPart[] = [];
  const whole = (): Whole => {
    const [first, ...rest] = parts.map(
      (part): ShowingRecord => ({ ...part, film: "", start: part.start < 0 ? null : part.start }),
    );
    return {
      ...wholeShowing([first as ShowingRecord, ...rest]),
      part: parts[0] as StagedPart,
      rows: parts.filter(({ part }) => part !== heldPart).length,
    };
  };
  for (const part of db.prepare(orderedParts).iterate() as IterableIterator<StagedPart>) {
    const [first] = parts;
    const same =
      first &&
      first.venue === part.venue &&
      first.screen === part.screen &&
      first.date === part.date &&
      first.start === part.start &&
      first.film === part.film;
    if (first && !same) {
      yield whole();
      parts = [];
    }
    parts.push(part);
  }
  if (parts.length > 0) yield whole();
}

/** The room of each showing with a clock time; further films at the same time in a nameless room get rooms of their own. */
const roomNamer = () => {
  let place = "";
  let films = 0;
  return ({ venue, screen, date, start }: StagedPart): string => {
    if (screen !== "") return screen;
    const here = `${venue}\0${date}\0${start}`;
    films = here === place ? films + 1 : 1;
    place = here;
    return namelessRoom(films);
  };
};

export const resolveHouse = (db: Connection, gathering: Gathering, filmIds: Int32Array): ResolvedHouse => {
  const { venueIds, fresh } = venuesOf(db, gathering);
  const rooms = new Map<string, { capacity: number; guests: number; record: ScreenRecord | null }>();
  const room = (venue: string, name: string) => {
    const key = `${venue}\0${name}`;
    const known = rooms.get(key) ?? { capacity: 0, guests: 0, record: gathering.screens.get(key) ?? null };
    rooms.set(key, known);
    return known;
  };
  for (const { venue, name } of gathering.screens.values()) room(venue, name);
  const nameOf = roomNamer();
  for (const { showing, part } of wholeShowings(db)) {
    if (part.start < 0) continue;
    const seen = room(part.venue, nameOf(part));
    seen.capacity = Math.max(seen.capacity, showing.capacity ?? 0);
    seen.guests = Math.max(seen.guests, showing.admissions);
  }

  const stored = db.prepare(
    "SELECT id, capacity, capacity_estimated AS estimated FROM main.screen WHERE venue = ? AND name = ?",
  );
  const ordinals = db.prepare("SELECT coalesce(max(ordinal), 0) FROM main.screen WHERE venue = ?").pluck();
  let largest = (db.prepare("SELECT max(id) FROM main.screen").pluck().get() as number | null) ?? 0;
  const screenIds = new Map<string, number>();
  const lastOrdinal = new Map<number, number>();
  const screens: NewScreen[] = [];
  const raised: { screen: number; from: number; to: number }[] = [];
  for (const [key, { capacity, guests, record }] of [...rooms].toSorted(([a], [b]) =>
    a.localeCompare(b, "en", { numeric: true }),
  )) {
    const [venueKey = "", name = ""] = key.split("\0");
    const venue = venueIds.get(venueKey) as number;
    const told = record?.capacity ?? (capacity > 0 ? capacity : null);
    const found = stored.get(venue, name) as { id: number; capacity: number; estimated: number } | undefined;
    if (found) {
      screenIds.set(key, found.id);
      const needed = told ?? guests;
      if (found.estimated && needed > found.capacity)
        raised.push({ screen: found.id, from: found.capacity, to: needed });
      continue;
    }
    const ordinal = (lastOrdinal.get(venue) ?? (ordinals.get(venue) as number)) + 1;
    lastOrdinal.set(venue, ordinal);
    const id = ++largest;
    screenIds.set(key, id);
    screens.push({
      id,
      venue,
      ordinal,
      name,
      capacity: told ?? Math.max(1, guests),
      estimated: told === null,
      formats: record?.formats ?? [],
    });
  }

  function* showings(): Generator<ResolvedShowing> {
    const name = roomNamer();
    let before: { venue: string; screen: string; date: string; start: number } | null = null;
    for (const { showing, overfull, part, rows } of wholeShowings(db)) {
      const { venue, screen, date, start } = part;
      const taken =
        start >= 0 &&
        screen !== "" &&
        before?.venue === venue &&
        before.screen === screen &&
        before.date === date &&
        before.start === start;
      before = { venue, screen, date, start };
      yield {
        venue: venueIds.get(venue) as number,
        screen: start < 0 ? null : (screenIds.get(`${venue}\0${name(part)}`) as number),
        film: filmIds[part.film] as number,
        date,
        start,
        showings: showing.showings,
        capacity: showing.capacity,
        admissions: showing.admissions,
        gross: showing.gross,
        rows,
        file: part.file,
        line: part.line,
        overfull,
        taken,
      };
    }
  }
  return { venues: fresh, screens, venueIds, raised, showings };
};
