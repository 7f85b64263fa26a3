/** The scheduling worker: serves the scheduling contract with HiGHS, loaded on the first plan. */
import loadHighs from "highs";
import highsWasm from "highs/runtime?url";
import { domPort } from "../../shared/contract/ports.ts";
import { schedulingContract } from "../../shared/contract/scheduling.ts";
import { serve } from "../../shared/contract/wire.ts";
import { highsSolver } from "../scheduling/highs.ts";
import { schedulingHandlers } from "./scheduling-handlers.ts";

const handlers = schedulingHandlers(async () =>
  highsSolver(await loadHighs({ locateFile: () => highsWasm })),
);

serve(domPort(self as DedicatedWorkerGlobalScope), schedulingContract, handlers, (error, method) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(`[${reference}] ${method}`, error);
  return reference;
});
