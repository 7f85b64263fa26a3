/** A source read in full and compared with the library, before anything of it is stored. */
import type { ImportFailure, ImportProgress, StagedImport } from "../../../../shared/contract/import.ts";
import type { TableMapping } from "../../../../shared/contract/import-mapping.ts";
import type { ImportRule } from "../../../../shared/domain/import-rules.ts";
import type { RatingScale } from "../../../../shared/domain/interactions.ts";
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";
import { err, ok, type Result } from "../../../../shared/domain/result.ts";
import { breathe } from "../../breathe.ts";
import type { IdentifierKey } from "../../privacy/identifiers.ts";
import { memberHasher } from "../../privacy/member-hash.ts";
import { type Connection, type Library, openWriter } from "../../store/library.ts";
import type { LayoutTable } from "../layouts/layout.ts";
import { libraryScale, scaleHolds } from "../rating-scale.ts";
import { usualScale } from "../records/interactions.ts";
import type { Table } from "../tables/table.ts";
import { interactionComparer, rowChanged, rowNew } from "./compare-interactions.ts";
import { type ChangeExamples, changeExamples, filmExamples, keptExamples } from "./examples.ts";
import { driveLane, laneOf } from "./fast-lane.ts";
import { Gathering } from "./gathering.ts";
import { addHeldParts } from "./held-parts.ts";
import { InteractionRuns } from "./interaction-runs.ts";
import { knownTo, membersOf, newToLibrary } from "./known.ts";
import { readingReporter, rowsReporter } from "./progress.ts";
import { type ResolvedFilm, resolveFilms } from "./resolve-films.ts";
import { type ResolvedHouse, resolveHouse } from "./resolve-house.ts";
import { type FreshIdentifier, resolveIdentifiers } from "./resolve-identifiers.ts";
import { type ResolvedMembers, resolveMembers } from "./resolve-members.ts";
import { openScratch, type Scratch } from "./scratch.ts";

export interface MappedTable {
  readonly table: Table | LayoutTable;
  readonly mapping: TableMapping;
}
export interface StagingInput {
  readonly name: string;
  readonly format: string;
  readonly system: string;
  /** In the order they must be read: films and members before what refers to them. */
  readonly tables: readonly MappedTable[];
  /** Seals what is mapped to identifiers; without it they are left out. */
  readonly identifiers: IdentifierKey | null;
  /** The bytes of a picture that a table names. */
  readonly image: (file: string, name: string) => Promise<Uint8Array | null>;
  /** Rows of an earlier import's quarantine, not a source. */
  readonly fixes?: Fixes;
}
export interface Fixes {
  readonly of: number;
  /** Kinds that the import's source told of. */
  readonly kinds: ReadonlySet<RecordKind>;
  /** By the line they are given: their id. */
  readonly rows: ReadonlyMap<number, FixedRow>;
}
export interface FixedRow {
  readonly id: number;
  readonly importRun: number;
  readonly file: string;
  readonly line: number;
  readonly kind: RecordKind;
  /** By which it was refused. */
  readonly rule: ImportRule;
  /** As they are to be read now, with keys as they were typed. */
  readonly cells: Readonly<Record<string, string>>;
}
export interface StagingOptions {
  readonly progress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
  /** Interactions held in memory before they are spilled to disk. */
  readonly runRows?: number | undefined;
}

export interface Staged {
  readonly id: string;
  readonly input: StagingInput;
  readonly db: Connection;
  readonly scratch: Scratch;
  readonly gathering: Gathering;
  readonly runs: InteractionRuns;
  readonly films: readonly ResolvedFilm[];
  readonly filmIds: Int32Array;
  readonly members: ResolvedMembers;
  readonly identifiers: readonly FreshIdentifier[];
  readonly house: ResolvedHouse;
  readonly scale: RatingScale | null;
  readonly counts: StagedImport;
  readonly startedAt: number; // seconds since 1970
  readonly elapsed: () => number; // seconds
  /** What the library was when it was compared. */
  readonly libraryState: string;
  close(): void;
}

/** Rows checked and staged between two looks at the signal. */
const batchRows = 4_000;

