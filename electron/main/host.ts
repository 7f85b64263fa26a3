/** Answers the page: dialogs, recent libraries, preferences, taskbar, batch results. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog, nativeTheme, shell } from "electron";
import type { HostEvent, hostContract, Preferences, purposes, Task } from "../../shared/contract/host.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { videoExtensions } from "../../shared/domain/trailers.ts";
import type { ChosenFiles } from "./files.ts";
import { logFolder, reportBug } from "./log.ts";
import { type MenuState, setMenu, wordsOf } from "./menu.ts";
import type { StateStore } from "./preferences.ts";
import { type WarehouseKeeper, warehouseHost } from "./warehouse.ts";

export interface Host {
  readonly window: BrowserWindow;
  readonly files: ChosenFiles;
  readonly store: StateStore;
  readonly task: Promise<Task>;
  /** What this run shows instead of the stored preferences. */
  readonly preferences: Partial<Preferences>;
  readonly openDataPort: (name: string) => void;
  readonly batchProgress: (line: string) => void;
  readonly batchDone: (exitCode: number, result: Readonly<Record<string, unknown>>, summary: string) => void;
  readonly libraryShown: (name: string) => void;
  readonly warehouse: WarehouseKeeper;
}

/** Whatever the file is called, its content says what it is; these are shown first. */
const importExtensions = [
  ...["csv", "tsv", "txt", "json", "jsonl", "ndjson", "xlsx", "parquet", "gz", "zip"],
  ...["dat", "data", "item", "user"],
];

type Purpose = (typeof purposes)[number];
const nameOf = (path: string): string => basename(path).replace(/\.marquee$/i, "");

