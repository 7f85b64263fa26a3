/** The job process: long work on library files, so that the data service answers all the while. Killed, it harms nothing. */
import { jobsContract } from "../../shared/contract/jobs.ts";
import { mainPort } from "../../shared/contract/ports.ts";
import { serve } from "../../shared/contract/wire.ts";
import { lockSockets } from "./import/tables/warehouse/sockets.ts";
import { jobHandlers } from "./jobs/handlers.ts";
import { report } from "./report.ts";

lockSockets();
const handlers = jobHandlers();

process.parentPort.on("message", ({ ports: [port] }) => {
  if (port) serve(mainPort(port), jobsContract, handlers, report);
});
