/** The scheduling worker: serves the scheduling contract with HiGHS, loaded on the first plan. */
import loadHighs from "highs";
import highsWasm from "highs/runtime?url";
import { domPort } from "../../shared/contract/ports.ts";
import { schedulingContract } from "../../shared/contract/scheduling.ts";
import { serve } from "../../shared/contract/wire.ts";
import { aloneWith } from "../scheduling/day-search.ts";
import { highsSolver } from "../scheduling/highs.ts";
import { crewOf } from "./day-crew.ts";
import { schedulingHandlers } from "./scheduling-handlers.ts";

/** Each keeps its days' programmes in memory of its own. */
const mostWorkers = 4;

const hire = () => {
  const worker = new Worker(new URL("./day.ts", import.meta.url), { type: "module" });
  return {
    port: {
      ...domPort(worker),
      onClose: (listener: () => void) => worker.addEventListener("error", listener),
    },
    dismiss: () => worker.terminate(),
  };
};

const handlers = schedulingHandlers(
  async () => highsSolver(await loadHighs({ locateFile: () => highsWasm })),
  (solver) => crewOf(Math.min(mostWorkers, navigator.hardwareConcurrency), hire, aloneWith(solver)),
);

serve(domPort(self as DedicatedWorkerGlobalScope), schedulingContract, handlers, (error, method) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(`[${reference}] ${method}`, error);
  return reference;
});
