/** Composition of the main process: one window or one batch command, on one data service. */
import { rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  app,
  type BrowserWindow,
  ipcMain,
  MessageChannelMain,
  nativeTheme,
  safeStorage,
  session,
  shell,
} from "electron";
import { hostContract, type Task } from "../../shared/contract/host.ts";
import { mainPort } from "../../shared/contract/ports.ts";
import { serve } from "../../shared/contract/wire.ts";
import { ok } from "../../shared/domain/result.ts";
import { newBatchProfile } from "./batch-profile.ts";
import { type BatchRequest, libraryArgument, parseBatch, usage } from "./command-line.ts";
import { type DataService, startDataService } from "./data-service.ts";
import { ChosenFiles } from "./files.ts";
import { hostHandlers } from "./host.ts";
import { identifierKeys } from "./identifier-keys.ts";
import { isOwnPage, lockEveryPage, lockSession } from "./lockdown.ts";
import { reportBug } from "./log.ts";
import { places } from "./places.ts";
import { StateStore } from "./preferences.ts";
import { printing } from "./print.ts";
import { origin, registerScheme, serveRenderer } from "./protocol.ts";
import { capture, screenshotPreferences } from "./screenshot.ts";
import { Secrets } from "./secrets.ts";
import { takePasswordOfRun, type WarehouseKeeper, warehouseAccess } from "./warehouse.ts";
import { openWindow } from "./window.ts";

const startedAt = performance.now();
const callerFolder = process.env.INIT_CWD ?? process.cwd();
const args = process.argv.slice(1);
const batchAt = args.indexOf("--batch");
const smoke = args.includes("--smoke");

/** The library is closed before the process ends, so that its file is whole. */
let ending = false;
const exitWith = async (code: number, service: DataService): Promise<void> => {
  ending = true;
  await service.stopJobs();
  await service.control.shutDown({});
  app.exit(code);
};

const libraryName = (path: string): string => basename(path, ".marquee");

/** The last line of standard output is one JSON object; without --json, a summary for people. */
const printResult = (json: boolean, result: Readonly<Record<string, unknown>>, summary: string): void => {
  writeFileSync(1, `${json ? JSON.stringify(result) : summary}\n`);
};

const batchTask = async (request: BatchRequest, files: ChosenFiles): Promise<Task> => {
  const tokens = Object.entries(request.paths).map(async ([name, path]) => [name, await files.tokenOf(path)]);
  return {
    type: "batch",
    command: request.command,
    files: Object.fromEntries(await Promise.all(tokens)),
    options: request.options,
  };
};

const windowTask = async (path: string | null, files: ChosenFiles): Promise<Task> => ({
  type: "window",
  library: path ? { file: await files.tokenOf(path), name: libraryName(path) } : null,
});

