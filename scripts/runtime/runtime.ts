/** The Electron that development and tests run on, with everything it needs from the system. */
import { existsSync } from "node:fs";
import { SetUpError, say } from "./console.ts";
import { downloadOfficialElectron, officialElectron, officialVersion } from "./official-electron.ts";
import { root } from "./places.ts";
import { prepareRegistryElectron, registryElectron, registryVersion } from "./registry-electron.ts";
import { sqliteBinding } from "./sqlite-binding.ts";
import { electronLibraries, requirePackages } from "./system-packages.ts";

export interface Runtime {
  readonly electron: string;
  readonly version: string;
  /** Options for Chromium that this machine needs. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What a person should know of it. */
  readonly note: string | null;
}

/** Chromium's own remarks (a bus that is not there, slow reads of software graphics) drown what a command says. */
const quiet = ["--log-level=3"];
const softwareGraphics = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-gpu-compositing",
];

/** Chromium's sandbox refuses root; that is for development only, the product never runs with these. */
const flags = (): string[] => {
  if (process.platform !== "linux") return [];
  return [
    ...quiet,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ...(existsSync("/dev/dri") ? [] : softwareGraphics),
  ];
};

const onRegistryElectron = async (electron: string): Promise<Runtime> => ({
  electron,
  version: registryVersion,
  flags: flags(),
  env: { MARQUEE_SQLITE_BINDING: await sqliteBinding() },
  note: `Running on Electron ${registryVersion} from the npm registry; the packaged product uses Electron ${officialVersion}.`,
});

/**
 * The official Electron where it can be had, otherwise the registry's. `MARQUEE_ELECTRON=official` asks for the official
 * one again after the registry's was prepared, `=registry` keeps to the registry's.
 */
export const runtime = async (): Promise<Runtime> => {
  const wanted = process.env.MARQUEE_ELECTRON;
  await requirePackages(electronLibraries);
  const prepared = wanted === "official" ? null : registryElectron();
  const official =
    wanted === "registry"
      ? null
      : (officialElectron() ?? (prepared ? null : await downloadOfficialElectron()));
  if (official) return { electron: official, version: officialVersion, flags: flags(), env: {}, note: null };
  if (wanted === "official")
    throw new SetUpError(`Electron ${officialVersion} cannot be downloaded from github.com.`);
  if (!prepared) say(`Electron ${officialVersion} cannot be downloaded from github.com.`);
  return onRegistryElectron(prepared ?? (await prepareRegistryElectron()));
};

/** The same for a task of a person's, who is told what it runs on. */
export const announcedRuntime = async (): Promise<Runtime> => {
  const found = await runtime();
  if (found.note) say(found.note);
  return found;
};

/** Arguments that start this checkout's application. */
export const applicationArguments = ({ flags }: Runtime, ...args: readonly string[]): string[] => [
  ...flags,
  root,
  ...args,
];
