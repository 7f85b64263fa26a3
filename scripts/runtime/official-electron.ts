/** Electron from its official source, GitHub releases, through the `electron` package's own installer. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import electronManifest from "electron/package.json" with { type: "json" };
import { capture } from "./command.ts";
import { say } from "./console.ts";
import { root } from "./places.ts";

const folder = join(root, "node_modules", "electron");
const reachableWithinMs = 5_000;
const downloadWithinMs = 600_000;

export const officialVersion: string = electronManifest.version;

/** The installed executable, or null. */
export const officialElectron = (): string | null => {
  try {
    const executable = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8"));
    return existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
};

const sourceIsReachable = async (): Promise<boolean> => {
  const mirror = process.env.ELECTRON_MIRROR ?? "https://github.com/electron/electron/releases/";
  try {
    await fetch(mirror, { method: "HEAD", signal: AbortSignal.timeout(reachableWithinMs) });
    return true;
  } catch {
    return false;
  }
};

/** Downloads it; null where its source cannot be reached. The installer verifies the download against its checksums. */
export const downloadOfficialElectron = async (): Promise<string | null> => {
  if (!(await sourceIsReachable())) return null;
  say(`Downloading Electron ${officialVersion} …`);
  await capture(process.execPath, [join(folder, "install.js")], {
    cwd: root,
    signal: AbortSignal.timeout(downloadWithinMs),
  });
  return officialElectron();
};
