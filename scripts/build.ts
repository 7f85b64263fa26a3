/** Builds the application into `build/`; a part whose sources have not changed since is left as it is. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build as viteBuild } from "vite";
import { runTask, say } from "./runtime/console.ts";
import { root } from "./runtime/places.ts";
import { dataConfig, jobsConfig, mainConfig, preloadConfig } from "./vite/electron.config.ts";
import { writeFaceNetwork } from "./vite/face-network.ts";
import { writePosterNetwork } from "./vite/poster-network.ts";
import { rendererConfig } from "./vite/renderer.config.ts";

interface Part {
  readonly name: string;
  /** Files and folders whose content decides whether the part is up to date. */
  readonly inputs: readonly string[];
  readonly make: () => Promise<unknown>;
}

const output = join(root, "build");
const stamps = join(root, ".cache", "build");
const recipe = ["package.json", "package-lock.json", "scripts/build.ts", "scripts/vite"];

const isSource = (path: string): boolean => !/\.test\.tsx?$/.test(path);

const copyFolder = async (from: string, to: string): Promise<void> => {
  await rm(join(output, to), { recursive: true, force: true });
  await cp(join(root, from), join(output, to), { recursive: true, filter: isSource });
};

const buildData = async (): Promise<void> => {
  await viteBuild(dataConfig);
  await viteBuild(jobsConfig);
};

const buildRenderer = async (): Promise<void> => {
  await writePosterNetwork();
  await writeFaceNetwork();
  await viteBuild(rendererConfig);
};

const parts: readonly Part[] = [
  { name: "main", inputs: ["electron/main", "shared"], make: () => viteBuild(mainConfig) },
  { name: "preload", inputs: ["electron/preload", "shared"], make: () => viteBuild(preloadConfig) },
  { name: "data", inputs: ["electron/data", "shared"], make: buildData },
  { name: "renderer", inputs: ["renderer", "shared", "assets"], make: buildRenderer },
  {
    name: "migrations",
    inputs: ["electron/migrations"],
    make: () => copyFolder("electron/migrations", "migrations"),
  },
  { name: "assets", inputs: ["assets"], make: () => copyFolder("assets", "assets") },
];

/** Every file at or under the path, relative to the checkout, in a stable order. */
const filesAt = (path: string): string[] => {
  if (!existsSync(join(root, path))) return [];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isSource)
    .sort();
};

const fingerprint = (inputs: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const files = /\.\w+$/.test(input) ? [join(root, input)] : filesAt(input);
    for (const file of files) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
};

const isUpToDate = (name: string, print: string): boolean => {
  const stamp = join(stamps, name);
  return existsSync(join(output, name)) && existsSync(stamp) && readFileSync(stamp, "utf8") === print;
};

export const build = async (): Promise<void> => {
  for (const { name, inputs, make } of parts) {
    const print = fingerprint([...inputs, ...recipe]);
    if (isUpToDate(name, print)) continue;
    say(`Building ${name} …`);
    await make();
    await mkdir(stamps, { recursive: true });
    await writeFile(join(stamps, name), print);
  }
};

if (import.meta.main)
  await runTask(async () => {
    await build();
    return 0;
  });
