/**
 * Scrolling a table of 100,000 films by wheel, keyboard and scroll bar: the longest time the page did not answer.
 *
 *   node test/bench/scroll.bench.ts [films = 100000]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeLibrary, createLibrary, readMigrations } from "../../electron/data/store/library.ts";
import { root } from "../../scripts/runtime/places.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { launch } from "../e2e/launch.ts";

const films = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), "marquee-scroll-"));
const path = join(folder, "large.marquee");

const writeLargeLibrary = (): void => {
  const library = valueOrThrow(createLibrary(path, readMigrations(join(root, "electron/migrations"))));
  const random = seededRandom(1);
  const insert = library.db.prepare("INSERT INTO film (title, title_zh, year, runtime) VALUES (?, ?, ?, ?)");
  library.db.transaction(() => {
    for (let film = 0; film < films; film++)
      insert.run(
        `Film ${Math.floor(random() * 1e9).toString(36)}`,
        `影片${film}`,
        1920 + Math.floor(random() * 106),
        60 + Math.floor(random() * 120),
      );
  })();
  closeLibrary(library);
};

writeLargeLibrary();
try {
  const { page, close } = await launch({ args: [path] });
  await page.getByRole("row").nth(5).waitFor();
  const table = page.getByRole("row").nth(5);
  await table.hover();
  await page.evaluate(() => {
    const longTasks: number[] = [];
    Object.assign(window, { longTasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longTasks.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  for (let turn = 0; turn < 120; turn++) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(16);
  }
  await table.click({ force: true }).catch(() => undefined);
  for (let turn = 0; turn < 40; turn++) await page.keyboard.press("PageDown");
  await page.keyboard.press("End");
  await page.waitForTimeout(500);
  await page.keyboard.press("Home");
  await page.waitForTimeout(500);
  const longTasks = await page.evaluate(() => (window as { longTasks?: number[] }).longTasks ?? []);
  const longest = Math.max(0, ...longTasks);
  console.log(
    `${films} films: longest task ${longest.toFixed(0)} ms (target 100 ms), ${longTasks.length} tasks over 50 ms`,
  );
  process.exitCode = longest > 100 ? 1 : 0;
  await close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
