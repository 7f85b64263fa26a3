/** Debian and Ubuntu packages: installed as root, otherwise named in the one line to run. */
import { capture } from "./command.ts";
import { SetUpError, say } from "./console.ts";

/** Each entry lists a package's names, newest first: the t64 names came with Debian 13 and Ubuntu 24.04. */
export const electronLibraries = [
  ["libgtk-3-0t64", "libgtk-3-0"],
  ["libnss3"],
  ["libasound2t64", "libasound2"],
  ["libgbm1"],
  ["libxss1"],
  ["libxtst6"],
] as const;
export const virtualDisplay = [["xvfb"], ["xauth"], ["fonts-noto-cjk"]] as const;
export const compiler = [["g++"], ["make"], ["python3"]] as const;
export const unpacker = [["unzip"]] as const;

type Package = readonly string[];

const isInstalled = async (names: Package): Promise<boolean> => {
  const { output } = await capture("dpkg-query", ["--list", ...names]);
  return /^ii /m.test(output);
};

/** The name this release knows the package by. */
const knownName = async (names: Package): Promise<string> => {
  for (const name of names) {
    const { output } = await capture("apt-cache", ["policy", name]);
    if (/Candidate: (?!\(none\))/.test(output)) return name;
  }
  return names.at(-1) as string;
};

const aptGet = (...args: string[]) =>
  capture("apt-get", args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });

let listsAreFresh = false;
const readLists = async (): Promise<void> => {
  if (listsAreFresh) return;
  say("Reading the system's package lists (apt-get update) …");
  await aptGet("update", "-qq");
  listsAreFresh = true;
};

/** Makes the packages present, or throws a `SetUpError` with the command that would. */
export const requirePackages = async (packages: readonly Package[]): Promise<void> => {
  if (process.platform !== "linux") return;
  if ((await capture("apt-get", ["--version"])).code !== 0) return;
  const present = await Promise.all(packages.map(isInstalled));
  const missing = packages.filter((_, index) => !present[index]);
  if (missing.length === 0) return;
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    await readLists();
  }
  const names = await Promise.all(missing.map(knownName));
  const install = ["install", "-y", "--no-install-recommends", ...names];
  if (!asRoot)
    throw new SetUpError(
      `System packages are missing. Run this line, then start again:\n\n  sudo apt-get ${install.join(" ")}\n`,
    );
  say(`Installing system packages: ${names.join(" ")} …`);
  const { code, output } = await aptGet(...install);
  if (code !== 0) throw new SetUpError(`${output}\napt-get ${install.join(" ")} failed.`);
};
