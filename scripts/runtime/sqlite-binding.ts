/** better-sqlite3 for runtimes whose Node-API is 9: its prebuilt module needs 10, so its own source is compiled. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import { join } from "node:path";
import sqliteManifest from "better-sqlite3/package.json" with { type: "json" };
import { capture } from "./command.ts";
import { SetUpError, say } from "./console.ts";
import { cache, root } from "./places.ts";
import { compiler, requirePackages } from "./system-packages.ts";

const header = join(import.meta.dirname, "node-api-9.h");
const lowPriority = 10;

/** node-gyp wants a Node source tree; an addon on Node-API needs no more of it than these headers and empty settings. */
const makeHeaderTree = async (folder: string): Promise<void> => {
  const include = join(folder, "include", "node");
  await cp(join(root, "node_modules", "node-api-headers", "include"), include, { recursive: true });
  await writeFile(join(include, "common.gypi"), "{}");
  await writeFile(join(include, "config.gypi"), "{ 'target_defaults': {}, 'variables': {} }");
};

/** Path of the compiled module; about a minute and a half of one core the first time, then cached by version. */
export const sqliteBinding = async (): Promise<string> => {
  const recipe = createHash("sha256").update(readFileSync(header)).digest("hex").slice(0, 8);
  const binding = join(
    cache,
    `better-sqlite3-${sqliteManifest.version}-napi9-${process.platform}-${process.arch}-${recipe}.node`,
  );
  if (existsSync(binding)) return binding;
  await requirePackages(compiler);
  say(`Compiling better-sqlite3 ${sqliteManifest.version} for this runtime, once (about two minutes) …`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, "compiling-"));
  const source = join(work, "better-sqlite3");
  try {
    await makeHeaderTree(join(work, "headers"));
    await cp(join(root, "node_modules", "better-sqlite3"), source, { recursive: true });
    await cp(join(root, "node_modules", "node-addon-api"), join(source, "node_modules", "node-addon-api"), {
      recursive: true,
    });
    setPriority(lowPriority);
    const { code, output } = await capture(
      process.execPath,
      [
        join(root, "node_modules", "node-gyp", "bin", "node-gyp.js"),
        "rebuild",
        "--release",
        "--force_build=1",
      ],
      {
        cwd: source,
        env: {
          ...process.env,
          CXXFLAGS: `-include ${header}`,
          JOBS: "max",
          // By environment, not by option: a user's own npm setting reaches node-gyp that way and would win.
          npm_config_nodedir: join(work, "headers"),
        },
      },
    );
    if (code !== 0) throw new SetUpError(`${output.slice(-4000)}\nbetter-sqlite3 could not be compiled.`);
    await rename(join(source, "build", "Release", "better_sqlite3.node"), binding);
  } finally {
    setPriority(0);
    await rm(work, { recursive: true, force: true });
  }
  return binding;
};
