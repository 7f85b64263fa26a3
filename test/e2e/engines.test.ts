/** Every engine of this computer trains; they agree on the same weights; a lost graphics context costs an epoch, not the run. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMlLatest } from "../fixtures/movielens/generate.ts";
import { openWorkshop, runBatch, slowModel, startTraining, untilShown, type Workshop } from "./journey.ts";
import { type Launched, launch } from "./launch.ts";

let workshop: Workshop;
let launched: Launched;
beforeAll(async () => {
  workshop = await openWorkshop();
  await writeMlLatest(workshop.path("small"), { members: 40, films: 30, ratingsPerMember: 10 });
  await runBatch("import", workshop.path("small"), "--library", workshop.path("Small.marquee"));
  launched = await launch({ args: [workshop.path("Small.marquee")] });
  await launched.page.addInitScript(keepWorkers);
  await launched.page.reload();
  await untilShown(launched.page, "40 members");
});
afterAll(async () => {
  await launched?.close();
  await workshop?.remove();
});

interface KeepingWindow {
  startedWorkers?: { readonly address: string; readonly worker: Worker }[];
}

/** Runs in the page before its own code: keeps the workers it starts, so that a test can call them too. */
const keepWorkers = (): void => {
  const started: { readonly address: string; readonly worker: Worker }[] = [];
  (window as KeepingWindow).startedWorkers = started;
  window.Worker = class extends Worker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      started.push({ address: String(address), worker: this });
    }
  };
};

/** Calls a method of the training contract on the worker that the page uses. */
const callTraining = <T>(method: string, input: object): Promise<T> =>
  launched.page.evaluate(
    (call) =>
      new Promise<T>((resolve, reject) => {
        const found = (window as KeepingWindow).startedWorkers?.find(({ address }) =>
          /training/.test(address),
        );
        if (!found) return reject(new Error("no training worker"));
        const { worker } = found;
        const id = 1e9 + Math.floor(Math.random() * 1e6);
        const onMessage = ({ data }: MessageEvent): void => {
          if (data.id !== id || !data.done) return;
          worker.removeEventListener("message", onMessage);
          if (data.done.ok) resolve(data.done.value);
          else reject(new Error(JSON.stringify(data.done.error)));
        };
        worker.addEventListener("message", onMessage);
        worker.postMessage({ id, ...call });
      }),
    { method, input },
  );

interface Engine {
  readonly name: string;
  readonly available: boolean;
}

test.each([
  ["CPU", 0],
  ["WebAssembly", 1],
  ["WebGL", 2],
] as const)("%s trains, and the model's card names it", async (engine, before) => {
  const { page } = launched;
  await startTraining(page, { model: slowModel, engine, epochs: 2 });
  const stored = page.getByRole("button", { name: /^Delete / });
  await stored.nth(before).waitFor({ timeout: 110_000 });
  await page.getByRole("tab", { name: "Card", exact: true }).click();
  const card = page.getByRole("main").locator("dl, table").filter({ hasText: "Fingerprint of the data" });
  await card.getByText(new RegExp(`^${engine}\\b`)).waitFor();
});

test("all engines predict the same from the same weights", async () => {
  const { engines } = await callTraining<{ engines: readonly Engine[] }>("engines", {});
  const available = engines.filter((engine) => engine.available).map(({ name }) => name);
  expect([...available].sort()).toEqual(["cpu", "wasm", "webgl"]);
  const compared = await callTraining<{
    engines: readonly string[];
    largestDifference: number;
    compared: number;
  }>("compareEngines", { members: 40 });
  expect([...compared.engines].sort()).toEqual([...available].sort());
  expect(compared.compared).toBeGreaterThan(400);
  expect(compared.largestDifference).toBeGreaterThanOrEqual(0);
  expect(compared.largestDifference).toBeLessThan(1e-3);
});

test("a training goes on after its graphics context was lost", async () => {
  const { page } = launched;
  const epoch = async (): Promise<number> =>
    Number((await page.getByRole("main").innerText()).match(/epoch (\d+) of at most/)?.[1] ?? -1);
  await startTraining(page, { model: slowModel, engine: "WebGL", epochs: 60, patience: 60 });
  await expect.poll(epoch, { timeout: 60_000 }).toBeGreaterThanOrEqual(1);
  const before = await epoch();
  expect(await callTraining<{ lost: boolean }>("loseGraphicsContext", {})).toEqual({ lost: true });
  await expect.poll(epoch, { timeout: 60_000 }).toBeGreaterThan(before + 1);
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.getByRole("main").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Train", exact: true }).isEnabled();
});

test("too few ratings are refused in words", async () => {
  const { page } = launched;
  await writeMlLatest(workshop.path("few"), { members: 2, films: 4, ratingsPerMember: 2 });
  await runBatch("import", workshop.path("few"), "--library", workshop.path("Few.marquee"));
  await launched.close();
  launched = await launch({ args: [workshop.path("Few.marquee")] });
  await untilShown(launched.page, "2 members");
  await startTraining(launched.page);
  await launched.page.getByRole("alert").getByText("There are too few ratings to learn from.").waitFor();
  expect(page.isClosed()).toBe(true);
});