const run = async (request: BatchRequest | null): Promise<void> => {
  await app.whenReady();
  const store = new StateStore();
  nativeTheme.themeSource = store.state.preferences.theme;
  lockSession(session.defaultSession);
  serveRenderer(places.renderer);

  const passwordOfRun = takePasswordOfRun();
  const secrets = new Secrets(join(app.getPath("userData"), "secrets.json"), safeStorage);
  const warehouse: WarehouseKeeper = {
    settings: () => store.state.warehouse,
    update: (changed) => store.update({ warehouse: changed }),
    secrets,
    pathOf: (file) => files.pathOf(file),
    passwordOfRun: request ? passwordOfRun : null,
    stop: () => service.control.stopWarehouse({}),
  };
  const service: DataService = startDataService(
    {
      ...printing,
      showInFolder: ({ path }) => {
        shell.showItemInFolder(path);
        return ok({});
      },
      tokenOf: async ({ path }) => ok({ file: await files.tokenOf(path) }),
    },
    warehouseAccess(warehouse),
    identifierKeys(secrets),
    { batch: request !== null || smoke },
  );
  const files: ChosenFiles = new ChosenFiles((file, path) => service.control.grantFile({ file, path }));
  const screenshot = request?.command === "screenshot" ? request : null;
  const libraryPath = screenshot?.paths.library ?? (request ? null : libraryArgument(args, callerFolder));
  // The window does not wait for the data service: the page asks for its task when it is ready for it.
  const task = request && !screenshot ? batchTask(request, files) : windowTask(libraryPath, files);
  const window: BrowserWindow = openWindow(store, { visible: !request || screenshot !== null });

  const sendPort = (name: string, port: Electron.MessagePortMain): void =>
    window.webContents.postMessage("port", name, [port]);
  const host = hostHandlers({
    window,
    files,
    store,
    task,
    warehouse,
    preferences: screenshot ? screenshotPreferences(screenshot) : {},
    openDataPort: (name) => sendPort(name, service.openPort()),
    batchProgress: (line) => process.stderr.write(`${line}\n`),
    batchDone: (exitCode, result, summary) => {
      printResult(request?.json ?? false, result, summary);
      void exitWith(exitCode, service);
    },
    libraryShown: (name) => {
      const milliseconds = Math.round(performance.now() - startedAt);
      if (smoke) {
        printResult(true, { ok: true, library: name, milliseconds, fused: app.isPackaged }, "");
        void exitWith(0, service);
      }
      if (screenshot)
        void capture(window, screenshot).then(
          (file) => {
            printResult(screenshot.json, { file }, `saved ${file}`);
            return exitWith(0, service);
          },
          (error) => {
            reportBug(error, "screenshot");
            return exitWith(1, service);
          },
        );
    },
  });

  ipcMain.on("requestPorts", (event) => {
    if (!isOwnPage(event.senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    serve(mainPort(port1), hostContract, host.handlers, reportBug);
    sendPort("host", port2);
    sendPort("data", service.openPort());
  });
  ipcMain.handle("fileToken", async (event, path: unknown) => {
    if (!isOwnPage(event.senderFrame) || typeof path !== "string" || path === "") return null;
    return { file: await files.tokenOf(path), name: path.replace(/^.*[\\/]/, "") };
  });

  const openLibraryFile = async (path: string | null): Promise<void> => {
    if (window.isMinimized()) window.restore();
    window.focus();
    if (path) host.tell({ type: "openLibrary", file: await files.tokenOf(path), name: libraryName(path) });
  };
  app.on(
    "second-instance",
    (_event, argv, folder) => void openLibraryFile(libraryArgument(argv.slice(1), folder)),
  );
  app.on("open-file", (event, path) => {
    event.preventDefault();
    void openLibraryFile(path);
  });
  app.on("window-all-closed", () => void exitWith(0, service));
  // Quitting by menu or shortcut closes no window of its own accord first.
  app.on("will-quit", (event) => {
    if (ending) return;
    event.preventDefault();
    void exitWith(0, service);
  });
  window.webContents.on("render-process-gone", (_event, details) => {
    reportBug(new Error(`page gone: ${details.reason}`), "window");
    if (request) void exitWith(1, service);
    else if (details.reason !== "clean-exit") window.loadURL(`${origin}/index.html`);
  });
  service.onExit((code) => {
    if (ending) return;
    reportBug(new Error(`data service ended with ${code}`), "data service");
    app.exit(1);
  });
};

registerScheme();
lockEveryPage();
/** Batch commands run beside an open window: each has a browser profile of its own, dropped at the end. */
if (batchAt >= 0 || smoke) {
  app.commandLine.appendSwitch("log-level", "3");
  const profile = newBatchProfile();
  app.setPath("sessionData", profile);
  app.on("quit", () => rmSync(profile, { recursive: true, force: true }));
}
process.on("uncaughtException", (error) => {
  reportBug(error, "main");
  app.exit(1);
});

const batch = batchAt < 0 ? null : parseBatch(args.slice(batchAt + 1), callerFolder);
if (batch && !batch.ok) {
  process.stderr.write(`${batch.error.detail}\n${usage()}\n`);
  writeFileSync(1, `${JSON.stringify({ error: batch.error })}\n`);
  app.exit(2);
} else if (batch || smoke || app.requestSingleInstanceLock()) void run(batch?.value ?? null);
else app.quit();
