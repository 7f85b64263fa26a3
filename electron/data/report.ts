/** Bugs go to the log beside a reference that the user sees. */
import { randomUUID } from "node:crypto";

export const report = (error: unknown, where: string): string => {
  const ref = randomUUID().slice(0, 8);
  process.stderr.write(
    `${new Date().toISOString()} ${ref} ${where}: ${error instanceof Error ? error.stack : error}\n`,
  );
  return ref;
};
