/**
 * The labelling view in the window: from a key to the next text painted, over enough answers that the queue is filled again on the way.
 * The goal: 50 ms.
 *
 *   npm run bench -- labelling [texts = 100000] [answers = 300]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goTo, heading } from "../e2e/journey.ts";
import { launch } from "../e2e/launch.ts";
import { batchCommand } from "./batch-command.ts";
import { writeTextLibrary } from "./text-library.ts";

const [count = 100_000, answers = 300] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "marquee-labelling-"));
const path = join(folder, "texts.marquee");
try {
  writeTextLibrary(path, count, 0);
  await batchCommand(["voices", "score", "--library", path], () => {});
  const { page, close } = await launch({ args: [path] });
  await heading(page, "Library").waitFor();
  await goTo(page, "/reputation/label");
  await page.locator("blockquote").first().waitFor({ timeout: 60_000 });
  const times = await page.evaluate(async (answers) => {
    const shown = () => document.querySelector("blockquote")?.textContent;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const painted = () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        }),
      );
    const times: number[] = [];
    for (let n = 0; n < answers; n++) {
      const before = shown();
      const started = performance.now();
      window.dispatchEvent(new KeyboardEvent("keydown", { key: String(1 + (n % 3)), bubbles: true }));
      while (shown() === before || shown() === undefined) await frame();
      await painted();
      times.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return times.sort((a, b) => a - b);
  }, answers);
  await close();
  const at = (share: number): number => times[Math.min(answers - 1, Math.floor(share * answers))] as number;
  console.log(
    `${answers} answers of ${count} texts: median ${at(0.5).toFixed(1)} ms, 95th ${at(0.95).toFixed(1)} ms, slowest ${at(1).toFixed(1)} ms`,
  );
  if (at(0.95) > 50) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
