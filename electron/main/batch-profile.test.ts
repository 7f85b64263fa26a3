import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newBatchProfile } from "./batch-profile.ts";

test("the profile of a command that was killed goes with the next, that of a running one stays", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]); // it has ended
  const killed = mkdtempSync(join(tmpdir(), `marquee-batch-${pid}-`));
  const own = newBatchProfile();
  const other = newBatchProfile();
  expect([killed, own, other].map((path) => existsSync(path))).toEqual([false, true, true]);
  for (const path of [own, other]) rmSync(path, { recursive: true });
});
