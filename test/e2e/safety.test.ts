/** What a person sees when a library's file is in trouble, and the backups under Settings. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./accessibility.ts";
import {
  answerDialogs,
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
let path: string;
beforeAll(async () => {
  workshop = await openWorkshop();
  path = workshop.path("House.marquee");
  await runBatch(
    "import",
    new URL("../fixtures/movielens/ml-latest", import.meta.url).pathname,
    "--library",
    path,
  );
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const accessible = (): Promise<void> => expectAccessible(launched.page);

const spoil = (): void => {
  const bytes = readFileSync(path);
  bytes.fill(0xff, bytes.length - 90_000, bytes.length - 60_000);
  writeFileSync(path, bytes);
};

test("in batch: back up, list, check, salvage, restore", async () => {
  const made = await runBatch<{ verified: boolean; name: string }>("backup", "--library", path);
  expect(made.verified).toBe(true);
  const { entries } = await runBatch<{ entries: { name: string }[] }>("backups", "--library", path);
  expect(entries.map(({ name }) => name)).toContain(made.name);
  expect(await runBatch("check", "--library", path)).toMatchObject({ sound: true, counts: { films: 7 } });
  const out = workshop.path("Saved.marquee");
  expect(await runBatch("salvage", "--library", path, "--out", out)).toMatchObject({ complete: true });
  expect(await runBatch("restore", "--library", path)).toMatchObject({
    counts: { films: 7 },
    kept: { verified: true },
  });
});

test("a damaged library: the page offers the newest backup, and restoring it opens the library", async () => {
  spoil();
  launched = await launch({ args: [path] });
  const { page } = launched;
  await heading(page, "House was not opened").waitFor();
  await page.getByRole("heading", { name: /^Restore the newest backup/ }).waitFor();
  for (const way of ["Salvage what can be read", "Open read-only", "Try again"])
    expect(await page.getByRole("heading", { name: way }).isVisible()).toBe(true);
  await accessible();
  await page.getByRole("button", { name: "Restore…" }).click();
  await page.getByText("The present file is damaged").waitFor();
  await accessible();
  await page.getByRole("dialog").getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByRole("contentinfo").getByText("7 films").waitFor();
});

test("Settings lists the backups, makes one and restores one", async () => {
  const { page } = launched;
  await goTo(page, "/settings");
  const list = page.getByRole("list", { name: "Backups" });
  await list.waitFor();
  const before = await list.getByRole("listitem").count();
  await page.getByRole("button", { name: "Back up now" }).click();
  await page.getByText("Backed up and verified").waitFor();
  await expect.poll(() => list.getByRole("listitem").count()).toBe(before + 1);
  await untilQuiet(page);
});

test("a library that is renamed while it is open is followed; one that is deleted takes no more writes", async () => {
  const { page } = launched;
  const moved = workshop.path("Moved.marquee");
  renameSync(path, moved);
  await page.getByRole("button", { name: "Go on there" }).click();
  await page.getByRole("contentinfo").getByText("Moved", { exact: true }).waitFor();
  rmSync(moved);
  await page.getByText(/is no longer there/).waitFor();
  expect(await page.getByRole("button", { name: "Save a copy…" }).isVisible()).toBe(true);
  await launched.close();
});

test("a library that another computer writes to opens read-only, and says so", async () => {
  const other = workshop.path("Saved.marquee");
  writeFileSync(
    `${other}.lock`,
    JSON.stringify({ host: `not-${hostname()}`, user: "mei", pid: 1, since: 1 }),
  );
  launched = await launch({ args: [other] });
  const { page } = launched;
  await page.getByText(/by mei/).waitFor();
  await accessible();
  await page.getByRole("button", { name: "Open read-only" }).click();
  await page.getByText("Open read-only: nothing can be changed.").waitFor();
});

test("a library of a newer Marquee and a missing one each say what can be done", async () => {
  const { app, page } = launched;
  const newer = readFileSync(workshop.path("Saved.marquee"));
  newer.writeUInt32BE(999, 60); // user_version: sqlite.org/fileformat.html
  writeFileSync(workshop.path("Newer.marquee"), newer);
  for (const [name, words] of [
    ["Newer", "This library was made by a newer Marquee."],
    ["Missing", "The library file is not there."],
  ] as const) {
    await answerDialogs(app, { open: workshop.path(`${name}.marquee`) });
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("openLibrary")?.click());
    await heading(page, `${name} was not opened`).waitFor();
    await page.getByText(words).waitFor();
    await accessible();
  }
});
