/** About five reports a second and one at each file's beginning, with the pace so far carried on over what is left. */
import type { ImportProgress } from "../../../../shared/contract/import.ts";

interface Measured {
  readonly bytes: number;
  readonly estimatedRows: number;
}

export const readingReporter = (tables: readonly Measured[], report: (progress: ImportProgress) => void) => {
  const started = performance.now();
  const totalBytes = tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const estimated = tables.reduce((sum, { estimatedRows }) => sum + estimatedRows, 0);
  let reported = 0;
  let reportedFile: string | null = null;
  return (file: string, rows: number, bytes: number): void => {
    const now = performance.now();
    if (now - reported < 200 && file === reportedFile) return;
    reported = now;
    reportedFile = file;
    const seconds = Math.max(1e-3, (now - started) / 1000);
    const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
    report({
      phase: "reading",
      file,
      rows,
      totalRows: Math.round(Math.max(rows, share === 0 ? estimated : rows / share)),
      rowsPerSecond: Math.round(rows / seconds),
      secondsLeft: share === 0 ? 0 : (seconds * (1 - share)) / share,
    });
  };
};

/** The same for a phase that goes through known rows. */
export const rowsReporter = (
  phase: ImportProgress["phase"],
  file: string,
  totalRows: number,
  report: (progress: ImportProgress) => void,
) => {
  const started = performance.now();
  let reported = 0;
  return (rows: number): void => {
    const now = performance.now();
    if (now - reported < 200 && rows < totalRows) return;
    reported = now;
    const seconds = Math.max(1e-3, (now - started) / 1000);
    report({
      phase,
      file,
      rows,
      totalRows,
      rowsPerSecond: Math.round(rows / seconds),
      secondsLeft: rows === 0 ? 0 : (seconds * Math.max(0, totalRows - rows)) / rows,
    });
  };
};
