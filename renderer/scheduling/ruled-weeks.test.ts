import { expect, it } from "vitest";
import { agreementOn } from "../../test/checker/ruled-weeks.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";

// `npm run bench -- rules` looks at 10,000 and more.
it("plans small weeks under random rules as an independent checker and the best of all schedules say", async () => {
  const solver = await loadSolver();
  for (let seed = 1; seed <= 40; seed++) {
    const { disagreements } = await agreementOn(seed, solver);
    expect(disagreements, `seed ${seed}`).toEqual([]);
  }
}, 120_000);
