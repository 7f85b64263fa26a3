/**
 * `npm start`: opens the application on the sample library. Without a display it runs the same main job in batch under a
 * virtual one: train, recommend, plan the sample's next week, export, picture of the board.
 */
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sampleToday } from "../electron/data/sample/sample.ts";
import { batch } from "./batch.ts";
import { build } from "./build.ts";
import { passThrough } from "./runtime/command.ts";
import { runTask, say } from "./runtime/console.ts";
import { hasDisplay, withDisplay } from "./runtime/display.ts";
import { announcedRuntime, applicationArguments, type Runtime } from "./runtime/runtime.ts";
import { ensureSample, outputFolder, sampleFile } from "./sample.ts";

const venue = "Marquee Eight";

interface Trained {
  readonly name: string;
  readonly engine: string;
  readonly seconds: number;
  readonly metrics: Readonly<Record<string, number>>;
}
interface Recommended {
  readonly items: readonly { readonly title: string; readonly score: number }[];
}
interface Planned {
  readonly showings: readonly unknown[];
  readonly value: number;
  readonly gap: number;
  readonly seconds: number;
  readonly files: readonly string[];
}

const openWindow = (electron: Runtime): Promise<number> =>
  passThrough(electron.electron, applicationArguments(electron, sampleFile), {
    env: { ...process.env, ...electron.env },
  });

const runMainJob = async (electron: Runtime, display: NodeJS.ProcessEnv): Promise<void> => {
  const run = <T>(command: string, ...options: string[]): Promise<T> =>
    batch<T>(electron, display, command, "--library", sampleFile, ...options);
  const picture = join(outputFolder, "board.png");
  const plans = join(outputFolder, "plan");

  const trained = await run<Trained>("train", "--model", "matrix-factorization", "--seed", "1");
  const { items } = await run<Recommended>("recommend", "--member", "1", "--top", "5");
  await rm(plans, { recursive: true, force: true });
  await mkdir(plans, { recursive: true });
  const planned = await run<Planned>("plan", "--venue", venue, "--week", sampleToday, "--out", plans);
  await run("screenshot", "--route", "/schedule", "--out", picture);

  const { rmse, mae, accuracy } = trained.metrics;
  process.stdout.write(
    [
      "",
      `Trained ${trained.name} on ${trained.engine} in ${trained.seconds.toFixed(1)} s: RMSE ${rmse?.toFixed(3)}, MAE ${mae?.toFixed(3)}, accuracy of liked ${accuracy?.toFixed(3)}.`,
      `Member 1 would like: ${items.map(({ title, score }) => `${title} (${score.toFixed(2)})`).join(", ")}.`,
      `Planned ${venue}, week of ${sampleToday}, in ${planned.seconds.toFixed(1)} s: ${planned.showings.length} showings, ${planned.value.toFixed(0)} admissions expected, proven within ${(100 * planned.gap).toFixed(2)} % of the best.`,
      "",
      `Library  ${sampleFile}`,
      `Board    ${picture}`,
      ...planned.files.map((file) => `Plan     ${file}`),
      "",
    ].join("\n"),
  );
};

await runTask(async () => {
  const electron = await announcedRuntime();
  await build();
  if (!hasDisplay()) say("There is no display here: running the main job in batch, under a virtual one.");
  return withDisplay(async (display) => {
    await ensureSample(electron, display);
    if (hasDisplay()) return openWindow(electron);
    await runMainJob(electron, display);
    return 0;
  });
});
