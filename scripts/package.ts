/**
 * `npm run package`: the unpacked application for this machine in `dist/`; with `--installers`, what electron-builder.yml
 * lists for this platform. On the registry's runtime the result serves tests only.
 */
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Configuration, Platform, build as packageFor } from "electron-builder";
import { build } from "./build.ts";
import { runTask, SetUpError, say } from "./runtime/console.ts";
import { root } from "./runtime/places.ts";
import { type Runtime, runtime } from "./runtime/runtime.ts";

/** Takes the registry's runtime as it is, less the loader, and the native module compiled for it. */
const onRegistryRuntime = async ({ electron, version }: Runtime, binding: string): Promise<Configuration> => {
  const staged = join(root, ".cache", "native");
  await mkdir(staged, { recursive: true });
  await copyFile(binding, join(staged, "better_sqlite3.node"));
  return {
    electronVersion: version,
    electronDist: dirname(electron),
    files: [{ from: staged, to: "node_modules/better-sqlite3/build/Release" }],
    afterExtract: ({ appOutDir }) => rm(join(appOutDir, "resources", "app"), { recursive: true }),
  };
};

/** Builds and packs the application; returns its unpacked executable's path where this platform's layout is plain. */
export const packageApplication = async (installers = false): Promise<string> => {
  const electron = await runtime();
  await build();
  const binding = electron.env.MARQUEE_SQLITE_BINDING;
  if (installers && binding)
    throw new SetUpError("Installers need the official Electron, which cannot be downloaded here.");
  await rm(join(root, "dist"), { recursive: true, force: true });
  await packageFor({
    projectDir: root,
    targets: installers ? Platform.current().createTarget() : Platform.current().createTarget("dir"),
    config: binding ? await onRegistryRuntime(electron, binding) : {},
    publish: "never",
  });
  return {
    darwin: join(
      root,
      "dist",
      `mac${process.arch === "arm64" ? "-arm64" : ""}`,
      "Marquee.app",
      "Contents",
      "MacOS",
      "Marquee",
    ),
    win32: join(root, "dist", "win-unpacked", "Marquee.exe"),
    linux: join(root, "dist", "linux-unpacked", "marquee"),
  }[process.platform as "darwin" | "win32" | "linux"];
};

if (import.meta.main)
  await runTask(async () => {
    const executable = await packageApplication(process.argv.includes("--installers"));
    say(`Packaged: ${executable}`);
    return 0;
  });
