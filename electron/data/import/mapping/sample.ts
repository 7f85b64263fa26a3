/** Rows for guessing: from far into the table, because files are sorted, and few, because guessing looks at all. */
import type { LayoutTable } from "../layouts/layout.ts";

const readAtMost = 20_000;
const bytesAtMost = 8 * 2 ** 20;
const first = 200;
const keptAtMost = 2_000;

export const sampleOf = async (
  table: LayoutTable,
  signal?: AbortSignal,
): Promise<readonly (readonly string[])[]> => {
  const kept: (readonly string[])[] = [];
  const every = Math.max(1, Math.ceil(Math.min(table.estimatedRows, readAtMost) / keptAtMost));
  let read = 0;
  for await (const { rows, bytesRead } of table.rows(signal)) {
    for (const { cells, damage } of rows) {
      if (!damage && cells.length === table.columns.length && (read < first || read % every === 0))
        kept.push(cells);
      if (++read >= readAtMost) return kept;
    }
    if (bytesRead > bytesAtMost && read > first) return kept;
  }
  return kept;
};