/** Moves on with every import, rollback and edit. */
export const stateOfLibrary = (db: Connection): string =>
  db
    .prepare(
      `SELECT (SELECT coalesce(max(id), 0) || '.' || total(rolled_back_at) FROM import_run) || ':' ||
              (SELECT coalesce(max(id), 0) || '.' || total(undone_at) FROM change_set) || ':' ||
              (SELECT value FROM setting WHERE name = 'interaction_revision') || ':' ||
              (SELECT count(*) FROM forgotten_member)`,
    )
    .pluck()
    .get() as string;

const scaleOf = (tables: readonly MappedTable[]): RatingScale | null => {
  const rated = tables.find(({ mapping }) => mapping.kind === "interactions" && mapping.fields.rating);
  return rated ? (rated.mapping.fields.rating?.as?.scale ?? usualScale) : null;
};

const readAll = async (
  { tables }: StagingInput,
  gathering: Gathering,
  scratch: Scratch,
  now: number,
  { progress, signal }: StagingOptions,
): Promise<void> => {
  const report = readingReporter(
    tables.map(({ table }) => table),
    progress,
  );
  let rows = 0;
  let bytesBefore = 0;
  const pause = async (file: string, bytes: number): Promise<void> => {
    report(file, rows, bytes);
    scratch.commit();
    await breathe();
    signal.throwIfAborted();
    scratch.begin();
  };
  scratch.begin();
  try {
    for (const { table, mapping } of tables) {
      report(table.name, rows, bytesBefore);
      const take = gathering.table(table, mapping);
      const lane = "form" in table ? laneOf(table as Table, mapping, now) : null;
      const file = "file" in table ? (table as Table).file : undefined;
      if (lane && file) {
        const fileIndex = gathering.files.length - 1;
        let taken = 0;
        const sink = {
          rating: (member: number, film: number, at: number, value: number, line: number): boolean => {
            if (!gathering.rating(member, film, at, value, fileIndex, line)) return false;
            taken++;
            return true;
          },
          rows: take,
        };
        const before = rows;
        for await (const driven of driveLane(lane, file, sink)) {
          rows = before + driven.rows;
          await pause(table.name, bytesBefore + driven.bytesRead);
        }
        gathering.tookRatings(table.name, taken);
      } else
        for await (const batch of table.rows(signal))
          for (let start = 0; start < Math.max(1, batch.rows.length); start += batchRows) {
            const some = batch.rows.slice(start, start + batchRows);
            take(some);
            rows += some.length;
            await pause(table.name, bytesBefore + batch.bytesRead);
          }
      bytesBefore += table.bytes;
    }
  } finally {
    scratch.commit();
  }
};

interface Tally {
  added: number;
  changed: number;
  same: number;
  kept: number;
}
const tallies = () => {
  const byKind = new Map<RecordKind, Tally>();
  return {
    byKind,
    of: (kind: RecordKind): Tally => {
      const known = byKind.get(kind) ?? { added: 0, changed: 0, same: 0, kept: 0 };
      byKind.set(kind, known);
      return known;
    },
  };
};

