/** Node-side parts: one file each, everything bundled except Electron itself and the native module. */
import { builtinModules } from "node:module";
import { join } from "node:path";
import type { InlineConfig } from "vite";
import { root } from "../runtime/places.ts";

const node = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

const part = (
  name: string,
  file: string,
  format: "es" | "cjs",
  external: readonly string[],
  beside?: { readonly entry: string },
): InlineConfig => ({
  root,
  configFile: false,
  logLevel: "error",
  publicDir: false,
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: true,
    target: "node20",
    outDir: join(root, "build", name),
    emptyOutDir: !beside,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: join(root, "electron", name, `${beside?.entry ?? name}.ts`),
      external: [...node, ...external],
      output: { format, entryFileNames: file, codeSplitting: false },
    },
  },
});

export const mainConfig = part("main", "main.js", "es", ["electron"]);
export const dataConfig = part("data", "data.js", "es", ["electron", "better-sqlite3"]);
/** The job process, in the same folder: built after it. */
export const jobsConfig = part("data", "jobs.js", "es", ["electron", "better-sqlite3"], { entry: "jobs" });
/** A sandboxed preload script must be one CommonJS file. */
export const preloadConfig = part("preload", "preload.cjs", "cjs", ["electron"]);
