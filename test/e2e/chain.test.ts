/** A chain of three venues: one has a plan in hand, one can be planned, one has no films; batch does the same. */
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { goTo, openWorkshop, runBatch, sampleLibrary, untilShown, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

const week = "2026-11-23";
let workshop: Workshop;
let library: string;
let launched: Launched | null = null;
beforeAll(async () => {
  workshop = await openWorkshop();
  library = await sampleLibrary(workshop);
  const db = new Database(library);
  db.exec(`
    INSERT INTO venue (id, name, time_zone, region, opens, last_start, closes, trailers, cleaning, stagger, grid) SELECT 2, 'Quay', time_zone, region, 1080, 1200, 1440, trailers, cleaning, stagger, grid FROM venue WHERE id = 1;
    INSERT INTO venue (id, name, time_zone, region, opens, last_start, closes, trailers, cleaning, stagger, grid)
      SELECT 3, 'Unbooked', time_zone, region, opens, last_start, closes, trailers, cleaning, stagger, grid FROM venue WHERE id = 1;
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) SELECT 200 + ordinal, 2, ordinal, name, capacity, formats FROM screen WHERE venue = 1 AND ordinal <= 2;
    INSERT INTO screen (id, venue, ordinal, name, capacity, formats) SELECT 300, 3, 0, name, capacity, formats FROM screen WHERE venue = 1 AND ordinal = 0;
    INSERT INTO booking (venue, film, available_from, available_to, min_shows_per_day, hire_share)
      SELECT 2, film, available_from, available_to, 0, hire_share FROM booking
      WHERE available_from <= '${week}' AND (available_to IS NULL OR available_to >= '2026-11-29') ORDER BY film DESC LIMIT 4;
    INSERT INTO plan_draft VALUES (1, '${week}', 0, '{"form":0}');
  `);
  db.close();
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

test("every venue is planned or says why not, and a planned one opens as a draft", async () => {
  launched = await launch({ args: [library] });
  const { page } = launched;
  await untilShown(page, "3,000 members");
  await goTo(page, "/schedule");
  await page.getByRole("button", { name: "Plan all venues…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Plan 3 venues" }).click();
  await dialog.getByRole("button", { name: "Done" }).waitFor({ timeout: 90_000 });
  const said = (name: string) => dialog.getByRole("listitem").filter({ hasText: name });
  await expect(said("Marquee Eight").innerText()).resolves.toContain("Left as it is");
  await expect(said("Quay").innerText()).resolves.toMatch(
    /\d+ showings, [\d,]+ admissions expected, within [\d.]+% of the bound/,
  );
  await expect(said("Unbooked").innerText()).resolves.toContain("Could not be planned");
  await said("Quay").getByRole("button", { name: "Open" }).click();
  await expect.poll(() => page.locator("button[data-showing]").count()).toBeGreaterThan(0);
  await page.getByText("Quay · draft, kept").waitFor();
  await launched.close();
  launched = null;
}, 120_000);

test("the batch command plans what can be planned and names the rest", async () => {
  const db = new Database(library);
  db.exec("DELETE FROM booking WHERE venue = 1");
  db.close();
  const planned = await runBatch<{
    venues: { venue: string; gap: number }[];
    failures: { venue: string; error: { type: string } }[];
  }>(...["plan", "--library", library, "--venue", "all", "--week", week, "--out", workshop.path("plans")]);
  expect(planned.venues.map(({ venue }) => venue)).toEqual(["Quay"]);
  const none = { type: "NoCandidates" };
  expect(planned.failures).toEqual([
    { venue: "Marquee Eight", error: none },
    { venue: "Unbooked", error: none },
  ]);
}, 120_000);
