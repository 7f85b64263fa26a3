/** Pictures of pages, once nothing on them is loading. */
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type BrowserWindow, nativeTheme } from "electron";
import { Preferences } from "../../shared/contract/host.ts";
import type { BatchRequest } from "./command-line.ts";

const settleMs = 800;
const patienceMs = 30_000;

/** True once no part of the page has said it is busy for `settleMs`. */
const settle = async (window: BrowserWindow): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  let quietSince = Date.now();
  while (Date.now() < deadline && Date.now() - quietSince < settleMs) {
    await wait(100);
    const busy = await window.webContents.executeJavaScript(
      `document.querySelector('[aria-busy="true"]') !== null`,
    );
    if (busy) quietSince = Date.now();
  }
};

/** The look the picture was asked in. */
export const screenshotPreferences = ({ options }: BatchRequest): Partial<Preferences> =>
  Preferences.partial().parse({ theme: options.theme, language: options.language });

/** Goes to the route, waits until the page is quiet and saves its picture as PNG; returns the file. */
export const capture = async (window: BrowserWindow, request: BatchRequest): Promise<string> => {
  const { theme } = request.options;
  if (theme === "light" || theme === "dark") nativeTheme.themeSource = theme;
  const route = JSON.stringify(`#${request.options.route}`);
  const deadline = Date.now() + patienceMs;
  const ask = (script: string): Promise<unknown> => window.webContents.executeJavaScript(script);
  // A page that has just opened a library goes there by itself: ask until the route stands.
  do {
    await settle(window);
    await ask(`location.hash = ${route}`);
    await settle(window);
  } while (Date.now() < deadline && !(await ask(`location.hash.startsWith(${route})`)));
  const file = request.paths.out as string;
  writeFileSync(file, (await window.webContents.capturePage()).toPNG());
  return file;
};
