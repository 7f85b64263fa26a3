/**
 * The journey of a programmer's own files: a semicolon table in GB18030 mapped and tried, checked against the library
 * before it is applied, mended in the quarantine, decided where films are doubtful, taken back, and mapped by a profile.
 */
import { writeFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toGb18030 } from "../fixtures/gb18030.ts";
import { expectAccessible } from "./accessibility.ts";
import { answerDialogs, goTo, heading, openWorkshop, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch();
  const { app, page } = launched;
  await answerDialogs(app, { save: workshop.path("Mine.marquee") });
  await page.getByRole("button", { name: "New library…" }).click();
  await page.getByRole("heading", { name: "No films yet" }).waitFor();
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const page = () => launched.page;
const button = (name: string | RegExp): Locator => page().getByRole("button", { name });
const films = ["霸王别姬 (1993)", "重庆森林 (1994)", "花样年华 (2000)", "一一 (2000)"];
const ratingsFile = (changed: boolean): string =>
  [
    "会员编号;影片;评分;评分时间;电子邮箱",
    ...Array.from({ length: 60 }, (_, at) => {
      const rating =
        at === 17 ? "9,5" : at === 3 && changed ? "1,5" : `${2 + (at % 7) / 2}`.replace(".", ",");
      return `M${100 + (at % 15)};${films[at % 4]};${rating.includes(",") ? rating : `${rating},0`};${10 + (at % 15)}.03.2024;m${at}@example.cn`;
    }),
    ...(changed ? ["M900;饮食男女 (1994);4,5;20.03.2024;m900@example.cn"] : []),
  ].join("\r\n");

const choose = async (path: string): Promise<void> => {
  await goTo(page(), "/import");
  await heading(page(), "Import").waitFor();
  const another = button("Choose another");
  if (await another.isVisible()) await another.click();
  await answerDialogs(launched.app, { open: path });
  await button("Choose a file…").click();
};
const figure = (hint: string): Promise<string> =>
  page().getByText(hint, { exact: true }).locator("..").innerText();

test("a semicolon table in GB18030 is read, mapped and explained", async () => {
  await writeFile(workshop.path("评分 2024-03.csv"), toGb18030(ratingsFile(false)));
  await choose(workshop.path("评分 2024-03.csv"));
  await button(/GB18030 · semicolon/).waitFor();
  expect(await page().getByRole("combobox", { name: "Each row is of" }).inputValue()).toBe(
    "Ratings and visits",
  );
  const field = (column: string): Promise<string> =>
    page()
      .getByRole("combobox", { name: `Field for column ${column}`, exact: true })
      .inputValue();
  expect(await field("会员编号")).toBe("Member *");
  expect(await field("影片")).toBe("Film title");
  expect(await field("评分")).toBe("Rating");
  await page().getByText("“,” is the decimal sign", { exact: false }).first().waitFor();
  await page().getByText("Left out for privacy: 电子邮箱").waitFor();
});

test("its first rows are tried at once, and again after each change, which Undo takes back", async () => {
  await page().getByText("Accepted 59", { exact: true }).waitFor();
  await page().getByText("Rejected 1", { exact: true }).click();
  await page().getByText("Rating: The rating is not on the scale (9,5)").waitFor();
  await page().getByRole("combobox", { name: "Field for column 影片" }).click();
  await page().getByRole("option", { name: "Film", exact: true }).click();
  await page().getByText("Chosen by you.").waitFor();
  await page().keyboard.press("Escape");
  await button("Undo").click();
  await page().getByText("Rejected 1", { exact: true }).waitFor();
});

test("the mapping is kept as a profile", async () => {
  await button("Save as profile…").click();
  await page().getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Ticket desk");
  await button("Save profile").click();
  await page().getByText("Profile “Ticket desk” saved").waitFor();
});

test("what would change stands there before it is applied", async () => {
  await button("Check changes…").click();
  await page().getByRole("heading", { name: "What changes in the library?" }).waitFor();
  const row = page().getByRole("row", { name: /^Ratings and visits/ });
  await row.getByRole("cell", { name: "59", exact: true }).first().waitFor();
  expect(await page().getByRole("contentinfo").innerText()).toContain("0 films");
  await button("Apply").click();
  await page().getByRole("heading", { name: "Imported", exact: true }).waitFor();
  expect(await figure("left out")).toMatch(/^Rejected\s+1\b/);
  await page().getByRole("contentinfo").getByText("4 films").waitFor();
  await page().getByRole("contentinfo").getByText("59 interactions").waitFor();
});

test("a row that was not taken waits in the quarantine, is dismissed, put back and handed out", async () => {
  await button("Look at rejected rows").click();
  await heading(page(), "Quarantine").waitFor();
  const panel = page().getByRole("complementary", { name: "The row under the cursor" });
  await panel.getByText("The rating is not on the scale").waitFor();
  await panel.getByRole("definition").filter({ hasText: "9,5" }).waitFor();
  await page().getByRole("grid", { name: "Quarantine" }).focus();
  await page().keyboard.press("Delete");
  await page().getByRole("heading", { name: "No rows here" }).waitFor();
  await page().getByText("Dismissed", { exact: true }).click();
  await button("Put back among those that wait").click();
  await page().getByText("Waiting", { exact: true }).first().click();
  await panel.getByText("9,5").first().waitFor();
  await answerDialogs(launched.app, { open: workshop.folder });
  await button("Export CSV…").click();
  await page()
    .getByText(/^1 row written to/)
    .waitFor();
  await goTo(page(), "/import");
});

test("a row is fixed in place, checked while it is typed, imported with its import, and taken back", async () => {
  await goTo(page(), "/import/quarantine");
  await page().getByRole("grid", { name: "Quarantine" }).focus();
  await page().keyboard.press("Enter");
  const form = page().getByRole("form", { name: "Fix the row" });
  const rating = form.getByRole("textbox", { name: "Rating" });
  await form.getByText("Still refused").waitFor();
  expect(await rating.evaluate((field) => field === document.activeElement)).toBe(true);
  await page().keyboard.type("4,6");
  await form.getByRole("status").getByText("4,6").waitFor();
  await page().keyboard.press("ControlOrMeta+a");
  await page().keyboard.type("4,5");
  await form.getByText("Will be taken as it stands").waitFor();
  await expectAccessible(page());
  await page().keyboard.press("ControlOrMeta+Enter");
  await page().getByRole("heading", { name: "No rows here" }).waitFor();
  await page().getByRole("contentinfo").getByText("60 interactions").waitFor();
  await page().getByText("Fixed", { exact: true }).click();
  await button("Take this fix back").click();
  await page().getByRole("contentinfo").getByText("59 interactions").waitFor();
  await goTo(page(), "/import");
});

test("a newer export, taken by its profile, shows what it changes field by field", async () => {
  await writeFile(workshop.path("评分 2024-04.csv"), toGb18030(ratingsFile(true)));
  await goTo(page(), "/import");
  await button("Choose another").click();
  await answerDialogs(launched.app, { open: workshop.path("评分 2024-04.csv") });
  await page()
    .getByRole("listitem")
    .filter({ hasText: "Ticket desk" })
    .getByRole("button", { name: "File…" })
    .click();
  await page().getByText("Mapped by the profile “Ticket desk”").waitFor();
  await button("Check changes…").click();
  await page().getByRole("heading", { name: "What changes in the library?" }).waitFor();
  const counts = await page()
    .getByRole("row", { name: /^Ratings and visits/ })
    .getByRole("cell")
    .allInnerTexts();
  // Read, added, changed, kept, same, rejected.
  expect(counts.slice(0, 6)).toEqual(["61", "1", "1", "0", "58", "1"]);
  await page()
    .getByRole("listitem")
    .filter({ hasText: "一一 · 2024-03-13" })
    .getByText("1.5", { exact: true })
    .waitFor();
  await page().getByRole("radiogroup", { name: "Examples" }).getByText("Added").click();
  await page()
    .getByRole("listitem")
    .filter({ hasText: "饮食男女" })
    .getByText("1994", { exact: true })
    .waitFor();
  await button("Apply").click();
  await page().getByRole("heading", { name: "Imported", exact: true }).waitFor();
  expect(await figure("rows with newer values")).toMatch(/^Updated\s+1\b/);
  await page().getByRole("contentinfo").getByText("5 films").waitFor();
});

test("the import is taken back as a whole", async () => {
  await goTo(page(), "/import/history");
  await page()
    .getByRole("row")
    .filter({ hasText: "评分 2024-04.csv" })
    .getByRole("button", { name: "Roll back…" })
    .click();
  const dialog = page().getByRole("dialog");
  await dialog.getByText("records get back the values they had before").waitFor();
  await dialog.getByRole("button", { name: "Roll back", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page().getByText("Rolled back", { exact: true }).waitFor();
  await page().getByRole("contentinfo").getByText("4 films").waitFor();
  await page().getByRole("contentinfo").getByText("59 interactions").waitFor();
});

test("a doubtful film is looked at, decided, and the decision is undone", async () => {
  const catalogue = (rows: readonly string[]): string => ["id,title,year,runtime", ...rows].join("\n");
  await writeFile(workshop.path("house.csv"), catalogue(["7,Night Ferry,1998,98", "8,Harbour,2001,101"]));
  await writeFile(
    workshop.path("agency.csv"),
    catalogue(["A1,Night Ferry,1999,99", "A2,Lighthouse,2010,90"]),
  );
  for (const name of ["house.csv", "agency.csv"]) {
    await choose(workshop.path(name));
    await page().getByRole("heading", { name }).waitFor();
    await button("Check changes…").click();
    await button("Apply").click();
    await page().getByRole("heading", { name: "Imported", exact: true }).waitFor();
  }
  await goTo(page(), "/import/matches");
  await page().getByText("Are these one film?", { exact: false }).waitFor();
  await page()
    .getByRole("row", { name: /^Year 1998 1999/ })
    .waitFor();
  await page().keyboard.press("s");
  await page().getByRole("heading", { name: "No doubtful films" }).waitFor();
  await page().getByRole("contentinfo").getByText("7 films").waitFor();
  await goTo(page(), "/import/changes");
  await page()
    .getByRole("row", { name: /^.*Merge: Night Ferry/ })
    .getByRole("button", { name: "Undo" })
    .click();
  await page()
    .getByRole("row", { name: /^.*Merge: Night Ferry/ })
    .getByText("Undone", { exact: true })
    .waitFor();
  await page().getByRole("contentinfo").getByText("8 films").waitFor();
});

test("the report on quality names the rule, and says what is known of the films", async () => {
  await goTo(page(), "/import/quality");
  await page().getByRole("heading", { name: "Every row was taken as it stood" }).waitFor();
  await page().getByRole("combobox", { name: "System" }).click();
  await page().getByRole("option", { name: "评分" }).click();
  await page().getByRole("heading", { name: "Are the files getting cleaner?" }).waitFor();
  await page()
    .getByRole("figure", { name: "Which rules catch most rows?" })
    .getByText("The rating is not on the scale")
    .waitFor();
  await page().getByRole("heading", { name: "What is known of the films?" }).waitFor();
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});
