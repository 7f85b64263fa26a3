/** Which interactions of an import the library has already, by merging both in the order of their keys. */
import type { Connection } from "../../store/library.ts";
import type { InteractionRows } from "./interaction-rows.ts";

export const [rowNew, rowSame, rowChanged] = [0, 1, 2] as const;

export interface Compared {
  readonly state: Uint8Array;
  /** The library's values where they differ. */
  readonly before: ReadonlyMap<number, number>;
}

/** Fewer rows than this are looked up one by one; more are met on the way through the library. */
const fewRows = 4_000;

export const interactionComparer = (db: Connection): ((rows: InteractionRows) => Compared) => {
  const one = db
    .prepare("SELECT value FROM main.interaction WHERE member = ? AND film = ? AND kind = ? AND at = ?")
    .pluck();
  const range = db
    .prepare(
      `SELECT member, film, kind, at, value FROM main.interaction
       WHERE member BETWEEN ? AND ? ORDER BY member, film, kind, at`,
    )
    .raw();
  const empty = db.prepare("SELECT 1 FROM main.interaction LIMIT 1").get() === undefined;

  return (rows) => {
    const n = rows.length;
    const state = new Uint8Array(n);
    const before = new Map<number, number>();
    if (empty || n === 0) return { state, before };
    const meet = (row: number, value: number): void => {
      state[row] = value === rows.value[row] ? rowSame : rowChanged;
      if (value !== rows.value[row]) before.set(row, value);
    };
    if (n < fewRows) {
      for (let i = 0; i < n; i++) {
        const value = one.get(rows.member[i], rows.film[i], rows.kind[i], rows.at[i]) as number | undefined;
        if (value !== undefined) meet(i, value);
      }
      return { state, before };
    }
    let i = 0;
    for (const row of range.iterate(rows.member[0], rows.member[n - 1])) {
      const [member, film, kind, at, value] = row as [number, number, number, number, number];
      const order = (j: number): number =>
        (rows.member[j] as number) - member ||
        (rows.film[j] as number) - film ||
        (rows.kind[j] as number) - kind ||
        (rows.at[j] as number) - at;
      while (i < n && order(i) < 0) i++;
      if (i === n) break;
      if (order(i) === 0) meet(i++, value);
    }
    return { state, before };
  };
};
