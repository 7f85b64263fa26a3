/**
 * The journal: sets of changes to rows, each with the cells it replaced, so that a set can be undone and redone.
 * Undoing is refused as a whole where a row is no longer as the set left it: nothing newer is lost.
 */
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";

type Statement = ReturnType<Connection["prepare"]>;

export type Cell = string | number | null | { readonly hex: string };
export type Cells = Readonly<Record<string, Cell>>;

/** `before` null: the row is new; `after` null: it goes; else the cells that change. `key` names the row. */
export interface Change {
  readonly entity: string;
  readonly key: Cells;
  readonly before: Cells | null;
  readonly after: Cells | null;
}
export interface NewChangeSet {
  readonly kind: "import" | "edit" | "merge" | "split";
  readonly label: string;
  readonly importRun?: number | null;
}
export type JournalFailure =
  | { readonly type: "NotFound" }
  | { readonly type: "Changed"; readonly entity: string; readonly key: string };

/** Tables whose rows the journal may write: names in it never come from elsewhere. */
const entities = new Set(
  `film film_key film_genre film_keyword film_version film_match credit poster genre keyword person member segment
   segment_member saved_view rating_scale venue screen booking showing attendance_day review tag interaction feedback
   schedule_rule holiday forecast_override release_title
   competitor_release concept portfolio campaign campaign_member attention_allocation aspect_word text_link
   trailer`.split(/\s+/),
);

const columnName = /^[a-z][a-z_0-9]*$/;
const quoted = (name: string): string => {
  if (!columnName.test(name)) throw new Error(`no column is called ${name}`);
  return `"${name}"`;
};
const stored = (cell: Cell): string | number | null | Buffer =>
  cell !== null && typeof cell === "object" ? Buffer.from(cell.hex, "hex") : cell;
const cellsOf = (cells: Cells) => Object.values(cells).map(stored);
const equals = (cells: Cells): string =>
  Object.keys(cells)
    .map((name) => `${quoted(name)} IS ?`)
    .join(" AND ");

type Prepare = (sql: string) => Statement;

