/** Gives a test run a screen of its own where there is none, and a folder for what its files share. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasDisplay, openVirtualDisplay } from "../../scripts/runtime/display.ts";

export const setup = async (): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "marquee-run-"));
  process.env.MARQUEE_TEST_FOLDER = folder;
  const display = hasDisplay() ? null : await openVirtualDisplay();
  if (display) process.env.DISPLAY = display.name;
  return async () => {
    display?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
};
