/** Starts the real application for a test, with a profile of its own, and notes what it complains about. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { applicationArguments, runtime } from "../../scripts/runtime/runtime.ts";

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Errors and security-policy violations that the page wrote to its console, and exceptions nobody caught. */
  readonly complaints: readonly string[];
  readonly userData: string;
  /** Ends the application and removes its profile, unless the caller gave the profile. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Arguments of the application: a library to open, options. */
  readonly args?: readonly string[];
  /** A profile to start with and to keep; a fresh one otherwise. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built application and resolves once its window has loaded. */
export const launch = async ({ args = [], userData, env = {} }: LaunchOptions = {}): Promise<Launched> => {
  const electron = await runtime();
  const profile = userData ?? (await mkdtemp(join(tmpdir(), "marquee-test-")));
  const start = (): Promise<ElectronApplication> =>
    _electron.launch({
      executablePath: electron.electron,
      args: applicationArguments(electron, `--user-data-dir=${profile}`, ...args),
      env: { ...process.env, ...electron.env, ...env } as Record<string, string>,
      timeout: 30_000,
    });
  // Until it is attached to none of our code has run: on a busy machine Chromium itself sometimes never comes so far.
  const app = await start().catch(start);
  const complaints: string[] = [];
  app.on("window", (window) => {
    window.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    window.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
  });
  const page = await app.firstWindow();
  await page.waitForLoadState("load");
  return {
    app,
    page,
    complaints,
    userData: profile,
    close: async () => {
      await app.close();
      if (!userData) await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
};
