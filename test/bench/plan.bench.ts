/**
 * Plans whole weeks of seeded eight-screen houses, checks every one with the independent checker, and prints gap and time.
 *
 *   node test/bench/plan.bench.ts [weeks = 5] [titles = 16] [stagger minutes = 10] [grid minutes = 15]
 */
import { calibratedDemand } from "../../renderer/scheduling/calibrated-demand.ts";
import { planWeek } from "../../renderer/scheduling/plan.ts";
import { checkPlan } from "../checker/check-plan.ts";
import { eightScreens, realisticWeek } from "../fixtures/house.ts";
import { loadSolver } from "../fixtures/solver.ts";

const [weeks = 5, titles = 16, stagger = 10, grid = 15] = process.argv.slice(2).map(Number);
const solver = await loadSolver();
const call = { signal: new AbortController().signal, progress: () => {} };
const rows = [];
for (let seed = 1; seed <= weeks; seed++) {
  const problem = realisticWeek(seed, eightScreens(grid, stagger));
  const began = process.cpuUsage();
  const outcome = await planWeek(problem, { slateSize: titles }, calibratedDemand(problem), solver, call);
  if (!outcome.ok) throw new Error(`week ${seed}: ${JSON.stringify(outcome.error)}`);
  const { plan, complete } = outcome.value;
  const violations = checkPlan({
    ...problem,
    showings: plan.showings,
    slate: plan.slate,
    forecast: plan.forecast,
  });
  const used = process.cpuUsage(began);
  const daySeconds = plan.proof.map(({ seconds }) => seconds).sort((a, b) => a - b);
  rows.push({
    seed,
    titles: plan.slate.length,
    showings: plan.showings.length,
    violations: violations.length,
    complete,
    worstGap: `${(100 * Math.max(...plan.proof.map(({ gap }) => gap))).toFixed(2)} %`,
    medianDay: `${(daySeconds[3] as number).toFixed(1)} s`,
    cpu: `${(used.user / 1e6).toFixed(1)} s`,
    week: `${plan.seconds.toFixed(1)} s`,
  });
}
console.table(rows);
