/** Rows for guessing: from far into the table, because files are sorted, and few, because guessing looks at all. */
import type { LayoutTable } from "../layouts/layout.ts";

const readAtMost = 20_000;
const bytesAtMost = 8 * 2 ** 20;
const first = 200;
/** Rows of a table of usual width; of a wide one fewer, so that guessing never takes long. */
const keptAtMost = 2_000;
const cellsAtMost = 200_000;

export const sampleOf = async (
  table: LayoutTable,
  signal?: AbortSignal,
): Promise<readonly (readonly string[])[]> => {
  const kept: (readonly string[])[] = [];
  const most = Math.min(keptAtMost, Math.ceil(cellsAtMost / Math.max(1, table.columns.length)));
  const every = Math.max(1, Math.ceil(Math.min(table.estimatedRows, readAtMost) / most));
  let read = 0;
  for await (const { rows, bytesRead } of table.rows(signal)) {
    for (const { cells, damage } of rows) {
      if (
        !damage &&
        cells.length === table.columns.length &&
        (read < Math.min(first, most) || read % every === 0)
      )
        kept.push(cells);
      if (++read >= readAtMost) return kept;
    }
    if (bytesRead > bytesAtMost && read > first) return kept;
  }
  return kept;
};
