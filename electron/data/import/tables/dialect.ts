/** Guesses how text is cut into cells: the dialect under which most of its first rows have the same number of cells. */
import type { Dialect } from "../../../../shared/contract/import-forms.ts";
import { RowReader } from "./records.ts";
import type { SourceRow } from "./table.ts";

/** In order of preference among equals. */
const separators = ["\t", "::", "|", ";", ",", "\u0001", "^", "~"] as const;
const rowsLookedAt = 200;

export const lineBreakOf = (text: string): Dialect["lineBreak"] =>
  text.includes("\r") && !text.includes("\n") ? "cr" : "lf";

const rowsUnder = (text: string, dialect: Dialect): readonly SourceRow[] => {
  const rows: SourceRow[] = [];
  const reader = new RowReader(dialect, (row) => rows.push(row));
  reader.push(text);
  reader.end();
  return rows.slice(0, rowsLookedAt);
};

interface Score {
  readonly cells: number; // of most rows
  readonly share: number; // of rows that have as many
  readonly first: boolean; // the first row has as many
}

const scoreOf = (rows: readonly SourceRow[]): Score => {
  const counts = new Map<number, number>();
  for (const { cells, damage } of rows)
    if (!damage) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [cells, most] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0];
  return { cells, share: most / Math.max(1, rows.length), first: rows[0]?.cells.length === cells };
};

/**
 * Commas and semicolons are written with quotes (RFC 4180). Tabs and pipes mostly are not, and their fields may begin
 * with a quote that means itself: quotes are believed there only where they do something.
 */
const quotesWork = (text: string, dialect: Dialect): boolean => {
  const quote = dialect.quote as string;
  if (!text.includes(quote)) return false;
  const rows = rowsUnder(text, dialect);
  const plain = rowsUnder(text, { ...dialect, quote: null });
  if (rows.some(({ damage }) => damage !== null)) return false;
  const needed = rows.some(({ cells }) =>
    cells.some((cell) => cell.includes(dialect.separator) || cell.includes("\n") || cell.includes(quote)),
  );
  if (needed) return scoreOf(rows).share >= scoreOf(plain).share;
  const width = scoreOf(plain).cells;
  return Array.from({ length: width }, (_, i) => i).some((i) => {
    const filled = plain.filter(({ cells }) => (cells[i] ?? "") !== "");
    const quoted = filled.filter(({ cells }) => {
      const cell = cells[i] as string;
      return cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote);
    });
    return filled.length > 1 && quoted.length === filled.length;
  });
};

/** The share of rows of one width that makes a separator believable. */
const believable = 0.7;

export interface KnownDialect {
  readonly separator?: string | undefined;
  readonly quote?: string | null | undefined;
}

/** `text`: complete lines from the beginning of the file. */
export const guessDialect = (text: string, known: KnownDialect = {}): Dialect => {
  const lineBreak = lineBreakOf(text);
  const under = (separator: string): Dialect => {
    if (known.quote !== undefined) return { separator, quote: known.quote, lineBreak };
    const quoted: Dialect = { separator, quote: '"', lineBreak };
    const usual = separator === "," || separator === ";";
    if (usual && !text.includes('"') && quotesWork(text, { ...quoted, quote: "'" }))
      return { ...quoted, quote: "'" };
    return usual || quotesWork(text, quoted) ? quoted : { ...quoted, quote: null };
  };
  if (known.separator !== undefined) return under(known.separator);
  const candidates = separators
    .filter((separator) => text.includes(separator))
    .map((separator) => {
      const dialect = under(separator);
      return { dialect, score: scoreOf(rowsUnder(text, dialect)) };
    })
    .filter(({ score }) => score.cells > 1 && score.share >= believable);
  const [best] = candidates.toSorted(
    (a, b) =>
      Number(b.score.first) - Number(a.score.first) ||
      Math.round((b.score.share - a.score.share) * 10) ||
      b.score.cells - a.score.cells,
  );
  return best?.dialect ?? under(",");
};
