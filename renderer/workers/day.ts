/** A worker of the scheduling worker: searches the days it is given, with a solver of its own. */
import loadHighs from "highs";
import highsWasm from "highs/runtime?url";
import { domPort } from "../../shared/contract/ports.ts";
import { serve } from "../../shared/contract/wire.ts";
import { highsSolver } from "../scheduling/highs.ts";
import { dayContract } from "./day-contract.ts";
import { dayHandlers } from "./day-handlers.ts";

const handlers = dayHandlers(async () => highsSolver(await loadHighs({ locateFile: () => highsWasm })));

serve(domPort(self as DedicatedWorkerGlobalScope), dayContract, handlers, (error, method) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(`[${reference}] ${method}`, error);
  return reference;
});
