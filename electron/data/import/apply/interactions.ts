/** Interactions of a staged import into the library, in the order of its rows, many to a statement. */
import type { RatingMerger } from "../../blocks/rating-merger.ts";
import type { Change } from "../../journal/journal.ts";
import type { Connection } from "../../store/library.ts";
import { interactionComparer, rowChanged, rowNew } from "../staging/compare-interactions.ts";
import type { InteractionRows } from "../staging/interaction-rows.ts";
import type { InteractionRuns } from "../staging/interaction-runs.ts";

const rowsPerStatement = 500;
const valuesPerRow = 6;

const inserter = (db: Connection, importRun: number) => {
  const columns = "(member, film, kind, at, value, line, import_run)";
  const row = `(?, ?, ?, ?, ?, ?, ${importRun})`;
  const insert = (rows: number) =>
    db.prepare(`INSERT INTO main.interaction ${columns} VALUES ${Array(rows).fill(row).join()}`);
  const many = insert(rowsPerStatement);
  const one = insert(1);
  const cells = new Array<number>(rowsPerStatement * valuesPerRow);
  const put = (rows: InteractionRows, row: number, at: number): void => {
    cells[at] = rows.member[row] as number;
    cells[at + 1] = rows.film[row] as number;
    cells[at + 2] = rows.kind[row] as number;
    cells[at + 3] = rows.at[row] as number;
    cells[at + 4] = rows.value[row] as number;
    cells[at + 5] = rows.line[row] as number;
  };
  return (rows: InteractionRows, chosen: readonly number[] | null): void => {
    const n = chosen ? chosen.length : rows.length;
    let start = 0;
    for (; start + rowsPerStatement <= n; start += rowsPerStatement) {
      for (let i = 0; i < rowsPerStatement; i++)
        put(rows, chosen ? (chosen[start + i] as number) : start + i, i * valuesPerRow);
      many.run(cells);
    }
    for (; start < n; start++) {
      put(rows, chosen ? (chosen[start] as number) : start, 0);
      one.run(cells.slice(0, valuesPerRow));
    }
  };
};

/** Sorting an index once beats keeping it row by row when the rows at least double. */
const indexName = "interaction_by_film";

export const applyInteractions = async (
  db: Connection,
  runs: InteractionRuns,
  importRun: number,
  merger: RatingMerger | null,
  progress: (rows: number) => void,
  breathe: () => Promise<void>,
): Promise<Change[]> => {
  if (runs.length === 0) return [];
  const held = db.prepare("SELECT count(*) FROM main.interaction").pluck().get() as number;
  const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").pluck().get(indexName) as string;
  const rebuild = runs.length > held;
  if (rebuild) db.exec(`DROP INDEX ${indexName}`);
  const insert = inserter(db, importRun);
  const compare = interactionComparer(db);
  const update = db.prepare(
    "UPDATE main.interaction SET value = ? WHERE member = ? AND film = ? AND kind = ? AND at = ?",
  );
  const changes: Change[] = [];
  let done = 0;
  for (const rows of runs.merged()) {
    const { state, before } = compare(rows);
    if (held === 0) insert(rows, null);
    else {
      const fresh: number[] = [];
      for (let i = 0; i < rows.length; i++) if (state[i] === rowNew) fresh.push(i);
      insert(rows, fresh);
    }
    for (const [i, value] of before) {
      const [member, film, kind, at] = [
        rows.member[i] as number,
        rows.film[i] as number,
        rows.kind[i] as number,
        rows.at[i] as number,
      ];
      update.run(rows.value[i], member, film, kind, at);
      changes.push({
        entity: "interaction",
        key: { member, film, kind, at },
        before: { value },
        after: { value: rows.value[i] as number },
      });
    }
    merger?.add(rows, (i) => state[i] === rowNew || state[i] === rowChanged);
    done += rows.length;
    progress(done);
    await breathe();
  }
  if (rebuild) db.exec(sql);
  return changes;
};
