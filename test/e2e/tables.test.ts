/** The tables of films and members: filters with counts, views, edits of many with undo, segments by rule and by taste. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./accessibility.ts";
import {
  goTo,
  heading,
  openWorkshop,
  sampleLibrary,
  untilQuiet,
  untilShown,
  type Workshop,
} from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch({ args: [await sampleLibrary(workshop)] });
  await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900),
  );
  await untilShown(page(), "3,000 members");
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const page = () => launched.page;
const button = (name: string) => page().getByRole("button", { name, exact: true });
const filters = () => page().getByRole("complementary", { name: "Filters" });
const found = async (words: string | RegExp): Promise<void> => {
  await page().getByRole("region").getByText(words).first().waitFor();
};
const menu = (id: string): Promise<void> =>
  launched.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id);
const accessible = (): Promise<void> => expectAccessible(page());

test("filters narrow the films, each facet counts what the others leave, and a view brings them back", async () => {
  await filters().getByLabel("Drama", { exact: true }).check();
  await found("38 films found");
  const french = filters().getByRole("listitem").filter({ hasText: "French" });
  await untilQuiet(page());
  const before = Number(await french.locator("span").last().innerText());
  await filters().getByLabel("French").check();
  await found(new RegExp(`^${before} films? found$`));
  await filters().getByRole("textbox", { name: "Year from" }).fill("2025");
  await accessible();
  await button("Views").click();
  await page().getByRole("menuitem", { name: "Save this view…" }).click();
  await page().getByRole("textbox", { name: "Name" }).fill("French dramas");
  await page().keyboard.press("Enter");
  await button("Clear all").click();
  await found("128 films");
  await button("Views").click();
  await page().getByRole("menuitem", { name: "French dramas" }).click();
  await page().getByText("Genres: Drama").waitFor();
  await page().getByText("Language: French").waitFor();
  await page().getByText("Year: from 2025").waitFor();
  await button("Clear all").click();
});

test("films are found by two Chinese characters, and by letters without their accents", async () => {
  const search = page().getByRole("textbox", { name: "Find a film or person" });
  await search.fill("冬日");
  await page().getByRole("gridcell").filter({ hasText: "A Slow Bell in Winter" }).waitFor();
  await search.fill("wint slow");
  await page().getByRole("gridcell").filter({ hasText: "A Slow Bell in Winter" }).waitFor();
  await search.fill("");
});

test("many films are changed in one step, with a preview, and undone from the menu", async () => {
  await filters().getByLabel("Romance").check();
  await found(/films found/);
  await page().keyboard.press("Control+e");
  const dialog = page().getByRole("dialog", { name: "Edit films" });
  await dialog.getByRole("radio", { name: /rows found/ }).check();
  await dialog.getByRole("combobox", { name: "Add a field to change" }).click();
  await page().getByRole("option", { name: "Distributor" }).click();
  await dialog.getByRole("combobox", { name: "Distributor" }).fill("Prairie Releasing");
  await dialog.getByText(/^(\d+) of \1 rows will change\.$/).waitFor();
  await accessible();
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await page()
    .getByText(/rows changed\./)
    .waitFor();
  await filters().getByRole("button", { name: "Distributor", exact: true }).click();
  await filters().getByLabel("Prairie Releasing").waitFor();
  await menu("undo");
  await filters().getByLabel("Prairie Releasing").waitFor({ state: "detached" });
  await menu("redo");
  await filters().getByLabel("Prairie Releasing").waitFor();
  await page().getByRole("banner").getByRole("button", { name: "Undo" }).click();
  await filters().getByLabel("Prairie Releasing").waitFor({ state: "detached" });
  await button("Clear all").click();
});

test("one film is edited where it stands", async () => {
  await goTo(page(), "/library/film/3");
  await heading(page(), "The Glass Wrestler").waitFor();
  await button("Edit…").click();
  await page().getByRole("textbox", { name: "Title", exact: true }).fill("The Paper Wrestler");
  await accessible();
  await button("Save").click();
  await heading(page(), "The Paper Wrestler").waitFor();
  await menu("undo");
  await heading(page(), "The Glass Wrestler").waitFor();
});

test("a segment by rule counts while it is written, follows its members, and can be undone", async () => {
  await goTo(page(), "/audience/segment/new");
  await page().getByRole("textbox", { name: "Name", exact: true }).fill("Young in the harbour");
  await page().getByRole("combobox", { name: "Values" }).click();
  await page().getByRole("option", { name: "18-24" }).click();
  await page().keyboard.press("Escape");
  await button("Add a condition").click();
  await page().getByRole("combobox", { name: "What" }).nth(1).click();
  await page().getByRole("option", { name: "Area" }).click();
  await page().getByRole("combobox", { name: "Values" }).nth(1).click();
  await page().getByRole("option", { name: "Harbour" }).click();
  await page().keyboard.press("Escape");
  const size = page().getByRole("status").filter({ hasText: "of 3,000 members" });
  await expect.poll(async () => Number((await size.innerText()).split("\n")[0])).toBeLessThan(200);
  const counted = (await size.innerText()).split("\n")[0] as string;
  await accessible();
  await button("Save segment").click();
  await heading(page(), "Audience").waitFor();
  await page()
    .getByRole("button", { name: `Young in the harbour ${counted}` })
    .click();
  await found(`${counted} members in this segment`);
  await menu("undo");
  await page()
    .getByRole("button", { name: /^Young in the harbour/ })
    .waitFor({ state: "detached" });
});

test("members are grouped by taste, with names of what sets them apart", async () => {
  await goTo(page(), "/audience/clusters");
  await page().getByRole("combobox", { name: "Number of segments" }).click();
  await page().getByRole("option", { name: "4", exact: true }).click();
  await button("Find segments").click();
  await page().getByText("How far apart").waitFor({ timeout: 60_000 });
  await accessible();
  const names = page().getByRole("main").getByRole("textbox", { name: "Name" });
  expect(await names.count()).toBe(4);
  const first = await names.first().inputValue();
  expect(first).toMatch(/^Likes /);
  await button("Keep these segments").click();
  await heading(page(), "Audience").waitFor();
  await page().getByRole("navigation", { name: "Segments" }).getByText(first).waitFor();
});

test("members are filtered and edited like films", async () => {
  await button("Filters").click();
  await filters().getByLabel("Harbour").check();
  await found(/members found/);
  await accessible();
  await button("Edit members…").click();
  const dialog = page().getByRole("dialog", { name: "Edit members" });
  await dialog.getByRole("radio", { name: /rows found/ }).check();
  await dialog.getByRole("combobox", { name: "Add a field to change" }).click();
  await page().getByRole("option", { name: "Area" }).click();
  await dialog.getByRole("combobox", { name: "Area" }).fill("Old Harbour");
  await dialog.getByText(/rows will change/).waitFor();
  await dialog.getByRole("button", { name: "Change", exact: true }).click();
  await filters().getByLabel("Old Harbour").waitFor();
  await menu("undo");
  await filters().getByLabel("Old Harbour").waitFor({ state: "detached" });
});

test("a member is forgotten, is named in the backup of before, and goes from there too", async () => {
  await goTo(page(), "/settings");
  await button("Back up now").click();
  await page().getByText("Backed up and verified").waitFor();
  await goTo(page(), "/audience/member/17");
  await button("Forget…").click();
  await page().getByRole("dialog").getByText("Ratings, tickets and views").waitFor();
  await accessible();
  await button("Forget").click();
  const asked = page().getByRole("dialog", { name: "Forgotten, but not yet in backups" });
  await asked.getByText("1 forgotten member", { exact: true }).first().waitFor(); // the daily backup may hold them too
  await accessible();
  await button("Write them anew without them").click();
  await asked.waitFor({ state: "detached" });
  await heading(page(), "Audience").waitFor();
  await page().getByRole("contentinfo").getByText("2,999 members").waitFor();
  await goTo(page(), "/settings");
  await page().getByRole("list", { name: "Backups" }).getByText("Made by hand").waitFor();
  expect(
    await page()
      .getByText(/still holds? members who were forgotten/)
      .count(),
  ).toBe(0);
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});
