/** Reads every file of the hostile corpus to its end: what came of each, the longest wait and the most memory. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attempt, attempt } from "../fixtures/hostile/attempt.ts";
import { hostileCases, writeCase } from "../fixtures/hostile/corpus.ts";

/** Two gigabytes take their time to read at all. */
const secondsFor = (hole: number): number => 5 + hole / (200 * 2 ** 20);
const mostMiB = 512;

const home = mkdtempSync(join(tmpdir(), "hostile-bench-"));
const done: { readonly name: string; readonly found: Attempt; readonly wrong: string | null }[] = [];
try {
  for (const each of hostileCases) {
    const path = join(home, each.name);
    writeCase(each, path);
    const found = await attempt(path);
    rmSync(path);
    const wrong =
      each.outcome && each.outcome !== found.outcome
        ? `expected ${each.outcome}`
        : found.seconds > secondsFor(each.hole?.bytes ?? 0)
          ? "too slow"
          : found.grownMiB > mostMiB
            ? "too much memory"
            : null;
    done.push({ name: each.name, found, wrong });
    const { outcome, rows, damaged, seconds, grownMiB, failures } = found;
    const detail = failures[0] && "detail" in failures[0] ? failures[0].detail.slice(0, 60) : "";
    console.log(
      [
        each.name.padEnd(36),
        outcome.padEnd(16),
        `${rows}`.padStart(8),
        `${damaged}`.padStart(7),
        `${seconds.toFixed(3)} s`.padStart(10),
        `${grownMiB.toFixed(0)} MiB`.padStart(9),
        wrong ?? detail,
      ].join(" "),
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

const counts = new Map<string, number>();
for (const { found } of done) counts.set(found.outcome, (counts.get(found.outcome) ?? 0) + 1);
const slowest = done.toSorted((a, b) => b.found.seconds - a.found.seconds)[0];
const largest = done.toSorted((a, b) => b.found.grownMiB - a.found.grownMiB)[0];
const wrong = done.filter((each) => each.wrong !== null);
console.log(
  JSON.stringify({
    files: done.length,
    outcomes: Object.fromEntries(counts),
    slowest: { name: slowest?.name, seconds: slowest?.found.seconds },
    most: { name: largest?.name, MiB: largest?.found.grownMiB },
    wrong: wrong.map(({ name, found, wrong: why }) => ({ name, outcome: found.outcome, why })),
  }),
);
process.exitCode = wrong.length > 0 ? 1 : 0;
