/** From the first start to a library: new, open, recent, copy, handed over by a second start, dropped on the window. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applicationArguments, runtime } from "../../scripts/runtime/runtime.ts";
import { answerDialogs, heading, openWorkshop, runBatch, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  launched = await launch({ userData: workshop.path("profile") });
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

const openName = (): Promise<string> =>
  launched.page.getByRole("contentinfo").locator("span").first().innerText();
const untilOpen = (name: string): Promise<void> =>
  launched.page.getByRole("contentinfo").getByText(name, { exact: true }).waitFor();

describe("files of libraries", () => {
  test("without a library the window teaches the ways to one", async () => {
    const { page } = launched;
    await heading(page, "Welcome to Marquee").waitFor();
    for (const way of ["Look around first", "Start your own library", "Open a library", "Bring a data set"])
      expect(await page.getByRole("heading", { name: way }).isVisible()).toBe(true);
    expect(await openName()).toBe("No library open");
    const library = page.getByRole("link", { name: "Library" });
    expect(await library.getAttribute("aria-disabled")).toBe("true");
  });

  test("a dialog that is cancelled changes nothing", async () => {
    const { app, page } = launched;
    await answerDialogs(app, {});
    await page.getByRole("button", { name: "New library…" }).click();
    await heading(page, "Welcome to Marquee").waitFor();
    expect(await openName()).toBe("No library open");
  });

  test("a new library is made, opened and named in the window's title", async () => {
    const { app, page } = launched;
    await answerDialogs(app, { save: workshop.path("First.marquee") });
    await page.getByRole("button", { name: "New library…" }).click();
    await page.getByRole("heading", { name: "No films yet" }).waitFor();
    await untilOpen("First");
    expect(existsSync(workshop.path("First.marquee"))).toBe(true);
    await expect
      .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle()))
      .toBe("First – Marquee");
  });

  test("a copy is a library of its own and opens", async () => {
    const { app, page } = launched;
    await answerDialogs(app, {
      save: workshop.path("Second.marquee"),
      open: workshop.path("Second.marquee"),
    });
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Type a command or a film" }).fill("save a copy");
    await page.keyboard.press("Enter");
    await page.getByText(`Copied to ${workshop.path("Second.marquee")}`).waitFor();
    expect(await openName()).toBe("First");
    await page.getByRole("button", { name: "First" }).click();
    await page.getByRole("menuitem", { name: /Open library/ }).click();
    await untilOpen("Second");
  });

  test("recent libraries stand in the menu, after closing on the welcome page, and open from both", async () => {
    const { page } = launched;
    await page.getByRole("button", { name: "Second" }).click();
    await page.getByRole("menuitem", { name: "First" }).click();
    await untilOpen("First");
    await page.getByRole("button", { name: "First" }).click();
    await page.getByRole("menuitem", { name: /Close library/ }).click();
    await heading(page, "Welcome to Marquee").waitFor();
    await page.getByRole("button", { name: /Second/ }).click();
    await untilOpen("Second");
  });

  test("a second start hands its file to the window that is open", async () => {
    const { page, app } = launched;
    const electron = await runtime();
    const second = spawn(
      electron.electron,
      applicationArguments(
        electron,
        `--user-data-dir=${workshop.path("profile")}`,
        workshop.path("First.marquee"),
      ),
      { env: { ...process.env, ...electron.env }, stdio: "ignore" },
    );
    const ended = new Promise((resolve) => second.on("exit", resolve));
    await untilOpen("First");
    expect(await ended).toBe(0);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(page.isClosed()).toBe(false);
  });

  test("a library dropped on the window opens", async () => {
    const { page } = launched;
    await page.evaluate(() => {
      const input = document.createElement("input");
      input.type = "file";
      input.id = "dropped";
      document.body.append(input);
    });
    await page.locator("#dropped").setInputFiles(workshop.path("Second.marquee"));
    const drop = (type: string): Promise<void> =>
      page.evaluate((name) => {
        const input = document.querySelector<HTMLInputElement>("#dropped");
        const file = input?.files?.[0];
        if (!file) throw new Error("no file chosen");
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(file);
        window.dispatchEvent(new DragEvent(name, { dataTransfer, cancelable: true }));
        if (name === "drop") input.remove();
      }, type);
    await drop("dragover");
    await page.getByRole("heading", { name: "Drop to open or import" }).waitFor();
    await drop("drop");
    await untilOpen("Second");
  });

  test("a file that is no library is refused in words, and the open one stays", async () => {
    const { app, page } = launched;
    await answerDialogs(app, { open: workshop.path("profile/state.json") });
    await page.getByRole("button", { name: "Second" }).click();
    await page.getByRole("menuitem", { name: /Open library/ }).click();
    await page.getByRole("alert").filter({ hasText: "This file is not a Marquee library." }).waitFor();
    expect(await openName()).toBe("Second");
  });

  test("what the window made is what the batch interface reads", async () => {
    const info = await runBatch<{ counts: { films: number } }>(
      "info",
      "--library",
      workshop.path("First.marquee"),
    );
    expect(info.counts.films).toBe(0);
  });

  test("nothing of this wrote an error to the console", () => {
    expect(launched.complaints).toEqual([]);
  });
});
