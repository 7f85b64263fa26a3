/** Starts the data service, a process of its own, and pairs ports with it. */
import { join } from "node:path";
import { app, MessageChannelMain, type MessagePortMain, utilityProcess } from "electron";
import {
  controlContract,
  identifierKeyContract,
  jobStartContract,
  printContract,
} from "../../shared/contract/control.ts";
import { mainPort } from "../../shared/contract/ports.ts";
import { warehouseAccessContract } from "../../shared/contract/warehouse.ts";
import { type Client, connect, type Handlers, serve } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { JobProcess } from "./job-process.ts";
import { reportBug } from "./log.ts";
import { places } from "./places.ts";

export interface DataService {
  readonly control: Client<typeof controlContract>;
  /** The page's end of a new channel to the data service. */
  openPort(): MessagePortMain;
  /** Resolves once no job process runs. */
  stopJobs(): Promise<void>;
  onExit(listener: (code: number) => void): void;
}

/** Another native module may be named in development only: the product loads the one it was packaged with. */
export const serviceEnvironment = (): NodeJS.ProcessEnv => {
  const { MARQUEE_SQLITE_BINDING, ...others } = process.env;
  return app.isPackaged ? others : { ...others, MARQUEE_SQLITE_BINDING };
};

export const startDataService = (
  printing: Handlers<typeof printContract>,
  access: Handlers<typeof warehouseAccessContract>,
  keys: Handlers<typeof identifierKeyContract>,
  { batch }: { readonly batch: boolean },
): DataService => {
  const child = utilityProcess.fork(
    places.dataService,
    [
      "--migrations",
      places.migrations,
      "--assets",
      places.assets,
      "--fetches",
      join(app.getPath("userData"), "fetches"),
      "--marquee",
      app.getVersion(),
      ...(batch ? ["--batch"] : []),
    ],
    { serviceName: "marquee-data", stdio: "inherit", env: serviceEnvironment() },
  );
  type Role = "control" | "print" | "warehouse" | "keys" | "jobStart" | "client";
  const pair = (role: Role): MessagePortMain => {
    const { port1, port2 } = new MessageChannelMain();
    child.postMessage({ role }, [port1]);
    return port2;
  };
  serve(mainPort(pair("print")), printContract, printing, reportBug);
  serve(mainPort(pair("warehouse")), warehouseAccessContract, access, reportBug);
  serve(mainPort(pair("keys")), identifierKeyContract, keys, reportBug);
  const jobs = new JobProcess(serviceEnvironment());
  serve(
    mainPort(pair("jobStart")),
    jobStartContract,
    {
      startJobs: () => {
        const { port1, port2 } = new MessageChannelMain();
        child.postMessage({ role: "jobs" }, [port1]);
        jobs.handPort(port2);
        return ok({});
      },
      stopJobs: async () => {
        await jobs.stop();
        return ok({});
      },
    },
    reportBug,
  );
  child.on("exit", () => jobs.stop());
  return {
    stopJobs: () => jobs.stop(),
    control: connect(mainPort(pair("control")), controlContract),
    openPort: () => pair("client"),
    onExit: (listener) => child.on("exit", listener),
  };
};