/** Reads `input` into a staging area of its own. The caller closes what it gets; on a failure nothing is left. */
export const stage = async (
  library: Library,
  id: string,
  input: StagingInput,
  options: StagingOptions,
): Promise<Result<Staged, ImportFailure>> => {
  const started = performance.now();
  const startedAt = Math.floor(Date.now() / 1000);
  const { signal, progress } = options;
  const db = openWriter(library);
  const runs = new InteractionRuns(options.runRows);
  const close = (): void => {
    if (db.open) db.close();
    runs.close();
  };
  try {
    const scale = scaleOf(input.tables);
    const held = libraryScale(db);
    if (scale && held && !scaleHolds(held, scale) && !scaleHolds(scale, held)) {
      close();
      return err({ type: "IncompatibleScale", library: held, source: scale });
    }
    const scratch = openScratch(db);
    const hashOf = memberHasher(db, input.system);
    const knownFilms = new Set(
      db.prepare("SELECT key FROM film_key WHERE source = ?").pluck().all(input.system) as string[],
    );
    const kinds = input.fixes?.kinds ?? new Set(input.tables.map(({ mapping }) => mapping.kind));
    const gathering = new Gathering({
      runs,
      scratch,
      knownFilms,
      filmsAreListed: kinds.has("films") || knownFilms.size > 0,
      membersAreListed: kinds.has("members"),
      ...(input.fixes ? knownTo(db, input.system, input.fixes.of) : newToLibrary),
      ...membersOf(db, input.system),
      now: startedAt,
    });
    await readAll(input, gathering, scratch, startedAt, options);
    progress({ phase: "comparing", file: "", rows: 0, totalRows: 1, rowsPerSecond: 0, secondsLeft: 0 });

    const films = resolveFilms(db, gathering, input.system);
    const idOfKey = new Map(films.map(({ record, id }) => [record.key, id]));
    const filmKey = db.prepare("SELECT film FROM film_key WHERE source = ? AND key = ?").pluck();
    const filmIds = Int32Array.from(
      gathering.filmKeys.keys,
      (key) => idOfKey.get(key) ?? (filmKey.get(input.system, key) as number | undefined) ?? 0,
    );
    const members = await resolveMembers(db, gathering, hashOf, breathe);
    if (input.fixes) addHeldParts(db, gathering.venues, filmIds);
    const identifiers = await resolveIdentifiers(db, gathering, members, input.identifiers, breathe);
    const house = resolveHouse(db, gathering, filmIds);
    signal.throwIfAborted();

    const { of, byKind } = tallies();
    for (const film of films) {
      const tally = of("films");
      if (film.isNew) tally.added += film.rows;
      else if (film.after || film.fills.length > 0 || film.newKey) tally.changed += film.rows;
      else tally.same += film.rows;
    }
    const told = gathering.members;
    if (told.size > 0) {
      const fresh = new Set(members.fresh.filter((index) => told.has(index)));
      const changed = new Set([
        ...members.changed.map(({ id }) => id),
        ...identifiers.flatMap(({ member }) => (fresh.has(member) ? [] : [members.ids[member]])),
      ]);
      const tally = of("members");
      tally.added += fresh.size;
      tally.changed += changed.size;
      tally.same += told.size - fresh.size - changed.size;
    }
    const examples = changeExamples(db);
    await compareInteractions(
      db,
      gathering,
      runs,
      members.ids,
      filmIds,
      of("interactions"),
      examples,
      progress,
      signal,
    );
    compareScratch(db, scratch, members.ids, filmIds, input.system, of);
    compareHouse(db, house, gathering, of, examples);
    of("posters").added += gathering.posters.length;

    const counts: StagedImport = {
      staged: id,
      kinds: kindCounts(gathering, byKind),
      rules: gathering.issues.rules.flatMap(({ file, kind, rule, outcome, rows }) =>
        rule === "" || outcome === "accepted" ? [] : [{ file, kind, rule, outcome, rows }],
      ),
      examples: [...filmExamples(films), ...examples.found].slice(0, keptExamples),
      doubtfulFilms: films.filter(({ doubts }) => doubts.length > 0).length,
      implied: {
        films: films.filter(({ isNew, rows }) => isNew && rows === 0).length,
        members: members.fresh.filter((index) => !told.has(index)).length,
      },
      seconds: (performance.now() - started) / 1000,
    };
    return ok({
      id,
      input,
      db,
      scratch,
      gathering,
      runs,
      films,
      filmIds,
      members,
      identifiers,
      house,
      scale,
      counts,
      startedAt,
      elapsed: () => (performance.now() - started) / 1000,
      libraryState: stateOfLibrary(db),
      close,
    });
  } catch (error) {
    close();
    throw error;
  }
};

const kindCounts = (
  { read, issues }: Gathering,
  byKind: ReadonlyMap<RecordKind, Tally>,
): StagedImport["kinds"] =>
  [...read].map(([kind, rows]) => {
    const of = (outcome: string): number =>
      issues.rules.reduce(
        (sum, rule) => sum + (rule.kind === kind && rule.outcome === outcome ? rule.rows : 0),
        0,
      );
    const rejected = of("rejected");
    const accepted = of("accepted");
    const tally = byKind.get(kind) ?? { added: 0, changed: 0, same: 0, kept: 0 };
    return {
      kind,
      read: rows,
      accepted,
      repaired: Math.max(0, rows - rejected - accepted),
      rejected,
      ...tally,
    };
  });

