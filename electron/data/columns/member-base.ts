/** Columns of members that come from the member's own row. */
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { type Column, type ColumnTable, codesFor, Dictionary, rowsOf, storedDay } from "./column.ts";
import { Pace } from "./pace.ts";
import { patchTable } from "./patch.ts";

const texts = ["ageBand", "gender", "occupation", "area", "source"] as const;

const rowSql = `
  SELECT m.id, m.joined, m.age_band, m.gender, m.occupation, m.area, r.system
  FROM member m LEFT JOIN import_run r ON r.id = m.import_run`;
type Row = [number, string | null, ...(string | null)[]];

/** Fills columns of a number of rows known before. */
class Filling {
  readonly #ids: Int32Array;
  readonly #joined: Int32Array;
  readonly #dictionaries = texts.map(() => new Dictionary());
  readonly #codes: readonly Uint32Array[];
  #row = 0;

  constructor(rows: number) {
    this.#ids = new Int32Array(rows);
    this.#joined = new Int32Array(rows);
    this.#codes = texts.map(() => new Uint32Array(rows));
  }

  add(rows: readonly Row[]): void {
    for (const [id, date, ...names] of rows) {
      if (this.#row >= this.#ids.length) return; // added since they were counted: the next revision has them
      this.#ids[this.#row] = id;
      this.#joined[this.#row] = storedDay(date);
      for (let at = 0; at < texts.length; at++)
        (this.#codes[at] as Uint32Array)[this.#row] = (this.#dictionaries[at] as Dictionary).code(
          names[at] ?? null,
        );
      this.#row++;
    }
  }

  finish(): ColumnTable {
    const rows = this.#row;
    const ids = this.#ids.subarray(0, rows);
    const columns: Record<string, Column> = {
      id: { kind: "number", unit: "plain", values: ids },
      joined: { kind: "number", unit: "day", values: this.#joined.subarray(0, rows) },
    };
    for (const [at, name] of texts.entries()) {
      const { names } = this.#dictionaries[at] as Dictionary;
      const codes = codesFor(names.length, (this.#codes[at] as Uint32Array).subarray(0, rows));
      columns[name] = { kind: "text", codes, names };
    }
    return { ids, rowOf: rowsOf(ids), columns };
  }
}

export const readMemberBase = async (db: Connection): Promise<ColumnTable> => {
  const filling = new Filling(db.prepare("SELECT count(*) FROM member").pluck().get() as number);
  const read = db.prepare(`${rowSql} WHERE m.id > ? ORDER BY m.id LIMIT ?`).raw();
  const pace = new Pace(1000, 30_000);
  for (let after = -1; ; ) {
    pace.start();
    const some = read.all(after, pace.rows) as Row[];
    filling.add(some);
    if (some.length < pace.rows) return filling.finish();
    pace.end();
    after = some.at(-1)?.[0] as number;
    await breathe();
  }
};

/** The base after edits of a few members. */
export const patchMemberBase = (
  db: Connection,
  base: ColumnTable,
  members: readonly number[],
): ColumnTable => {
  const filling = new Filling(members.length);
  filling.add(
    db
      .prepare(`${rowSql} WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.id`)
      .raw()
      .all(JSON.stringify(members)) as Row[],
  );
  return patchTable(base, filling.finish());
};
