/** Whole rows as cells of the journal, and changes that give them to another film. */
import type { Cell, Cells, Change } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

type Row = Readonly<Record<string, string | number | null | Uint8Array>>;

const cell = (value: Row[string]): Cell =>
  value instanceof Uint8Array ? { hex: Buffer.from(value).toString("hex") } : value;

/** Rows of a table by a condition, key columns apart from the others. */
export const rowsOf = (
  db: Connection,
  table: string,
  keys: readonly string[],
  where: string,
  ...params: readonly (string | number)[]
): readonly { readonly key: Cells; readonly cells: Cells }[] =>
  (db.prepare(`SELECT * FROM ${table} WHERE ${where}`).all(...params) as Row[]).map((row) => {
    const entries = Object.entries(row).map(([name, value]) => [name, cell(value)] as const);
    return {
      key: Object.fromEntries(entries.filter(([name]) => keys.includes(name))),
      cells: Object.fromEntries(entries.filter(([name]) => !keys.includes(name))),
    };
  });

export const removed = (entity: string, key: Cells, cells: Cells): Change => ({
  entity,
  key,
  before: cells,
  after: null,
});
export const added = (entity: string, key: Cells, cells: Cells): Change => ({
  entity,
  key,
  before: null,
  after: cells,
});

/** Rows whose key names the film go to another; where that has such a row already, `both` says what becomes of the two. */
export const movedByKey = (
  db: Connection,
  table: string,
  keys: readonly string[],
  from: number,
  to: number,
  where = "1",
  both: (key: Cells, own: Cells, other: Cells) => Change[] = () => [],
): Change[] => {
  const others = new Map(
    rowsOf(db, table, keys, "film = ?", to).map(({ key, cells }) => [JSON.stringify(key), cells]),
  );
  return rowsOf(db, table, keys, `film = ? AND ${where}`, from).flatMap(({ key, cells }) => {
    const moved = { ...key, film: to };
    const other = others.get(JSON.stringify(moved));
    const gone = removed(table, key, cells);
    return other ? [gone, ...both(moved, cells, other)] : [gone, added(table, moved, cells)];
  });
};

/** Rows that name the film in a cell. */
export const movedByCell = (
  db: Connection,
  table: string,
  keys: readonly string[],
  from: number,
  to: number,
  where = "1",
): Change[] =>
  rowsOf(db, table, keys, `film = ? AND ${where}`, from).map(({ key }) => ({
    entity: table,
    key,
    before: { film: from },
    after: { film: to },
  }));
