/** Predicted preferences: for a member, a segment, a film and a newcomer, each with interval and reasons. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  answerDialogs,
  goTo,
  openWorkshop,
  sampleLibrary,
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
const ranked = () => page().locator("ol > li");

test("without a model the page leads to training", async () => {
  await goTo(page(), "/preferences");
  await page().getByRole("button", { name: "Train a model" }).click();
  await page().getByRole("heading", { level: 1, name: "Models" }).waitFor();
  await train(page(), { epochs: 6 });
});

test("a member: ranked films, each with expected rating, interval and reasons that add up", async () => {
  await goTo(page(), "/preferences/member");
  await page().getByRole("heading", { name: "Choose a member" }).waitFor();
  await page().getByRole("textbox", { name: "Search members" }).fill("17");
  await page()
    .getByRole("button", { name: /^Member 17\b/ })
    .click();
  await page().getByRole("heading", { name: "What will member 17 want to see?" }).waitFor();
  await ranked().first().waitFor();
  await expect.poll(() => ranked().count()).toBe(30);
  const first = await ranked().first().innerText();
  expect(first).toMatch(/[\d.]+ of 5 expected/);
  expect(first).toMatch(/[\d.]+ to [\d.]+ in 9 of 10 cases/);
  expect(first).toMatch(/\d+% likely to like it/);
  const expected = async (at: number): Promise<number> =>
    Number((await ranked().nth(at).innerText()).match(/([\d.]+) of 5 expected/)?.[1]);
  expect(await expected(0)).toBeGreaterThanOrEqual(await expected(29));
  const why = ranked().first().getByRole("button", { expanded: false });
  await why.click();
  const basis = ranked()
    .first()
    .getByText(/^With the average of all ratings, [\d.]+, the parts add up to/);
  await basis.waitFor();
  const average = Number((await basis.innerText()).match(/ratings, ([\d.]+),/)?.[1]);
  const shares = (await ranked().first().locator("ul li").allInnerTexts()).map((words) =>
    Number(words.match(/: ([+−-]?[\d.]+)$/)?.[1]?.replace("−", "-")),
  );
  const sum = shares.reduce((total, share) => total + share, average);
  expect(Math.abs(sum - (await expected(0)))).toBeLessThan(0.1 + 0.006 * shares.length);
});

test("in full, a film's parts go up to the whole by films and by traits, and what would change it is said", async () => {
  const first = ranked().first();
  await first.getByRole("button", { name: "All parts, and what would change it" }).click();
  const parts = first.getByRole("table");
  await parts.waitFor();
  const figure = (words: string): number =>
    Number(words.match(/([+−-]?[\d.]+)( ±.*)?$/)?.[1]?.replace("−", "-"));
  const addsUp = async (): Promise<void> => {
    const rows = (await parts.getByRole("row").allInnerTexts()).slice(1).map((row) => figure(row.trim()));
    const together = rows.pop() as number;
    const sum = rows.reduce((total, share) => total + share, 0);
    expect(Math.abs(sum - together)).toBeLessThan(0.006 * rows.length);
  };
  await addsUp();
  await first.getByText("By traits").click();
  await parts.getByRole("rowheader", { name: "what no known trait tells" }).waitFor();
  await addsUp();
  await first.getByText(/in place of [\d.]+ would lift it most/).waitFor();
});

test("sliders and house rules make another list at once, say what it costs, and export it", async () => {
  const titles = (): Promise<string[]> =>
    ranked().evaluateAll((all) => all.map((film) => film.querySelector("button")?.innerText ?? ""));
  const own = await titles();
  await page()
    .getByRole("slider", { name: /^Novelty/ })
    .focus();
  await page().keyboard.press("End");
  await page()
    .getByRole("status", { name: "What it costs and brings" })
    .getByText(/Novelty .*known to \d+% fewer people/)
    .waitFor();
  expect(await titles()).not.toEqual(own);
  await page().getByRole("button", { name: "House rules (0)" }).click();
  await page().getByRole("button", { name: "Add a limit" }).click();
  await page().getByLabel("Films at most").fill("2");
  await page()
    .getByText(/^Only \d+ films? fits? the rules/)
    .waitFor();
  for (const format of ["csv", "pdf"] as const) {
    await answerDialogs(launched.app, { save: workshop.path(`list.${format}`) });
    await page().getByRole("button", { name: "Export", exact: true }).click();
    await page()
      .getByRole("menuitem", { name: format === "csv" ? "CSV" : /PDF/ })
      .click();
    await page().getByText(`list.${format} was written.`).waitFor();
  }
  const csv = await readFile(workshop.path("list.csv"), "utf8");
  expect(csv).toContain("At most 2 of a genre.");
  expect(csv.split("\r\n").length).toBe((await ranked().count()) + 2);
  expect((await readFile(workshop.path("list.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
  // Undo takes rule by rule back, down to none.
  for (let n = 0; n < 2; n++) await page().getByRole("button", { name: "Undo", exact: true }).first().click();
  await page().getByRole("button", { name: "House rules (0)" }).waitFor();
  await page().getByRole("button", { name: "Back to the model's order" }).click();
  await expect.poll(titles).toEqual(own);
});

test("what is disliked leaves the list at once, is listed with its effect, and comes back when that is undone", async () => {
  const first = async (): Promise<string> =>
    (await ranked().first().getByRole("button").first().innerText()).trim();
  const title = await first();
  await ranked()
    .first()
    .getByRole("button", { name: `Thumb down for “${title}”` })
    .click();
  await page()
    .getByText(/^left the list, where it was number 1/)
    .first()
    .waitFor();
  await expect.poll(first, { timeout: 10_000 }).not.toBe(title);
  await goTo(page(), "/preferences/feedback");
  const row = page().getByRole("row").filter({ hasText: title });
  expect(await row.innerText()).toContain("left the list, where it was number 1");
  await row.getByRole("button", { name: /^Undo/ }).click();
  await page().getByRole("heading", { name: "No feedback yet" }).waitFor();
  await goTo(page(), "/preferences/member/17");
  await expect.poll(first, { timeout: 10_000 }).toBe(title);
});

test("a segment: what the group would like, and how many of it", async () => {
  await page().getByText("A segment", { exact: true }).click();
  await page().getByRole("heading", { name: "Choose a segment" }).waitFor();
  const segments = page().getByRole("navigation", { name: "A segment" }).getByRole("button");
  await expect.poll(() => segments.count()).toBeGreaterThan(2);
  await segments.first().click();
  await page()
    .getByRole("heading", { level: 2, name: /^What will “.+” want to see\?$/ })
    .waitFor();
  await ranked().first().waitFor();
  expect(await ranked().first().innerText()).toMatch(/\d+% would like it/);
});

test("a film: the share of members with its interval, the segments, and who is keenest", async () => {
  await ranked().first().getByRole("button").first().click();
  await page()
    .getByRole("heading", { level: 2, name: /^Who will want “.+”\?$/ })
    .waitFor();
  await page()
    .getByText(/^About \d+% of all members would like this film/)
    .waitFor();
  const rows = page().getByRole("table").getByRole("row");
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(3);
  const keenest = page().getByRole("button", { name: /^Member \d+$/ });
  await expect.poll(() => keenest.count()).toBeGreaterThan(10);
  await keenest.first().click();
  await page()
    .getByRole("heading", { name: /^What will member \d+ want to see\?$/ })
    .waitFor();
});

test("a wait that lasts is told, cancelled and asked again", async () => {
  await goTo(page(), "/preferences/film");
  const films = page().getByRole("navigation", { name: "A film" }).getByRole("button");
  await films.nth(4).waitFor();
  for (const worker of page().workers())
    void worker.evaluate(() => {
      const until = Date.now() + 3000;
      while (Date.now() < until);
    });
  await films.nth(4).click();
  await page().getByRole("button", { name: "Cancel", exact: true }).first().click();
  const again = page().getByRole("button", { name: "Ask again" });
  await again.first().click();
  await page()
    .getByText(/^About \d+% of all members would like this film/)
    .waitFor();
});

test("a newcomer gets recommendations from five picked films at once, each picked film named as a reason", async () => {
  await page().getByText("A new member", { exact: true }).click();
  await page().getByText("Pick 5 films the new member likes.").waitFor();
  await page().getByRole("combobox", { name: "Age" }).click();
  await page().getByRole("option").first().click();
  await page().getByText("No film picked yet: judged by what members like this one choose.").waitFor();
  await expect
    .poll(async () => (await ranked().allInnerTexts()).join("\n"), { timeout: 30_000 })
    .toMatch(/members aged .+ choose it more than others/);
  const posters = page().getByRole("region", { name: "Films the new member likes" }).getByRole("button");
  await posters.first().waitFor();
  const titles: string[] = [];
  for (let at = 0; at < 5; at++) {
    titles.push((await posters.nth(at * 3).innerText()).trim());
    await posters.nth(at * 3).click();
  }
  await page().getByText("5 of 5 picked").waitFor();
  await expect
    .poll(async () => {
      const reasons = (await ranked().allInnerTexts()).join("\n");
      return titles.some((title) => reasons.includes(`because you picked “${title}”`));
    })
    .toBe(true);
  // What was ranked before the last pick may still stand there for a moment.
  await expect
    .poll(async () => {
      const recommended = await ranked().locator("button").allInnerTexts();
      return titles.filter((title) => recommended.includes(title));
    })
    .toEqual([]);
});

test("the taste map is drawn by WebGL if one insists; a part of it becomes a segment and a picture, and a lost device is made up for", async () => {
  await goTo(page(), "/settings");
  await page().getByRole("combobox", { name: "Engine" }).click();
  await page().getByRole("option", { name: "WebGL", exact: true }).click();
  await goTo(page(), "/preferences/map");
  const map = page().getByRole("application", { name: /^Map of \d+ films and [\d,]+ members/ });
  await map.waitFor({ timeout: 60_000 });
  await expect.poll(() => map.getAttribute("data-way")).toBe("webgl");
  const box = await map.boundingBox();
  if (!box) throw new Error("the map has no place");
  await page().getByRole("button", { name: "Select with a rectangle" }).click();
  await page().mouse.move(box.x + 5, box.y + 5);
  await page().mouse.down();
  await page().mouse.move(box.x + box.width - 5, box.y + box.height - 5, { steps: 4 });
  await page().mouse.up();
  const selected = page().getByRole("region", { name: "Selected" });
  expect(await selected.getByRole("status").innerText()).toMatch(/^\d+ films · [123],\d{3} members$/);
  await selected.getByRole("button", { name: "Make a segment…" }).click();
  await page().getByRole("textbox", { name: "Name" }).fill("Of the map");
  await page().getByRole("button", { name: "Save", exact: true }).click();
  await page().getByText("“Of the map” is a segment now.").waitFor();

  const picture = workshop.path("map.png");
  await answerDialogs(launched.app, { save: picture });
  await page().getByRole("button", { name: "Save as PNG…" }).click();
  await expect
    .poll(() => existsSync(picture) && statSync(picture).size, { timeout: 20_000 })
    .toBeGreaterThan(20_000);

  await page().evaluate(() =>
    document
      .querySelector<HTMLCanvasElement>("[role=application] canvas")
      ?.getContext("webgl2")
      ?.getExtension("WEBGL_lose_context")
      ?.loseContext(),
  );
  await expect.poll(() => map.getAttribute("data-way")).toBe("canvas");
  await page().getByRole("button", { name: "Show as a table" }).click();
  const rows = page().getByRole("region", { name: "Taste map" }).getByRole("row");
  expect(await rows.count()).toBeGreaterThan(2);
});

test("nothing of this wrote an error to the console", () => {
  expect(launched.complaints).toEqual([]);
});

test("what if: variants side by side, each change answered at once, undone, compared and exported", async () => {
  await goTo(page(), "/preferences/what-if/3");
  await page()
    .getByRole("button", { name: /^Train “/ })
    .click();
  const table = page().getByRole("region", { name: /^What if/ });
  const heads = table.getByRole("columnheader");
  const everybody = table.getByRole("row", { name: /^Everybody/ });
  await everybody.waitFor({ timeout: 60_000 });
  const unchanged = everybody.getByRole("button").first().getByText("0.0 pts", { exact: true });
  await unchanged.waitFor();
  const year = page().getByLabel("Year", { exact: true });
  await year.fill("2019");
  await unchanged.waitFor({ state: "detached" });
  await page().getByText("What changed", { exact: true }).click();
  await page().getByRole("rowheader", { name: "the 2010s" }).waitFor();
  await page().getByRole("button", { name: "Undo", exact: true }).first().click();
  await unchanged.waitFor();
  expect(await year.inputValue()).toBe("2022");
  await page().getByRole("button", { name: "Redo", exact: true }).first().click();
  for (const name of ["Variant B", "Variant C"]) {
    await page().getByRole("button", { name: "Add a copy" }).click();
    await heads.getByText(name, { exact: true }).waitFor();
  }
  await page().getByRole("button", { name: "Remove Variant C" }).click();
  expect(await heads.allInnerTexts()).toEqual(["Group", "As it is, unrated", "Variant A", "Variant B"]);
  await answerDialogs(launched.app, { save: workshop.path("what-if.csv") });
  await page().getByRole("button", { name: "Export", exact: true }).click();
  await page().getByRole("menuitem", { name: "CSV" }).click();
  await page().getByText("what-if.csv was written.").waitFor();
  expect(await readFile(workshop.path("what-if.csv"), "utf8")).toContain("Variant B");
});
