/** The native menu: every command has an accelerator and goes to the page, which knows what it means there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { app, Menu, type MenuItemConstructorOptions } from "electron";
import { z } from "zod";
import type { menuCommands } from "../../shared/contract/host.ts";
import { places } from "./places.ts";

type Command = (typeof menuCommands)[number];
export interface MenuState {
  readonly libraryOpen: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export const wordsOf = (language: string): ((key: string) => string) => {
  const file = join(places.assets, "locales", language, "menu.json");
  const words = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  return (key) => words[key] ?? key;
};

export const setMenu = (language: string, state: MenuState, send: (command: Command) => void): void => {
  const word = wordsOf(language);
  const item = (command: Command, accelerator?: string, enabled = true): MenuItemConstructorOptions => ({
    id: command,
    label: word(command),
    enabled,
    click: () => send(command),
    ...(accelerator ? { accelerator } : {}),
  });
  const separator: MenuItemConstructorOptions = { type: "separator" };
  const { libraryOpen, canUndo, canRedo } = state;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === "darwin" ? [{ role: "appMenu" as const }] : []),
      {
        label: word("file"),
        submenu: [
          item("newLibrary", "CmdOrCtrl+N"),
          item("openLibrary", "CmdOrCtrl+O"),
          item("openSample"),
          separator,
          item("import", "CmdOrCtrl+I", libraryOpen),
          item("export", "CmdOrCtrl+E", libraryOpen),
          separator,
          item("saveCopy", "CmdOrCtrl+Shift+S", libraryOpen),
          item("closeLibrary", "CmdOrCtrl+W", libraryOpen),
          separator,
          item("settings", "CmdOrCtrl+,"),
          { role: "quit", label: word("quit") },
        ],
      },
      {
        label: word("edit"),
        submenu: [
          item("undo", "CmdOrCtrl+Z", canUndo),
          item("redo", "CmdOrCtrl+Shift+Z", canRedo),
          separator,
          { role: "cut", label: word("cut") },
          { role: "copy", label: word("copy") },
          { role: "paste", label: word("paste") },
          { role: "selectAll", label: word("selectAll") },
        ],
      },
      {
        label: word("view"),
        submenu: [
          item("palette", "CmdOrCtrl+K"),
          separator,
          { role: "zoomIn", label: word("zoomIn") },
          { role: "zoomOut", label: word("zoomOut") },
          { role: "resetZoom", label: word("resetZoom") },
          { role: "togglefullscreen", label: word("fullScreen") },
          ...(app.isPackaged ? [] : [{ role: "toggleDevTools" as const, label: word("devTools") }]),
        ],
      },
      { label: word("help"), submenu: [item("about")] },
    ]),
  );
};
