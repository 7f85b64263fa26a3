/**
 * Every file of the hostile corpus through a whole import (look, then stage) into a library: each must end in a report
 * or a named failure, soon, in bounded memory, with the library as it was to the last byte.
 *
 *   npm run bench -- hostile [part of a name]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobsOver } from "../../electron/data/jobs/client.ts";
import { usualPatience } from "../../electron/data/jobs/watch-reading.ts";
import { closeLibrary, createLibrary } from "../../electron/data/store/library.ts";
import { ImportFailure } from "../../shared/contract/import.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { fill, migrations } from "../faults/content.ts";
import type { HostileCase } from "../fixtures/hostile/case.ts";
import { hostileCases, writeCase } from "../fixtures/hostile/corpus.ts";
import { endlessParquet } from "../fixtures/hostile/parquet.ts";
import { type WholeAttempt, wholeImport } from "../fixtures/hostile/whole-import.ts";
import { jobProcess } from "../fixtures/job-process.ts";
import { batchCommand } from "./batch-command.ts";

const [part = ""] = process.argv.slice(2);
/** Of the process that reads, so that another's work does not count. */
const mostSeconds = 5;
/** A reader that is stuck is given up after this. */
const mostSecondsStuck = mostSeconds + (usualPatience.everyMs * (usualPatience.unanswered + 1)) / 1000;
const mostSecondsToStart = 15;
const mostMiB = 512;
/** V8's own bound of a list. */
const mostMiBHarmful = 2_048;

const home = mkdtempSync(join(tmpdir(), "hostile-bench-"));
const library = join(home, "a.marquee");
const made = valueOrThrow(createLibrary(library, migrations));
fill(made.db);
closeLibrary(made);
const before = readFileSync(library);

const faultIn = ({ outcome, harmful }: HostileCase, found: WholeAttempt): string | null => {
  const expected = outcome === "tables" ? undefined : outcome;
  const empty = expected === "NoTable" && found.outcome === "UnknownFormat"; // a whole source without tables
  if (expected && found.outcome !== expected && !empty) return `expected ${expected}`;
  if (found.failure && !ImportFailure.safeParse(found.failure).success) return "no failure of an import";
  if (found.failure && !("name" in found.failure || "found" in found.failure)) return "names no file";
  if (harmful ? found.seconds > mostSecondsStuck : (found.ownSeconds ?? found.seconds) > mostSeconds)
    return "too slow";
  if ((found.grownMiB ?? 0) > (harmful ? mostMiBHarmful : mostMiB)) return "too much memory";
  return readFileSync(library).equals(before) ? null : "the library changed";
};

const done: { readonly name: string; readonly found: WholeAttempt; readonly wrong: string | null }[] = [];
let inProduct: object = {};
let productFailed = true;
const reader = jobProcess();
const jobs = jobsOver(reader);
try {
  for (const each of hostileCases.filter(({ name }) => name.includes(part))) {
    const path = join(home, each.name);
    writeCase(each, path);
    const found = await wholeImport(reader, jobs, library, path);
    rmSync(path);
    const wrong = faultIn(each, found);
    done.push({ name: each.name, found, wrong });
    const { outcome, rows, rejected, seconds, ownSeconds, grownMiB, failure } = found;
    const detail = failure && "detail" in failure ? failure.detail.slice(0, 60) : "";
    console.log(
      [
        each.name.padEnd(36),
        outcome.padEnd(16),
        `${rows}`.padStart(8),
        `${rejected}`.padStart(7),
        `${seconds.toFixed(3)} s`.padStart(10),
        `(${ownSeconds?.toFixed(2) ?? "?"} s)`.padStart(9),
        `${grownMiB?.toFixed(0) ?? "?"} MiB`.padStart(9),
        wrong ?? detail,
      ].join(" "),
    );
  }
  const path = join(home, "endless.parquet");
  writeFileSync(path, endlessParquet());
  const { result, seconds } = await batchCommand(
    ["import", path, "--library", join(home, "product.marquee")],
    () => {},
  );
  const failure = (result.error as { readonly type?: string } | undefined) ?? {};
  inProduct = { error: failure, seconds };
  productFailed = failure.type !== "ReadingStopped" || seconds > mostSecondsStuck + mostSecondsToStart;
} finally {
  reader.stop();
  rmSync(home, { recursive: true, force: true });
}

const counts = new Map<string, number>();
for (const { found } of done) counts.set(found.outcome, (counts.get(found.outcome) ?? 0) + 1);
const slowest = done.toSorted((a, b) => b.found.seconds - a.found.seconds).slice(0, 3);
const largest = done.toSorted((a, b) => (b.found.grownMiB ?? 0) - (a.found.grownMiB ?? 0))[0];
const wrong = done.filter((each) => each.wrong !== null);
console.log(
  JSON.stringify({
    files: done.length,
    outcomes: Object.fromEntries(counts),
    processesStarted: reader.starts,
    slowest: slowest.map(({ name, found }) => ({ name, seconds: Number(found.seconds.toFixed(2)) })),
    most: { name: largest?.name, MiB: largest?.found.grownMiB },
    endlessInProduct: inProduct,
    wrong: wrong.map(({ name, found, wrong: why }) => ({ name, outcome: found.outcome, why })),
  }),
);
process.exitCode = wrong.length > 0 || productFailed ? 1 : 0;
