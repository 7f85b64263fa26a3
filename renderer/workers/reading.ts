/** A worker of the training worker: reads the texts it is given. */
import { domPort } from "../../shared/contract/ports.ts";
import { serve } from "../../shared/contract/wire.ts";
import { readingContract } from "./reading-contract.ts";
import { readingHand } from "./reading-hand.ts";

serve(domPort(self as DedicatedWorkerGlobalScope), readingContract, readingHand(), (error, method) => {
  const reference = crypto.randomUUID().slice(0, 8);
  console.error(`[${reference}] ${method}`, error);
  return reference;
});
