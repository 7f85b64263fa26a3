/** Browser profiles of batch commands: one each, beside that of an open window, dropped at its end. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
};

/** A new one. Those of commands that were killed go. */
export const newBatchProfile = (): string => {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^marquee-batch-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
  return mkdtempSync(join(tmpdir(), `marquee-batch-${process.pid}-`));
};
