/**
 * Edits of a full week on the board of the real window: 16 screens, 40 films, 7 days, about 560 showings. From the input of a
 * person to the paint that shows its effect: what the page's thread works for that, and the clock, which on a busy machine measures
 * the others too; and how long until the schedule is valued again.
 *
 *   node test/bench/board.bench.ts [edits of each kind = 40]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { goTo } from "../e2e/journey.ts";
import { launch } from "../e2e/launch.ts";
import { fullLibrary } from "./full-library.ts";
import { type PageRecord, recordPage } from "./page-tasks.ts";

const edits = Number(process.argv[2] ?? 40);
const limitMs = 50;
const folder = mkdtempSync(join(tmpdir(), "marquee-board-"));
const path = join(folder, "board.marquee");

const kinds = ["keydown", "click", "pointermove", "pointerup"] as const;

/** In the page: marks each input that changed the board, when it came and when the frame that shows its effect was painted. */
const observe = (page: Page): Promise<void> =>
  page.evaluate((types) => {
    let from: number | null = null;
    for (const type of types)
      window.addEventListener(
        type,
        ({ timeStamp }) => {
          if (from !== null) return;
          from = timeStamp;
          performance.mark("input");
        },
        { capture: true },
      );
    const board = document.querySelector("main") ?? document.body;
    new MutationObserver(() => {
      if (from === null) return;
      const input = from;
      from = null;
      requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => {
          performance.mark("painted");
          window.clocked.push(performance.now() - input);
        };
        painted.port2.postMessage(null);
      });
    }).observe(board, { subtree: true, childList: true, attributes: true, characterData: true });
    Object.assign(window, {
      clocked: [],
      forget: () => {
        from = null;
      },
    });
  }, kinds);

declare global {
  interface Window {
    /** Milliseconds from each input to its paint. */
    clocked: number[];
    forget(): void;
  }
}
const forget = (page: Page): Promise<void> => page.evaluate(() => window.forget());

/** Of each input that changed the board, what the page's thread worked from it until the paint: script, style, layout and paint. */
const workOf = ({ tasks, marks }: PageRecord): number[] =>
  marks.flatMap(({ name, at: to }, n) => {
    const input = marks.slice(0, n).findLast((mark) => mark.name === "input");
    if (name !== "painted" || !input) return [];
    // The task of the input had begun when it was marked; that of the mark at the end paints nothing.
    const own = tasks.filter(({ at, wall }) => at + wall > input.at && at + wall < to);
    return [own.reduce((sum, { cpu }) => sum + cpu, 0)];
  });

const at = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

const report = (name: string, record: PageRecord, clocked: readonly number[], edits: number): void => {
  const work = workOf(record);
  const missed = !(at(work, 0.95) <= limitMs);
  if (missed) process.exitCode = 1;
  const figures = (values: readonly number[]): string =>
    `median ${at(values, 0.5).toFixed(0)} ms, p95 ${at(values, 0.95).toFixed(0)} ms`;
  const all = record.tasks.reduce((sum, { cpu }) => sum + cpu, 0) / edits;
  console.log(
    `${name.padEnd(28)} ${String(work.length).padStart(4)} times: of the processor until the paint ${figures(work)}; by the clock ${figures(clocked)}; ${all.toFixed(0)} ms of the processor each, all that follows included${missed ? "  MISSED" : ""}`,
  );
};

const { showings } = fullLibrary(path, true);
try {
  const { app, page, close, complaints } = await launch({ args: [path] });
  await page.getByRole("row").nth(5).waitFor();
  await goTo(page, "/schedule");
  const blocks = page.locator("button[data-showing]");
  await blocks.first().waitFor();
  await page.locator("[data-stale]").waitFor({ state: "detached", timeout: 120_000 });
  console.log(
    `${showings.length} showings, ${await blocks.count()} of them on the day in view; p95 at most ${limitMs} ms`,
  );
  await observe(page);

  const measured = async (
    name: string,
    act: (turn: number) => Promise<void>,
    times = edits,
  ): Promise<void> => {
    await forget(page);
    const recorded = await recordPage(app);
    for (let turn = 0; turn < times; turn++) {
      await act(turn);
      await page.waitForTimeout(60);
      await forget(page);
    }
    const record = await recorded();
    report(name, record, await page.evaluate(() => window.clocked.splice(0)), times);
  };
  const press = (key: string) => page.keyboard.press(key);
  const undo = page.getByRole("button", { name: "Undo" });
  const nth = (turn: number) => blocks.nth((turn * 13) % 34);

  await measured("lock, by key", async (turn) => {
    await nth(turn).focus();
    await page.waitForTimeout(60);
    await forget(page);
    await press("l");
  });
  await measured("undo, by button", () => undo.click());
  await measured("carry a step, by key", async (turn) => {
    await nth(turn).focus();
    await press("Enter");
    await page.waitForTimeout(60);
    await forget(page);
    await press(turn % 2 ? "ArrowDown" : "ArrowRight");
  });
  await press("Escape");
  await measured("drop, by key", async (turn) => {
    await nth(turn).focus();
    await press("Enter");
    await press("ArrowRight");
    await page.waitForTimeout(60);
    await forget(page);
    await press("Enter");
  });
  await measured("remove, by key", async (turn) => {
    await blocks.nth(turn % 20).focus();
    await page.waitForTimeout(60);
    await forget(page);
    await press("Delete");
  });
  await measured("undo, by button", () => undo.click(), edits * 2);
  const drags = Math.ceil(edits / 4);
  await measured(
    "drag, a move of the mouse",
    async (turn) => {
      const box = await nth(turn).boundingBox();
      if (!box) return;
      await page.mouse.move(box.x + 20, box.y + 10);
      await page.mouse.down();
      for (let step = 1; step <= 12; step++) {
        await page.mouse.move(box.x + 20 + 14 * step, box.y + 10 + 6 * step);
        await page.waitForTimeout(20);
      }
      await page.mouse.up();
    },
    drags,
  );
  await measured("undo, by button", () => undo.click(), drags);

  const valued: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    await nth(turn).focus();
    const start = performance.now();
    await press("Delete");
    await page
      .locator("[data-stale]")
      .waitFor({ state: "attached", timeout: 2000 })
      .catch(() => undefined);
    await page.locator("[data-stale]").waitFor({ state: "detached" });
    valued.push(performance.now() - start);
  }
  console.log(
    `until the schedule is valued again: median ${[...valued].sort((a, b) => a - b)[5]?.toFixed(0)} ms, longest ${Math.max(...valued).toFixed(0)} ms`,
  );
  if (complaints.length > 0) console.log(complaints.join("\n"));
  await close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
