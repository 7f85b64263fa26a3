/** The data service: a process of its own that alone opens library files. */
import { parseArgs } from "node:util";
import {
  controlContract,
  identifierKeyContract,
  jobStartContract,
  printContract,
} from "../../shared/contract/control.ts";
import { dataContract } from "../../shared/contract/data.ts";
import { mainPort } from "../../shared/contract/ports.ts";
import { warehouseAccessContract } from "../../shared/contract/warehouse.ts";
import { type Client, connect, type Port, serve } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { handlersOf } from "./handlers.ts";
import type { WarehouseAccess } from "./import/tables/warehouse/access.ts";
import { FetchFolder } from "./import/tables/warehouse/fetch-state.ts";
import { lockSockets } from "./import/tables/warehouse/sockets.ts";
import { jobsOver } from "./jobs/client.ts";
import { type KeyKeeper, noKeyKeeper } from "./privacy/key-keeper.ts";
import { report } from "./report.ts";
import type { Session } from "./session.ts";
import { closeSession } from "./store/handlers.ts";
import { readMigrations } from "./store/library.ts";
import { LibraryWatch } from "./store/watch.ts";

lockSockets();

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    migrations: { type: "string" },
    assets: { type: "string" },
    fetches: { type: "string" },
    marquee: { type: "string" },
    batch: { type: "boolean" },
  },
  strict: false,
});

let printer: ReturnType<typeof connect<typeof printContract>> | null = null;
let starter: Client<typeof jobStartContract> | null = null;
let jobPortComes: (port: Port) => void = () => {};
const openJobs = async (): Promise<Port> => {
  const port = new Promise<Port>((resolve) => {
    jobPortComes = resolve;
  });
  await starter?.startJobs({});
  return port;
};
const session: Session = {
  library: null,
  files: new Map(),
  printPdf: async (html, page) => {
    const printed = await printer?.printPdf({ html, ...page });
    if (!printed?.ok) throw new Error(`printing failed: ${JSON.stringify(printed?.error)}`);
    return printed.value.pdf;
  },
  jobs: jobsOver({ open: openJobs, stop: () => void starter?.stopJobs({}) }),
  marquee: String(values.marquee ?? ""),
  noDailyBackups: values.batch === true,
  tokenOf: async (path) => {
    const token = await printer?.tokenOf({ path });
    if (!token?.ok) throw new Error(`no token: ${JSON.stringify(token?.error)}`);
    return token.value.file;
  },
  showInFolder: async (path) => void (await printer?.showInFolder({ path })),
};
let keeper: Client<typeof warehouseAccessContract> | null = null;
const warehouse: WarehouseAccess = {
  main: { grantWarehouse: async (input) => keeper?.grantWarehouse(input) ?? err({ type: "WarehouseOff" }) },
  fetches: new FetchFolder(values.fetches as string),
  running: new Set(),
};
let keyKeeper = noKeyKeeper;
const keys: KeyKeeper = {
  identifierKey: (input) => keyKeeper.identifierKey(input),
  dropIdentifierKey: (input) => keyKeeper.dropIdentifierKey(input),
};
void warehouse.fetches.sweep("start");
const watch = new LibraryWatch(session);
const handlers = handlersOf(
  session,
  watch,
  readMigrations(values.migrations as string),
  values.assets as string,
  warehouse,
  keys,
);

type Role = "control" | "print" | "warehouse" | "keys" | "jobStart" | "jobs" | "client";
process.parentPort.on("message", ({ data, ports: [port] }) => {
  if (!port) return;
  const { role } = data as { role: Role };
  if (role === "print") printer = connect(mainPort(port), printContract);
  else if (role === "warehouse") keeper = connect(mainPort(port), warehouseAccessContract);
  else if (role === "keys") keyKeeper = connect(mainPort(port), identifierKeyContract);
  else if (role === "jobStart") starter = connect(mainPort(port), jobStartContract);
  else if (role === "jobs") jobPortComes(mainPort(port));
  else if (role === "client") serve(mainPort(port), dataContract, handlers, report);
  else
    serve(
      mainPort(port),
      controlContract,
      {
        grantFile: ({ file, path }) => {
          session.files.set(file, path);
          return ok({});
        },
        stopWarehouse: () => {
          for (const call of warehouse.running) call.abort();
          return ok({});
        },
        shutDown: async () => {
          for (const call of warehouse.running) call.abort();
          await warehouse.fetches.sweep("end");
          await closeSession(session, watch);
          return ok({});
        },
      },
      report,
    );
});