const compareInteractions = async (
  db: Connection,
  gathering: Gathering,
  runs: InteractionRuns,
  memberIds: Int32Array,
  filmIds: Int32Array,
  tally: Tally,
  examples: ChangeExamples,
  progress: StagingOptions["progress"],
  signal: AbortSignal,
): Promise<void> => {
  if (runs.length === 0) return;
  const report = rowsReporter("comparing", "", runs.length, progress);
  await runs.sort(memberIds, filmIds, async () => {
    await breathe();
    signal.throwIfAborted();
  });
  const compare = interactionComparer(db);
  const duplicates: { file: number; line: number; of: number }[] = [];
  let seen = 0;
  for (const rows of runs.merged((duplicate) => duplicates.push(duplicate))) {
    const { state, before } = compare(rows);
    for (const [row, value] of before) if (!examples.interaction(rows, row, value)) break;
    for (const each of state)
      if (each === rowNew) tally.added++;
      else if (each === rowChanged) tally.changed++;
      else tally.same++;
    seen += rows.length;
    report(seen);
    await breathe();
    signal.throwIfAborted();
  }
  for (const { file, line, of } of duplicates) gathering.duplicate(file, line, "interactions", of);
};

const fillIds = (db: Connection, table: "film_id" | "member_id", ids: Int32Array): void => {
  const insert = db.prepare(`INSERT OR REPLACE INTO staging.${table} VALUES (?, ?)`);
  db.transaction(() => {
    for (const [index, id] of ids.entries()) insert.run(index, id);
  })();
};

const compareScratch = (
  db: Connection,
  scratch: Scratch,
  memberIds: Int32Array,
  filmIds: Int32Array,
  system: string,
  of: (kind: RecordKind) => Tally,
): void => {
  const tags = scratch.count("tag");
  const reviews = scratch.count("review");
  if (tags + reviews === 0) return;
  fillIds(db, "film_id", filmIds);
  fillIds(db, "member_id", memberIds);
  if (tags > 0) {
    const same = db
      .prepare(
        `SELECT count(*) FROM staging.tag AS t JOIN staging.member_id AS m ON m.ix = t.member
         JOIN staging.film_id AS f ON f.ix = t.film
         JOIN main.tag AS known ON known.member = m.id AND known.film = f.id AND known.text = t.text AND known.at = t.at`,
      )
      .pluck()
      .get() as number;
    of("tags").same += same;
    of("tags").added += tags - same;
  }
  if (reviews > 0) {
    const found = db
      .prepare(
        `SELECT count(*) AS known,
                total(known.text IS NOT r.text OR known.rating IS NOT r.rating OR known.polarity IS NOT r.polarity
                      OR known.at IS NOT r.at) AS changed
         FROM staging.review AS r JOIN main.review AS known ON known.source = ? AND known.key = r.key`,
      )
      .get(system) as { known: number; changed: number };
    const tally = of("reviews");
    tally.added += reviews - found.known;
    tally.changed += found.changed;
    tally.same += found.known - found.changed;
  }
};

const compareHouse = (
  db: Connection,
  house: ResolvedHouse,
  gathering: Gathering,
  of: (kind: RecordKind) => Tally,
  examples: ChangeExamples,
): void => {
  const told = new Set(gathering.read.keys());
  if (told.has("venues")) {
    of("venues").added += house.venues.length;
    of("venues").same += gathering.venues.size - house.venues.length;
  }
  if (told.has("screens")) {
    const named = house.screens.filter(({ estimated }) => !estimated).length;
    of("screens").added += named;
    of("screens").same += Math.max(0, gathering.screens.size - named);
  }
  const showing = db
    .prepare(
      "SELECT film, capacity, admissions, gross FROM main.showing WHERE screen = ? AND business_date = ? AND start = ?",
    )
    .raw();
  const day = db
    .prepare(
      "SELECT film, capacity, admissions, gross FROM main.attendance_day WHERE venue = ? AND film = ? AND date = ?",
    )
    .raw();
  for (const whole of house.showings()) {
    const tally = of("showings");
    if (whole.overfull)
      gathering.repaired(whole.file, whole.line, "showings", "occupancy-over-100", whole.overfull);
    if (whole.taken) {
      gathering.duplicate(whole.file, whole.line, "showings", 0);
      continue;
    }
    const held = (
      whole.screen === null
        ? day.get(whole.venue, whole.film, whole.date)
        : showing.get(whole.screen, whole.date, whole.start)
    ) as unknown[] | undefined;
    const now = [whole.film, whole.capacity, whole.admissions, whole.gross];
    if (!held) tally.added += whole.rows;
    else if (now.every((value, at) => value === held[at])) tally.same += whole.rows;
    else {
      tally.changed += whole.rows;
      examples.showing(whole, held);
    }
  }
};