const choosePath = async (
  host: Host,
  purpose: Purpose,
  suggestedName: string,
): Promise<string | undefined> => {
  const word = wordsOf(host.store.state.preferences.language);
  const library = [{ name: word("dialogLibrary"), extensions: ["marquee"] }];
  const open = async (options: Electron.OpenDialogOptions): Promise<string | undefined> =>
    (await dialog.showOpenDialog(host.window, options)).filePaths[0];
  switch (purpose) {
    case "openLibrary":
      return open({ properties: ["openFile"], filters: library });
    case "newLibrary":
    case "saveCopy": {
      const { filePath } = await dialog.showSaveDialog(host.window, {
        defaultPath: join(app.getPath("documents"), `${basename(suggestedName)}.marquee`),
        filters: library,
      });
      return filePath || undefined;
    }
    case "importFile":
      return open({
        properties: ["openFile"],
        filters: [
          { name: word("dialogImport"), extensions: importExtensions },
          { name: word("dialogAnyFile"), extensions: ["*"] },
        ],
      });
    case "importFolder":
      return open({ properties: ["openDirectory"], title: word("dialogImportFolder") });
    case "encoderFolder":
      return open({ properties: ["openDirectory"], title: word("dialogEncoderFolder") });
    case "trailerFile":
      return open({
        properties: ["openFile"],
        filters: [
          { name: word("dialogTrailer"), extensions: [...videoExtensions] },
          { name: word("dialogAnyFile"), extensions: ["*"] },
        ],
      });
    case "trailerFolder":
      return open({ properties: ["openDirectory"], title: word("dialogTrailerFolder") });
    case "certificate":
      return open({
        properties: ["openFile"],
        filters: [{ name: word("dialogCertificate"), extensions: ["pem", "crt", "cer"] }],
      });
    case "exportFolder":
      return open({ properties: ["openDirectory", "createDirectory"], title: word("dialogExportFolder") });
    case "exportTable": {
      const name = basename(suggestedName)
        .replaceAll(/[\\/:*?"<>|]/g, " ")
        .trim();
      const extension = extname(name).slice(1);
      const { filePath } = await dialog.showSaveDialog(host.window, {
        defaultPath: join(app.getPath("documents"), name),
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      });
      return filePath || undefined;
    }
  }
};

export interface HostHandlers {
  readonly handlers: Handlers<typeof hostContract>;
  /** Tells the page what happened outside it; kept until the page watches. */
  readonly tell: (event: HostEvent) => void;
}

export const hostHandlers = (host: Host): HostHandlers => {
  const { files, store, window } = host;
  let waiting: HostEvent[] = [];
  let send: ((event: HostEvent) => void) | null = null;
  let menuState: MenuState = { libraryOpen: false, canUndo: false, canRedo: false };
  const tell = (event: HostEvent): void => {
    if (send) send(event);
    else waiting.push(event);
  };
  const refreshMenu = (): void =>
    setMenu(store.state.preferences.language, menuState, (command) => tell({ type: "menu", command }));
  refreshMenu();
  nativeTheme.on("updated", () => tell({ type: "theme", dark: nativeTheme.shouldUseDarkColors }));

  const handlers: Handlers<typeof hostContract> = {
    ...warehouseHost(host.warehouse),
    task: async () => ok(await host.task),
    watch: (_input, call) =>
      new Promise((resolve) => {
        send = call.progress;
        for (const event of waiting) call.progress(event);
        waiting = [];
        call.signal.addEventListener("abort", () => resolve(ok({})));
      }),
    openDataPort: ({ name }) => {
      host.openDataPort(name);
      return ok({});
    },
    chooseFile: async ({ purpose, suggestedName }) => {
      const path = await choosePath(host, purpose, suggestedName);
      return ok(path ? { file: await files.tokenOf(path), name: nameOf(path), path } : null);
    },
    recentLibraries: async () => {
      const libraries = store.state.recent.map(async ({ path, openedAt }) => ({
        file: await files.tokenOf(path),
        name: nameOf(path),
        path,
        openedAt,
        missing: !existsSync(path),
      }));
      return ok({ libraries: await Promise.all(libraries) });
    },
    libraryAt: async ({ path }) => {
      const file = files.known(path);
      return ok(file ? { file, name: nameOf(path) } : null);
    },
    sampleLibrary: async () => {
      const path = join(app.getPath("userData"), "Marquee Eight.marquee");
      return ok({ file: await files.tokenOf(path), name: nameOf(path), exists: existsSync(path) });
    },
    noteLibrary: async ({ library }) => {
      window.setTitle(library ? `${library.name} – Marquee` : "Marquee");
      const path = library && files.pathOf(library.file);
      if (path && (await host.task).type === "window") {
        store.noteRecent(path);
        app.addRecentDocument(path);
      }
      if (library) host.libraryShown(library.name);
      return ok({});
    },
    reveal: ({ file, name }) => {
      const path = files.pathOf(file);
      if (path) shell.showItemInFolder(name === null ? path : join(path, basename(name)));
      return ok({});
    },
    saveImage: async ({ suggestedName, kind, bytes }) => {
      const name = suggestedName.replaceAll(/[\\/:*?"<>|]/g, " ").trim();
      const { filePath } = await dialog.showSaveDialog(host.window, {
        defaultPath: join(app.getPath("pictures"), `${name}.${kind}`),
        filters: [{ name: kind.toUpperCase(), extensions: [kind] }],
      });
      if (!filePath) return ok(null);
      try {
        await writeFile(filePath, bytes);
        return ok({ path: filePath });
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        return err({ type: "UnwritableFile", name: basename(filePath), detail });
      }
    },
    preferences: () => ok({ ...store.state.preferences, ...host.preferences }),
    setPreferences: (preferences) => {
      store.update({ preferences });
      nativeTheme.themeSource = preferences.theme;
      refreshMenu();
      return ok({});
    },
    setProgress: ({ share }) => {
      window.setProgressBar(share ?? -1);
      return ok({});
    },
    setMenuState: (state) => {
      menuState = state;
      refreshMenu();
      return ok({});
    },
    report: ({ message, stack }) => ok({ ref: reportBug(stack || message, "page") }),
    batchProgress: ({ line }) => {
      host.batchProgress(line);
      return ok({});
    },
    batchDone: ({ exitCode, result, summary }) => {
      host.batchDone(exitCode, result, summary);
      return ok({});
    },
    versions: () =>
      ok({
        marquee: app.getVersion(),
        electron: process.versions.electron ?? "",
        chromium: process.versions.chrome ?? "",
        node: process.versions.node,
        logFolder: logFolder(),
      }),
  };
  return { handlers, tell };
};
