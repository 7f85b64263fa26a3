/** Bugs go to one log file with a short reference that the user can quote. Old logs make room for new ones. */
import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { app } from "electron";

const maxBytes = 1_000_000;

export const logFolder = (): string => join(app.getPath("userData"), "logs");

const write = (line: string): void => {
  const folder = logFolder();
  const file = join(folder, "marquee.log");
  mkdirSync(folder, { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.1`);
  appendFileSync(file, line);
};

/** Logs a bug and returns its reference. */
export const reportBug = (error: unknown, where: string): string => {
  const ref = crypto.randomUUID().slice(0, 8);
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const line = `${new Date().toISOString()} ${ref} ${where}: ${detail}\n`;
  process.stderr.write(line);
  write(line);
  return ref;
};
