/** Training in the window: live, cancelled, cut off and resumed, judged, deleted and brought back. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyEncoder } from "../models/encoder-files.ts";
import {
  answerDialogs,
  goTo,
  openWorkshop,
  sampleLibrary,
  slowModel,
  startTraining,
  train,
  untilShown,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch({ args: [await sampleLibrary(workshop)] });
  await untilShown(launched.page, "3,000 members");
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const page = () => launched.page;
const stored = () =>
  page()
    .getByRole("listitem")
    .filter({ has: page().getByRole("button", { name: /^Delete / }) });
const epochReached = (epoch: number): Promise<unknown> =>
  page().waitForFunction(
    (least) => {
      const words = document.querySelector("main")?.innerText.match(/epoch ([\d,]+) of at most/);
      return words !== null && words !== undefined && Number(words[1]?.replace(",", "")) >= least;
    },
    epoch,
    { timeout: 60_000 },
  );

test("the page teaches what a model is for, and names the engine in use with its reason", async () => {
  await goTo(page(), "/models");
  await page().getByRole("heading", { name: "No model yet" }).waitFor();
  const inUse = page()
    .getByRole("listitem")
    .filter({ has: page().getByText("in use", { exact: true }) });
  await inUse.waitFor();
  expect(await inUse.innerText()).toMatch(/(WebGL|WebAssembly|CPU)[\s\S]+\w{4}/);
  const engines = ["WebGL", "WebAssembly", "CPU"].map((name) =>
    page()
      .getByRole("listitem")
      .filter({ has: page().getByText(name, { exact: true }) }),
  );
  for (const engine of engines) expect((await engine.first().innerText()).length).toBeGreaterThan(10);
});

test("a training shows its loss as it learns, and stores nothing when cancelled", async () => {
  await startTraining(page(), { model: slowModel, epochs: 500, patience: 100 });
  await epochReached(2);
  await page().getByRole("figure", { name: "Does the loss still fall?" }).waitFor();
  const status = page().getByRole("contentinfo").getByRole("status");
  expect(await status.innerText()).toContain("Training: Auto-encoder");
  await page().getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page().getByRole("heading", { name: "No model yet" }).waitFor();
  expect(await page().getByRole("heading", { name: "Unfinished training" }).isVisible()).toBe(false);
});

test("a training cut off in the middle is offered again and goes on from its checkpoint", async () => {
  await startTraining(page(), { model: slowModel, epochs: 400, patience: 100 });
  await epochReached(3);
  await page().reload();
  await untilShown(page(), "3,000 members");
  await goTo(page(), "/models");
  await page().getByRole("heading", { name: "Unfinished training" }).waitFor();
  await page()
    .getByRole("button", { name: /^Resume Auto-encoder/ })
    .click();
  await epochReached(1);
  await page().getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page().getByRole("heading", { name: "No model yet" }).waitFor();
});

test("a finished model shows its held-out figures, both classes and what it learned from", async () => {
  await train(page(), { epochs: 3 });
  for (const metric of ["RMSE", "MAE", "NDCG@10", "Recall@10", "Accuracy", "F1, macro"])
    await page().getByRole("main").getByText(metric, { exact: true }).first().waitFor();
  const section = (name: string) => page().getByRole("tab", { name, exact: true }).click();
  await section("Liked or not");
  const classes = page()
    .getByRole("table")
    .filter({ has: page().getByRole("columnheader", { name: "Support" }) });
  for (const row of ["Liked", "Not liked", "Average, micro", "Average, macro", "Average, weighted"])
    expect(await classes.getByRole("rowheader", { name: row, exact: true }).isVisible()).toBe(true);
  await section("Calibration");
  await page().getByRole("figure", { name: "If it says 70%, do 70% like it?" }).waitFor();
  await section("For whom");
  await page().getByRole("table", { name: "Does it serve every part of the audience alike?" }).waitFor();
  await section("Card");
  await page().getByText("By time, 10% held out").waitFor();
  await page()
    .getByText(/held out; [\d,]+ members, \d+ films$/)
    .waitFor();
  expect(await stored().count()).toBe(1);
});

test("a second model can be compared with the first", async () => {
  await startTraining(page(), { epochs: 2 });
  await expect.poll(() => stored().count(), { timeout: 100_000 }).toBe(2);
  await page()
    .getByRole("checkbox", { name: /^Compare with/ })
    .check();
  await page().getByRole("heading", { name: "Which of the two is better?" }).waitFor();
  await page().getByText("Both were judged on the same held-out ratings.").waitFor();
  await page()
    .getByRole("cell", { name: /p (=|<) 0\.\d/ })
    .first()
    .waitFor();
});

test("a deleted model comes back by undo, and goes again by redo", async () => {
  await stored()
    .first()
    .getByRole("button", { name: /^Delete / })
    .click();
  await expect.poll(() => stored().count()).toBe(1);
  await page().getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => stored().count()).toBe(2);
  await page().getByRole("button", { name: "Redo" }).click();
  await expect.poll(() => stored().count()).toBe(1);
});

test("posters are looked at; a cancel keeps what is done", async () => {
  await goTo(page(), "/models");
  await page().getByRole("button", { name: "Look at 128 posters" }).click();
  const status = page().getByRole("contentinfo");
  await status.getByText(/left$/).waitFor();
  await status.getByRole("button", { name: "Cancel" }).click();
  await page()
    .getByText(/^[1-9]\d* of 128 posters/)
    .waitFor();
  await page()
    .getByRole("button", { name: /^Look at \d+ posters/ })
    .waitFor();
});

test("an encoder from the disk is tuned on texts with labels, and shows the words that spoke", async () => {
  const { files } = tinyEncoder(
    ["good", "bad", "film"],
    { width: 16, layers: 1, heads: 2, inner: 32, places: 16 },
    1,
  );
  const folder = workshop.path("tiny-bert");
  mkdirSync(folder);
  const lines = Array.from(
    { length: 80 },
    (_, n) => `film ${n % 2 ? "good" : "bad"}\t${n % 2 ? "yes" : "no"}`,
  );
  const table = workshop.path("labelled.tsv");
  writeFileSync(table, ["text\tlabel", ...lines].join("\n"));
  await goTo(page(), "/models");
  const choose = async (button: string, path: string): Promise<void> => {
    await answerDialogs(launched.app, { open: path });
    await page().getByRole("button", { name: button }).click();
  };
  await choose("Choose texts with labels…", table);
  await choose("Choose the encoder’s folder…", folder);
  await page().getByRole("button", { name: "Fine-tune" }).click();
  await page().getByText("config.json is missing").waitFor();
  writeFileSync(join(folder, "config.json"), files.config);
  writeFileSync(join(folder, "vocab.txt"), files.vocabulary);
  writeFileSync(join(folder, "model.safetensors"), await files.weights.read(0, files.weights.size));
  await page().getByRole("textbox", { name: "Rounds through the texts" }).fill("2");
  await page().getByRole("button", { name: "Fine-tune" }).click();
  await page().getByRole("heading", { name: "Fine-tuned encoders" }).waitFor();
  await page().getByRole("textbox", { name: "Try a text" }).fill("a good film");
  await page().getByRole("button", { name: "What is it?" }).click();
  await page().getByRole("status").filter({ hasText: "Green words" }).waitFor();
  expect(await page().locator("mark").allInnerTexts()).toEqual(["a", "good", "film"]);
});

test("a search is seen live, cancelled and gone on with; what it found is trained and kept, until the way back", async () => {
  await goTo(page(), "/models");
  await page().getByRole("link", { name: "Tune" }).waitFor();
  const before = await stored().count();
  await page().getByRole("link", { name: "Tune" }).click();
  await page().getByRole("heading", { name: "What suits this library?" }).waitFor();
  await page().getByRole("combobox", { name: "Model" }).click();
  await page().getByRole("option", { name: "Neighbouring films" }).click();
  await page().getByText("By trials").click();
  await page().getByLabel("Trials", { exact: true }).fill("14");
  await page().getByRole("button", { name: "Tune", exact: true }).click();
  const trials = page().getByRole("region", { name: "Trials" }).getByRole("row");
  await expect.poll(() => trials.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  await page().getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page().getByRole("button", { name: "Go on" }).click();
  await expect.poll(() => trials.count(), { timeout: 60_000 }).toBe(15);
  await page()
    .getByText(/made (most of )?the difference|did not matter|Nothing mattered|no parameter explains/)
    .waitFor();

  const picture = page().getByRole("application", { name: "Which parameters make the better model?" });
  // The last report may draw the picture anew and take the focus from it.
  await expect
    .poll(async () => {
      await picture.press("ArrowDown");
      return picture.innerText();
    })
    .toMatch(/Neighbours [\d,]+ · Shrinkage [\d.]+ · NDCG@10 [\d.]+%/);

  const keep = page().getByRole("button", { name: "Make them this library’s defaults" });
  const better = await keep.isEnabled(); // the usual ones may be the best
  if (better) await keep.click();
  await page().getByRole("button", { name: "Train with these" }).click();
  await expect.poll(() => stored().count(), { timeout: 60_000 }).toBe(before + 1);
  if (better) {
    await page().getByRole("combobox", { name: "Model" }).click();
    await page().getByRole("option", { name: "Neighbouring films" }).click();
    await page().getByRole("button", { name: "Back to the usual ones" }).click();
    await page().getByText("Training starts from this library’s own defaults").waitFor({ state: "detached" });
  }
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});
