/** What journeys through the application share: files to work on, answers to native dialogs, moving about, training. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Locator, Page } from "playwright-core";
import { batch } from "../../scripts/batch.ts";
import { runtime } from "../../scripts/runtime/runtime.ts";

export const fixtures = join(import.meta.dirname, "..", "fixtures", "movielens");

export interface Workshop {
  readonly folder: string;
  path(name: string): string;
  remove(): Promise<void>;
}

/** A folder of its own for one test file. */
export const openWorkshop = async (): Promise<Workshop> => {
  const folder = await mkdtemp(join(tmpdir(), "marquee-journey-"));
  return {
    folder,
    path: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
};

/** A copy of the sample library, which is made once a run. */
export const sampleLibrary = async (workshop: Workshop, name = "Marquee Eight.marquee"): Promise<string> => {
  const copy = workshop.path(name);
  await copyFile(process.env.MARQUEE_TEST_SAMPLE as string, copy);
  return copy;
};

/** Runs a command of the batch interface and returns its JSON object. */
export const runBatch = async <T>(...command: readonly string[]): Promise<T> =>
  batch<T>(await runtime(), {}, ...command);

/** Native dialogs cannot be operated by a test: the next ones answer with these paths, or as if cancelled. */
export const answerDialogs = (
  app: ElectronApplication,
  answers: { readonly open?: string; readonly save?: string },
): Promise<void> =>
  app.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? "" });
  }, answers);

/** Goes to a page by its address; it is drawn, though perhaps still loading, when this resolves. */
export const goTo = async (page: Page, route: string): Promise<void> => {
  await page.evaluate((hash) => {
    location.hash = hash;
    return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }, route);
};

export const heading = (page: Page, name: string | RegExp): Locator =>
  page.getByRole("heading", { level: 1, name });

/** Resolves once the library the window was started with is shown; until then a change of page would be lost. */
export const untilShown = async (page: Page, members: string): Promise<void> => {
  await page.getByRole("contentinfo").getByText(members).waitFor();
  await heading(page, "Library").waitFor();
};

/** Resolves once no part of the page is loading or working. */
export const untilQuiet = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, null, {
    timeout: 60_000,
  });
};

/** The name of a model whose epochs take long enough to be cut off in the middle, and which runs on the engine. */
export const slowModel = "Auto-encoder";

export interface TrainingWish {
  /** The model's name in the form. */
  readonly model?: string;
  readonly epochs?: number;
  readonly patience?: number;
  readonly engine?: "WebGL" | "WebAssembly" | "CPU";
}

/** Fills the form of the Models page and starts. */
export const startTraining = async (page: Page, wish: TrainingWish = {}): Promise<void> => {
  await goTo(page, "/models");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  if (wish.model) {
    await page.getByRole("combobox", { name: "Model", exact: true }).click();
    await page.getByRole("option", { name: wish.model, exact: true }).click();
  }
  if (wish.engine) {
    await page.getByRole("combobox", { name: "Engine" }).click();
    await page.getByRole("option", { name: wish.engine, exact: true }).click();
  }
  if (wish.epochs !== undefined || wish.patience !== undefined) {
    const advanced = page.getByRole("button", { name: "Advanced parameters" });
    if ((await advanced.getAttribute("aria-expanded")) === "false") await advanced.click();
    if (wish.epochs !== undefined) await page.getByLabel("Epochs at most").fill(String(wish.epochs));
    if (wish.patience !== undefined) await page.getByLabel("Patience (epochs)").fill(String(wish.patience));
  }
  await page.getByRole("button", { name: "Train", exact: true }).click();
};

/** Trains and waits for the figures of the new model. */
export const train = async (page: Page, wish: TrainingWish = {}): Promise<void> => {
  await startTraining(page, wish);
  await page.getByRole("heading", { name: "How good is it?" }).waitFor({ timeout: 110_000 });
};
