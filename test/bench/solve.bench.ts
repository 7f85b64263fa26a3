/**
 * Scheduling instances of 12 screens and 18 films, every answer checked by the independent checker: days as they are and with staggered
 * starts, each beside CBC on the same mixed-integer programme in the same run, then weeks with contracts over all days, on every core.
 *
 *   npm run bench -- solve [days of each kind = 10] [weeks = 1] [screens = 12] [films = 18]
 *
 * CBC (Debian's coinor-cbc; CBC names another) is left out where it is not installed.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { dayModelOf } from "../../renderer/scheduling/day-model.ts";
import { instanceDayOf, ownTerms } from "../../renderer/scheduling/instance-day.ts";
import { type SolveCall, solveInstance } from "../../renderer/scheduling/solve-instance.ts";
import { daysOf, type ScheduleInstance } from "../../shared/domain/schedule-instance.ts";
import { checkInstance } from "../checker/check-instance.ts";
import { crewOfThreads } from "../fixtures/crew.ts";
import { madeInstance } from "../fixtures/instance.ts";
import { loadSolver } from "../fixtures/solver.ts";

const [days = 10, weeks = 1, screens = 12, films = 18] = process.argv.slice(2).map(Number);
const promised = 0.01;
const folder = mkdtempSync(join(tmpdir(), "marquee-solve-"));
const solver = await loadSolver();
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

/** A line of fixed MPS: fields begin at columns 5, 15 and 25. */
const card = (kind: string, ...fields: readonly (string | number)[]): string =>
  ` ${kind.padEnd(2)} ${fields.map((field) => String(field).padEnd(9)).join(" ")}`;

/** The day's programme in MPS, which minimises. */
const mpsOf = (instance: ScheduleInstance): string => {
  const day = instanceDayOf(instance, daysOf(instance)[0] as string, ownTerms(instance));
  const { program, integer } = dayModelOf(day);
  const rows = ["NAME          DAY", "ROWS", card("N", "worth")];
  const columns = ["COLUMNS"];
  const right = ["RHS"];
  const ranges = ["RANGES"];
  const bounds = ["BOUNDS"];
  for (const [r, lower] of program.rowLower.entries()) {
    const upper = program.rowUpper[r] as number;
    const kind = lower === upper ? "E" : upper < Infinity ? "L" : "G";
    rows.push(card(kind, `r${r}`));
    right.push(card("", "rhs", `r${r}`, kind === "G" ? lower : upper));
    if (kind === "L" && lower > -Infinity) ranges.push(card("", "range", `r${r}`, upper - lower));
  }
  for (const [c, cost] of program.cost.entries()) {
    columns.push(card("", `c${c}`, "worth", -cost));
    for (let at = program.starts[c] as number; at < (program.starts[c + 1] as number); at++)
      columns.push(card("", `c${c}`, `r${program.indices[at]}`, program.values[at] as number));
    const upper = program.upper[c] as number;
    if (integer[c]) bounds.push(card("BV", "bound", `c${c}`));
    else if (upper < Infinity) bounds.push(card("UP", "bound", `c${c}`, upper));
  }
  return [...rows, ...columns, ...right, ...ranges, ...bounds, "ENDATA", ""].join("\n");
};

/** Seconds in which CBC proves 1 %; null where it is not installed. */
const cbcSeconds = (instance: ScheduleInstance): number | null => {
  const file = join(folder, "day.mps");
  writeFileSync(file, mpsOf(instance));
  const began = performance.now();
  const run = spawnSync(
    process.env.CBC ?? "cbc",
    [file, "-ratio", String(promised), "-sec", "180", "-solve", "-quit"],
    {
      encoding: "utf8",
    },
  );
  if (run.error) return null;
  if (!/Result - Optimal/.test(run.stdout)) throw new Error(`CBC: ${run.stdout.slice(-500)}`);
  return (performance.now() - began) / 1000;
};

interface Answer {
  readonly gap: number;
  readonly secondsToPromise: number;
  readonly seconds: number;
}
const answer = async (instance: ScheduleInstance, seconds: number): Promise<Answer> => {
  const began = performance.now();
  let secondsToPromise = Number.POSITIVE_INFINITY;
  const call: SolveCall = {
    signal: new AbortController().signal,
    seconds,
    progress: ({ gap }) => {
      if (gap <= promised) secondsToPromise = Math.min(secondsToPromise, (performance.now() - began) / 1000);
    },
  };
  const crew = crewOfThreads(Math.min(4, availableParallelism()), solver);
  const solved = await solveInstance(instance, solver, call, crew);
  if (!solved.ok) throw new Error(`${instance.name}: ${JSON.stringify(solved.error)}`);
  const { violations, value } = checkInstance(instance, solved.value.schedule);
  if (violations.length > 0) throw new Error(`${instance.name}: ${violations.join("; ")}`);
  if (Math.abs(value - solved.value.value) > 1e-6)
    throw new Error(`${instance.name}: the checker values it ${value}`);
  const { gap } = solved.value;
  return {
    gap,
    seconds: solved.value.seconds,
    secondsToPromise: gap <= promised ? Math.min(secondsToPromise, solved.value.seconds) : Infinity,
  };
};

try {
  for (const staggered of [false, true]) {
    const rows = [];
    for (let seed = 1; seed <= days; seed++) {
      const instance = madeInstance(seed, { screens, films, days: 1, staggered, terms: false });
      const ours = await answer(instance, 60);
      rows.push({ seed, ...ours, cbc: cbcSeconds(instance) });
    }
    const ours = median(rows.map(({ secondsToPromise }) => secondsToPromise));
    const peers = rows.flatMap(({ cbc }) => (cbc === null ? [] : [cbc]));
    const peer = peers.length > 0 ? median(peers) : null;
    console.table(
      rows.map(({ seed, gap, secondsToPromise, seconds, cbc }) => ({
        seed,
        gap: percent(gap),
        "to 1 %": `${secondsToPromise.toFixed(1)} s`,
        whole: `${seconds.toFixed(1)} s`,
        "CBC to 1 %": cbc === null ? "" : `${cbc.toFixed(1)} s`,
      })),
    );
    const worst = Math.max(...rows.map(({ gap }) => gap));
    console.log(
      `${staggered ? "staggered" : "base"}: median ${ours.toFixed(2)} s to a proven 1 % (<= 3), worst gap ${percent(worst)} (<= 1 %)${peer === null ? "" : `, CBC ${peer.toFixed(2)} s, ratio ${(ours / peer).toFixed(2)}`}`,
    );
    if (ours > 3 || worst > promised) process.exitCode = 1;
  }
  for (let seed = 1; seed <= weeks; seed++) {
    const instance = madeInstance(seed, { screens, films, days: 7, staggered: seed % 2 === 1, terms: true });
    const { gap, seconds } = await answer(instance, 60);
    console.log(
      `${instance.name}, contracts over the week: gap ${percent(gap)} (<= 1 %) in ${seconds.toFixed(1)} s (<= 60), ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
    );
    if (gap > promised) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
