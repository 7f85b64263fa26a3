/**
 * The page while a model trains in its worker: the longest time it did not answer, from the start of the training to the stored model.
 *
 *   node test/bench/training-window.bench.ts [library = the sample library]
 */
import { goTo, openWorkshop, sampleLibrary, startTraining } from "../e2e/journey.ts";
import { launch } from "../e2e/launch.ts";

const workshop = await openWorkshop();
const library = process.argv[2] ?? (await sampleLibrary(workshop));
try {
  const { page, close } = await launch({ args: [library] });
  await page.getByRole("row").nth(5).waitFor();
  await goTo(page, "/models");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    const longTasks: number[] = [];
    Object.assign(window, { longTasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longTasks.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  const began = performance.now();
  await startTraining(page, { epochs: 30, patience: 100 });
  await page
    .getByRole("button", { name: /^Delete / })
    .first()
    .waitFor({ timeout: 600_000 });
  const seconds = (performance.now() - began) / 1000;
  await page.waitForTimeout(500);
  const longTasks = await page.evaluate(() => (window as { longTasks?: number[] }).longTasks ?? []);
  const longest = Math.max(0, ...longTasks);
  console.log(
    `training for ${seconds.toFixed(0)} s: longest task of the page ${longest.toFixed(0)} ms (<= 50), ${longTasks.length} tasks over 50 ms`,
  );
  process.exitCode = longest > 50 ? 1 : 0;
  await close();
} finally {
  await workshop.remove();
}
