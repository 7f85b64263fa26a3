/** A data set through the import page: look, take, read the report; take it again; cancel a large one. */
import { appendFile, cp, mkdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMlLatest } from "../fixtures/movielens/generate.ts";
import {
  answerDialogs,
  fixtures,
  goTo,
  heading,
  openWorkshop,
  runBatch,
  untilQuiet,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch();
  const { app, page } = launched;
  await answerDialogs(app, { save: workshop.path("Imported.marquee") });
  await page.getByRole("button", { name: "New library…" }).click();
  await page.getByRole("heading", { name: "No films yet" }).waitFor();
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const choose = async (folder: string): Promise<void> => {
  const { app, page } = launched;
  await goTo(page, "/import");
  await heading(page, "Import").waitFor();
  const another = page.getByRole("button", { name: "Choose another" });
  if (await another.isVisible()) await another.click();
  await answerDialogs(app, { open: folder });
  await page.getByRole("button", { name: "Choose a folder…" }).click();
};
const commit = (): Promise<void> =>
  launched.page.getByRole("button", { name: "Import into this library" }).click();
const counts = (): Promise<string[]> =>
  launched.page.getByRole("contentinfo").locator("span").allInnerTexts();
/** A figure of the report with its name, found by the words below it. */
const figure = (hint: string): Promise<string> =>
  launched.page.getByText(hint, { exact: true }).locator("..").innerText();

test("an empty library leads to the import", async () => {
  const { page } = launched;
  await page.getByRole("button", { name: "Import a data set" }).click();
  await page.getByRole("heading", { name: "Bring your data" }).waitFor();
});

test("the preview shows form, files and first rows before anything changes", async () => {
  const { page } = launched;
  await cp(`${fixtures}/ml-latest`, workshop.path("ml-latest"), { recursive: true });
  await appendFile(workshop.path("ml-latest/ratings.csv"), "3,2,9.5,1300000300\n3,4\n3,77,4.0,1300000400\n");
  await choose(workshop.path("ml-latest"));
  await page.getByText("Recognised: MovieLens latest, 20M, 25M").waitFor();
  for (const file of ["movies.csv", "ratings.csv", "tags.csv", "links.csv"])
    expect(await page.getByRole("heading", { name: file }).isVisible()).toBe(true);
  expect(await page.getByRole("cell", { name: "The Glass Orchard (2011)" }).isVisible()).toBe(true);
  expect(await counts()).toContain("0 films");
});

test("the report counts every row and gives line and reason of each one it could not take", async () => {
  const { page } = launched;
  await commit();
  await page.getByRole("heading", { name: "Imported", exact: true }).waitFor();
  expect(await figure("left out")).toMatch(/^Rejected\s+3\b/);
  await page
    .getByText("The library now holds 7 films, 3 members, 9 interactions and 3 tags.", { exact: false })
    .waitFor();
  const row = (line: number) =>
    page.getByRole("row").filter({ has: page.getByRole("gridcell", { name: String(line), exact: true }) });
  await row(11).getByText("The rating is not on the scale").waitFor();
  await row(12).getByText("Too few or too many columns").waitFor();
  await row(13).getByText("Its film is not in the data set").waitFor();
  expect(await counts()).toEqual(
    expect.arrayContaining(["Imported", "7 films", "3 members", "9 interactions"]),
  );
});

test("the same again changes nothing", async () => {
  const { page } = launched;
  await choose(workshop.path("ml-latest"));
  await commit();
  await page.getByRole("heading", { name: "Imported", exact: true }).waitFor();
  expect(await figure("rows new to the library")).toMatch(/^Added\s+0\b/);
  expect(await counts()).toEqual(expect.arrayContaining(["7 films", "3 members", "9 interactions"]));
});

test("a folder of something else is refused, with what to choose instead", async () => {
  const { page } = launched;
  await mkdir(workshop.path("else"));
  await writeFile(workshop.path("else/film.mp4"), Uint8Array.of(0, 0, 0, 32, 102, 116, 121, 112, 0, 1, 2, 3));
  await choose(workshop.path("else"));
  await page.getByRole("alert").getByRole("button", { name: "Copy details" }).waitFor();
  expect(await page.getByRole("alert").innerText()).toMatch(/film\.mp4|else/);
});

test("a large import shows its rate, goes on beside other pages, and leaves nothing when cancelled", async () => {
  const { page } = launched;
  const before = await counts();
  await writeMlLatest(workshop.path("large"), { members: 20_000, films: 2_000, ratingsPerMember: 100 });
  await choose(workshop.path("large"));
  await commit();
  await page
    .getByRole("main")
    .getByText(/rows\/s/)
    .waitFor();
  await goTo(page, "/library");
  const status = page.getByRole("status").filter({ hasText: /(Checking|Importing) large/ });
  await status.waitFor();
  await status.getByRole("button", { name: "Cancel" }).click();
  await goTo(page, "/import");
  await page.getByText("The import was cancelled. Nothing in the library changed.").waitFor();
  await untilQuiet(page);
  expect((await counts()).slice(0, 4)).toEqual(before.slice(0, 4));
  const { counts: stored } = await runBatch<{ counts: Record<string, number> }>(
    "info",
    "--library",
    workshop.path("Imported.marquee"),
  );
  expect(stored).toMatchObject({ films: 7, members: 3, interactions: 9 });
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});
