import { expect, it } from "vitest";
import { crewOfThreads } from "../../test/fixtures/crew.ts";
import { madeInstance } from "../../test/fixtures/instance.ts";
import { loadSolver } from "../../test/fixtures/solver.ts";
import { aloneWith } from "../scheduling/day-search.ts";
import { solveInstance } from "../scheduling/solve-instance.ts";

it("finds the same schedule in this thread, in two workers and in three, and ends at once when it is cancelled", async () => {
  const instance = madeInstance(1, { screens: 2, films: 4, days: 3, staggered: true, terms: true });
  const solver = await loadSolver();
  const found = [];
  for (const crew of [aloneWith(solver), crewOfThreads(2, solver), crewOfThreads(3, solver)]) {
    const call = { signal: new AbortController().signal, seconds: 60, progress: () => undefined };
    const answer = await solveInstance(instance, solver, call, crew);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const { schedule, value, bound } = answer.value;
    found.push({ schedule, value, bound });
  }
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);

  const many = madeInstance(3, { screens: 6, films: 9, days: 3, staggered: false, terms: false });
  const cancel = new AbortController();
  const call = {
    signal: cancel.signal,
    seconds: 60,
    progress: () => cancel.abort(),
  };
  const answer = await solveInstance(many, solver, call, crewOfThreads(2, solver));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  expect(answer.value.complete).toBe(false);
  expect(answer.value.schedule.length).toBeGreaterThan(10);
}, 60_000);
