/** Everything by keyboard: palette, navigation, language and theme, each at once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { heading, openWorkshop, sampleLibrary, untilShown, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch({
    args: [await sampleLibrary(workshop)],
    userData: workshop.path("profile"),
  });
  await untilShown(launched.page, "3,000 members");
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const page = () => launched.page;
const palette = () => page().getByRole("textbox", { name: "Type a command or a film" });
const runCommand = async (words: string): Promise<void> => {
  await page().keyboard.press("Control+k");
  await palette().fill(words);
  await page().getByRole("button", { name: words }).first().waitFor();
  await page().keyboard.press("Enter");
  await palette().waitFor({ state: "hidden" });
};
const scheme = (): Promise<string | null> =>
  page().evaluate(() => document.documentElement.getAttribute("data-mantine-color-scheme"));

test("Ctrl+1 to Ctrl+9 go to the nine tasks, further keys to the rest", async () => {
  const names =
    "Library Audience Models Preferences Reputation Experience Production Attention Schedule".split(" ");
  for (const [at, name] of names.entries()) {
    await page().keyboard.press(`Control+${at + 1}`);
    await heading(page(), name).waitFor();
  }
  await page().keyboard.press("Control+,");
  await heading(page(), "Settings").waitFor();
});

test("tasks that a later version brings say what they will do", async () => {
  await page().keyboard.press("Control+7");
  await heading(page(), "Production").waitFor();
  expect((await page().getByRole("main").innerText()).length).toBeGreaterThan(200);
});

test("the palette finds a command by a part of its name, and closes with Escape", async () => {
  await page().keyboard.press("Control+k");
  await palette().fill("a copy");
  const found = page().getByRole("button", { name: /^Save a copy…/ });
  await found.waitFor();
  await page().keyboard.press("Escape");
  await palette().waitFor({ state: "hidden" });
});

test("the palette finds a film and opens it", async () => {
  await page().keyboard.press("Control+1");
  await heading(page(), "Library").waitFor();
  const title =
    (await page().getByRole("grid").getByRole("gridcell").first().innerText()).split("\n").at(-1) ?? "";
  expect(title.length).toBeGreaterThan(1);
  await page().keyboard.press("Control+k");
  await palette().fill(title);
  await page().getByRole("dialog").getByText(title, { exact: true }).first().click();
  await heading(page(), title).waitFor();
});

test("the language changes at once, in menus too, and back", async () => {
  const { app } = launched;
  const menu = (): Promise<string | undefined> =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.find(({ label }) => label)?.label);
  expect(await menu()).toBe("File");
  await runCommand("Language: Simplified Chinese");
  await page().getByRole("link", { name: "片库" }).waitFor();
  expect(await page().evaluate(() => document.documentElement.lang)).toBe("zh-CN");
  await expect.poll(menu).toBe("文件");
  await page().keyboard.press("Control+k");
  await page().getByRole("dialog").getByRole("textbox").fill("English");
  await page()
    .getByRole("dialog")
    .getByRole("button", { name: /English/ })
    .click();
  await page().getByRole("link", { name: "Library" }).waitFor();
  await expect.poll(menu).toBe("File");
});

test("the theme changes at once, and is kept for the next start", async () => {
  await runCommand("Theme: dark");
  await expect.poll(scheme).toBe("dark");
  await runCommand("Theme: light");
  await expect.poll(scheme).toBe("light");
  await runCommand("Theme: dark");
  await launched.close();
  launched = await launch({ userData: workshop.path("profile") });
  await heading(page(), "Welcome to Marquee").waitFor();
  await expect.poll(scheme).toBe("dark");
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});
