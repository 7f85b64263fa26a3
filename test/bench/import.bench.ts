/**
 * How long an import takes, what it holds in memory and how long it keeps others waiting, as JSON lines.
 * node test/bench/import.bench.ts <folder or archive>...      data sets, each imported twice into a fresh library
 * node test/bench/import.bench.ts --generated <members>       an invented set of 150 ratings a member
 * node test/bench/import.bench.ts --kills <times>             kill -9 in the middle, again and again
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { importSource } from "../../electron/data/import/imports.ts";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { killDuringImport } from "../faults/import-kill.ts";
import { writeMlLatest } from "../fixtures/movielens/generate.ts";

const migrations = readMigrations(fileURLToPath(new URL("../../electron/migrations", import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { generated: { type: "string" }, kills: { type: "string" } },
});
const home = mkdtempSync(join(tmpdir(), "import-bench-"));
const print = (figures: object): void => console.log(JSON.stringify(figures));

const measure = async (path: string): Promise<void> => {
  const library = valueOrThrow(createLibrary(join(home, "bench.marquee"), migrations));
  for (const round of ["first", "second"]) {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const summary = valueOrThrow(await importSource(library, { path: path }));
    await setTimeout(50); // the wait while rows were stored is only seen once it is over
    delay.disable();
    print({
      source: basename(path),
      round,
      ...summary,
      rowsPerSecond: Math.round((summary.added + summary.unchanged + summary.rejected) / summary.seconds),
      longestWaitMs: Math.round(delay.max / 1e6),
      residentMiB: Math.round(process.memoryUsage().rss / 2 ** 20),
      quickCheck: library.db.pragma("quick_check", { simple: true }),
    });
  }
  closeLibrary(library);
  print({ source: basename(path), libraryMiB: Math.round(statSync(library.path).size / 2 ** 20) });
  rmSync(library.path);
};

try {
  for (const path of positionals) await measure(path);
  if (values.generated) {
    const folder = join(home, "generated");
    await writeMlLatest(folder, { members: Number(values.generated), films: 20_000, ratingsPerMember: 150 });
    await measure(folder);
  }
  if (values.kills) print({ kills: await killDuringImport(Number(values.kills)) });
} finally {
  rmSync(home, { recursive: true, force: true });
}