/** Sets repeat few statements very often. */
const prepareOnce = (db: Connection): Prepare => {
  const known = new Map<string, Statement>();
  return (sql) => {
    const statement = known.get(sql) ?? db.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
};

/** Changes one row from `from` to `to`; false when it is not as `from` says. */
const turn = (
  prepare: Prepare,
  entity: string,
  key: Cells,
  from: Cells | null,
  to: Cells | null,
): boolean => {
  if (!entities.has(entity)) throw new Error(`no journal for ${entity}`);
  const row = `${equals(key)}${from && Object.keys(from).length > 0 ? ` AND ${equals(from)}` : ""}`;
  const where = [...cellsOf(key), ...(from ? cellsOf(from) : [])];
  if (from === null && to === null) return true;
  if (to === null) return prepare(`DELETE FROM ${entity} WHERE ${row}`).run(where).changes === 1;
  if (from === null) {
    const cells = { ...key, ...to };
    const names = Object.keys(cells).map(quoted).join(", ");
    const marks = Object.keys(cells).fill("?").join(", ");
    const sql = `INSERT INTO ${entity} (${names}) VALUES (${marks}) ON CONFLICT DO NOTHING`;
    return prepare(sql).run(cellsOf(cells)).changes === 1;
  }
  const set = Object.keys(to).map((name) => `${quoted(name)} = ?`);
  if (set.length === 0) return prepare(`SELECT 1 FROM ${entity} WHERE ${row}`).get(where) !== undefined;
  return (
    prepare(`UPDATE ${entity} SET ${set.join(", ")} WHERE ${row}`).run([...cellsOf(to), ...where]).changes ===
    1
  );
};

export const openChangeSet = (db: Connection, { kind, label, importRun = null }: NewChangeSet): number =>
  Number(
    db
      .prepare("INSERT INTO change_set (at, kind, label, import_run) VALUES (?, ?, ?, ?)")
      .run(Math.floor(Date.now() / 1000), kind, label, importRun).lastInsertRowid,
  );

/** Writes down changes that the caller makes in the same transaction; returns the set's id. */
export const record = (
  db: Connection,
  set: NewChangeSet,
  changes: Iterable<Change>,
  id = openChangeSet(db, set),
): number => {
  const insert = db.prepare(
    "INSERT INTO change (change_set, ordinal, entity, key, before, after) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const json = (cells: Cells | null): string | null => (cells === null ? null : JSON.stringify(cells));
  let ordinal = 0;
  for (const { entity, key, before, after } of changes)
    insert.run(id, ordinal++, entity, JSON.stringify(key), json(before), json(after));
  return id;
};

/** Makes changes within the caller's transaction, which writes them down. Throws on a row that is not as said. */
export const carryOut = (db: Connection, changes: readonly Change[]): void => {
  const prepare = prepareOnce(db);
  for (const { entity, key, before, after } of changes)
    if (!turn(prepare, entity, key, before, after))
      throw new Error(`${entity} ${JSON.stringify(key)} is not as the change says`);
  if (changes.some(({ entity }) => entity === "interaction")) raiseInteractionRevision(db);
};

/** What is derived from interactions is made again. */
const raiseInteractionRevision = (db: Connection): void => {
  db.exec(
    "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision'",
  );
};

/** Makes the changes and writes them down; null, with nothing done, when there are none. Throws on a row that is not as said. */
export const make = (db: Connection, set: NewChangeSet, changes: readonly Change[]): number | null => {
  if (changes.length === 0) return null;
  return db
    .transaction(() => {
      db.pragma("defer_foreign_keys = ON");
      carryOut(db, changes);
      return record(db, set, changes);
    })
    .immediate();
};

/** The same for rows that name their set, within the caller's transaction. */
export const makeNaming = (
  db: Connection,
  set: NewChangeSet,
  changesOf: (id: number) => readonly Change[],
): number => {
  const id = openChangeSet(db, set);
  const changes = changesOf(id);
  carryOut(db, changes);
  return record(db, set, changes, id);
};

/** Films and members whose rows, or rows that belong to them, a set changed. */
export interface Touched {
  readonly films: ReadonlySet<number>;
  readonly members: ReadonlySet<number>;
  readonly changes: number;
}

type StoredChange = { entity: string; key: string; before: string | null; after: string | null };

const turnSet = (db: Connection, set: number, back: boolean): Result<Touched, JournalFailure> => {
  const found = db.prepare("SELECT undone_at AS undoneAt FROM change_set WHERE id = ?").get(set) as
    | { undoneAt: number | null }
    | undefined;
  if (!found || (found.undoneAt === null) !== back) return err({ type: "NotFound" });
  const films = new Set<number>();
  const members = new Set<number>();
  const changes = db
    .prepare(
      `SELECT entity, key, before, after FROM change WHERE change_set = ? ORDER BY ordinal ${back ? "DESC" : ""}`,
    )
    .all(set) as StoredChange[];
  const refused: JournalFailure[] = [];
  const refuse = new Error("refused");
  const prepare = prepareOnce(db);
  const cells = (json: string | null): Cells | null => (json === null ? null : JSON.parse(json));
  try {
    db.transaction(() => {
      db.pragma("defer_foreign_keys = ON");
      for (const { entity, key, before, after } of changes) {
        const row: Cells = JSON.parse(key);
        const [from, to] = back ? [cells(after), cells(before)] : [cells(before), cells(after)];
        if (!turn(prepare, entity, row, from, to)) {
          refused.push({ type: "Changed", entity, key });
          throw refuse;
        }
        const film = entity === "film" ? row.id : row.film;
        const member = entity === "member" ? row.id : row.member;
        if (typeof film === "number") films.add(film);
        if (typeof member === "number") members.add(member);
      }
      if (changes.some(({ entity }) => entity === "interaction")) raiseInteractionRevision(db);
      db.prepare("UPDATE change_set SET undone_at = ? WHERE id = ?").run(
        back ? Math.floor(Date.now() / 1000) : null,
        set,
      );
    }).immediate();
  } catch (error) {
    const [failure] = refused;
    if (error === refuse && failure) return err(failure);
    throw error;
  }
  return ok({ films, members, changes: changes.length });
};

export const undo = (db: Connection, set: number): Result<Touched, JournalFailure> => turnSet(db, set, true);
export const redo = (db: Connection, set: number): Result<Touched, JournalFailure> => turnSet(db, set, false);

/** Changes of a set one by one, the last first, as far as their rows are still as the set left them. */
export interface PartlyTurned {
  readonly restored: number;
  readonly kept: number;
  readonly films: ReadonlySet<number>;
}

/**
 * Takes back what still stands of a set, row by row; with `look`, only counts it. Part of the caller's transaction.
 */
export const turnBackWhatStands = (db: Connection, set: number, look = false): PartlyTurned => {
  const prepare = prepareOnce(db);
  const films = new Set<number>();
  let restored = 0;
  let kept = 0;
  const rows = db
    .prepare("SELECT entity, key, before, after FROM change WHERE change_set = ? ORDER BY ordinal DESC")
    .all(set) as StoredChange[];
  for (const { entity, key, before, after } of rows) {
    const row: Cells = JSON.parse(key);
    const [from, to] = [after, before].map((json): Cells | null => (json === null ? null : JSON.parse(json)));
    const stands = look
      ? turn(prepare, entity, row, from ?? null, from ?? null)
      : turn(prepare, entity, row, from ?? null, to ?? null);
    if (stands) restored++;
    else kept++;
    const film = entity === "film" ? row.id : row.film;
    if (stands && typeof film === "number") films.add(film);
  }
  if (!look)
    db.prepare("UPDATE change_set SET undone_at = ? WHERE id = ?").run(Math.floor(Date.now() / 1000), set);
  return { restored, kept, films };
};
