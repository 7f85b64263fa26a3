/** kill -9 of the real application in the middle of a training: the library is whole, and the training can go on. */
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  goTo,
  openWorkshop,
  sampleLibrary,
  slowModel,
  startTraining,
  untilShown,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched | null = null;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

test("after kill -9 the library opens with all it held, and the training is offered to go on", async () => {
  const library = await sampleLibrary(workshop, "Killed.marquee");
  const doomed = await launch({ args: [library], userData: workshop.path("profile") });
  await untilShown(doomed.page, "3,000 members");
  const counts = await doomed.page.getByRole("contentinfo").locator("span").allInnerTexts();
  await startTraining(doomed.page, { model: slowModel, epochs: 900, patience: 100 });
  await doomed.page
    .getByRole("main")
    .getByText(/epoch [2-9]\d* of at most/)
    .waitFor({ timeout: 90_000 });
  const process = doomed.app.process();
  const ended = new Promise((resolve) => process.once("exit", resolve));
  process.kill("SIGKILL");
  await ended;

  launched = await launch({ args: [library], userData: workshop.path("profile") });
  const { page } = launched;
  await untilShown(page, "3,000 members");
  const now = await page.getByRole("contentinfo").locator("span").allInnerTexts();
  expect(now.slice(0, 4)).toEqual(counts.slice(0, 4));
  await goTo(page, "/models");
  await page.getByRole("heading", { name: "Unfinished training" }).waitFor();
  await page.getByRole("button", { name: /^Resume Auto-encoder/ }).click();
  await page
    .getByRole("main")
    .getByText(/epoch \d+ of at most/)
    .waitFor({ timeout: 90_000 });
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("heading", { name: "No model yet" }).waitFor();
  await launched.close();
  launched = null;

  const database = new Database(library, { readonly: true });
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.pragma("foreign_key_check")).toEqual([]);
  expect(database.prepare("SELECT count(*) FROM checkpoint").pluck().get()).toBe(0);
  database.close();
});
