/**
 * Small random weeks under random rules, hard and priced: what the evaluator says of showings at random and what the scheduler plans,
 * against the independent checker, and the plan's worth and bound against the best of all schedules where these can be tried.
 *
 *   npm run bench -- rules [weeks = 10000] [first seed = 1]
 */

import { agreementOn } from "../checker/ruled-weeks.ts";
import { loadSolver } from "../fixtures/solver.ts";

const [weeks = 10_000, first = 1] = process.argv.slice(2).map(Number);
const solver = await loadSolver();
const began = performance.now();
let planned = 0;
let enumerated = 0;
let disagreeing = 0;
for (let seed = first; seed < first + weeks; seed++) {
  const agreement = await agreementOn(seed, solver);
  if (agreement.planned) planned++;
  if (agreement.enumerated) enumerated++;
  if (agreement.disagreements.length > 0) {
    disagreeing++;
    console.log(`seed ${seed}: ${agreement.disagreements.join("; ")}`);
  }
}
const seconds = (performance.now() - began) / 1000;
console.log(
  `${weeks} weeks: ${planned} planned, the rest impossible; ${enumerated} compared with the best of all schedules; ${disagreeing} disagreements; ${seconds.toFixed(0)} s`,
);
if (disagreeing > 0) process.exitCode = 1;
