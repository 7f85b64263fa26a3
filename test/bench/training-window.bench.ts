/**
 * The page while a model trains in its worker: the longest time it did not answer, from the start of the training to the drawn report
 * of the stored model; and for how much of that it computed itself, since on few processors the training takes its part of the time.
 *
 *   node test/bench/training-window.bench.ts [library = the sample library]
 */
import { loadavg } from "node:os";
import { runtime } from "../../scripts/runtime/runtime.ts";
import { ensureSample } from "../../scripts/sample.ts";
import { goTo, openWorkshop, startTraining } from "../e2e/journey.ts";
import { launch } from "../e2e/launch.ts";
import { recordPage } from "./page-tasks.ts";

const longMs = 50;
const workshop = await openWorkshop();
const library = process.argv[2] ?? workshop.path("sample.marquee");
if (!process.argv[2]) await ensureSample(await runtime(), {}, library);
try {
  const { app, page, close } = await launch({ args: [library] });
  await page.getByRole("row").nth(5).waitFor();
  await goTo(page, "/models");
  await page.getByRole("button", { name: "Train", exact: true }).waitFor();
  await page.waitForTimeout(2000);
  const tasksUntilNow = await recordPage(app);
  const began = performance.now();
  await startTraining(page, { epochs: 30, patience: 100 });
  // Told by the page itself: asking it again and again would be work of its own.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const isThere = (): boolean => document.querySelector("[role=tabpanel]") !== null;
        new MutationObserver((_, observer) => {
          if (!isThere()) return;
          observer.disconnect();
          resolve();
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );
  const seconds = (performance.now() - began) / 1000;
  await page.waitForTimeout(500);
  const { tasks } = await tasksUntilNow();
  for (const [time, what] of [
    ["wall", "held the page"],
    ["cpu", "computed"],
  ] as const) {
    const times = tasks.map((task) => task[time]);
    const long = times.filter((ms) => ms > longMs).length;
    const longest = Math.max(...times);
    console.log(
      `longest task ${what} for ${longest.toFixed(0)} ms (<= ${longMs}), ${long} of ${tasks.length} for longer`,
    );
    if (time === "wall" && longest > longMs) process.exitCode = 1;
  }
  const load = loadavg()[0] ?? 0;
  console.log(`training for ${seconds.toFixed(0)} s; load of the machine ${load.toFixed(1)}`);
  await close();
} finally {
  await workshop.remove();
}
