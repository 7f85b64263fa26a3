/** Training on WebGL in the real worker, its graphics context killed on the way: the run recovers and ends as it would have. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeBlock } from "../../shared/blocks/rating-block.ts";
import { planted } from "../models/planted.ts";
import { type Launched, launch } from "./launch.ts";

const assets = join(import.meta.dirname, "../../build/renderer/assets");
/** The worker's own script; the page's chunk of its contract bears the same name and is small. */
const workerScript = (): string =>
  readdirSync(assets)
    .filter((file) => /^training-.*\.js$/.test(file))
    .sort((a, b) => statSync(join(assets, b)).size - statSync(join(assets, a)).size)[0] as string;

let launched: Launched;
beforeAll(async () => {
  launched = await launch();
});
afterAll(() => launched?.close());

const { ratings, traits } = planted({ members: 40, films: 20 });
const plain = {
  rows: ratings.member.length,
  memberIds: [...ratings.memberIds],
  filmIds: [...ratings.filmIds],
  block: [
    ...encodeBlock({
      member: ratings.member.map((u) => ratings.memberIds[u] as number),
      film: ratings.film.map((i) => ratings.filmIds[i] as number),
      value: ratings.value,
      at: ratings.at,
    }),
  ],
  scale: ratings.scale,
  traits: {
    ...traits,
    filmIds: [...traits.filmIds],
    years: [...traits.years],
    runtimes: [...traits.runtimes],
  },
};

interface Outcome {
  readonly lost: boolean;
  readonly epochs: number[];
  readonly done: {
    ok: boolean;
    value?: { card: { engine: string; metrics: Record<string, number>; curve: unknown } };
  };
}

/** Trains in a worker of the page's; `loseAt`: the epoch after which, or the phase in which, the context is lost. */
const trainInPage = (loseAt: number | "evaluating" | null): Promise<Outcome> =>
  launched.page.evaluate(
    async ({ script, data, when }) => {
      const worker = new Worker(`assets/${script}`, { type: "module" });
      const { port1, port2 } = new MessageChannel();
      const answers: Record<string, () => unknown> = {
        changedHistories: () => ({
          token: "planted",
          reread: true,
          members: Int32Array.of(),
          ratings: {
            member: Int32Array.of(),
            film: Int32Array.of(),
            value: Float32Array.of(),
            at: Float64Array.of(),
          },
          feedback: [],
          fingerprint: "planted",
        }),
        embeddedPosters: () => ({ posters: 0, embedded: Int32Array.of(), waiting: Int32Array.of() }),
        memberGroups: () => ({ groups: [] }),
        ownDefaults: () => ({ defaults: [] }),
        privacy: () => ({ minimum: 10 }),
        ratings: () => ({
          rows: data.rows,
          memberIds: Int32Array.from(data.memberIds),
          filmIds: Int32Array.from(data.filmIds),
          scale: data.scale,
          fingerprint: "planted",
        }),
        filmTraits: () => ({
          ...data.traits,
          filmIds: Int32Array.from(data.traits.filmIds),
          years: Int32Array.from(data.traits.years),
          runtimes: Int32Array.from(data.traits.runtimes),
        }),
      };
      port1.onmessage = ({ data: { id, method } }) => {
        if (!method) return;
        if (method === "ratings") {
          port1.postMessage({ id, progress: { rows: data.rows } });
          port1.postMessage({ id, block: Uint8Array.from(data.block) });
        }
        port1.postMessage({ id, done: { ok: true, value: answers[method]?.() ?? {} } });
      };
      worker.postMessage({ type: "data-port" }, [port2]);
      const epochs: number[] = [];
      let lost = false;
      const done = await new Promise<never>((resolve) => {
        worker.onmessage = ({ data: { id, progress, done: result } }) => {
          if (id === 2 && result) lost = result.value.lost;
          if (id === 1 && result) resolve(result as never);
          if (!progress?.loss) return;
          if (epochs.at(-1) !== progress.epoch) epochs.push(progress.epoch);
          if ((progress.epoch === when || progress.phase === when) && !lost)
            worker.postMessage({ id: 2, method: "loseGraphicsContext", input: {} });
        };
        const input = {
          name: "autoencoder",
          engine: "webgl",
          params: { hidden: 3, minSupport: 1, epochs: 12, patience: 12 },
        };
        worker.postMessage({ id: 1, method: "train", input });
      });
      worker.terminate();
      return { lost, epochs, done };
    },
    { script: workerScript(), data: plain, when: loseAt },
  );

let whole: Outcome;
test("a lost context costs time, not the result", async () => {
  whole = await trainInPage(null);
  expect(whole.done).toMatchObject({ ok: true, value: { card: { engine: "webgl" } } });
  const broken = await trainInPage(5);
  expect(broken.lost).toBe(true);
  expect(broken.done.ok).toBe(true);
  expect(broken.epochs.length).toBeGreaterThan(whole.epochs.length); // epochs done again
  expect(broken.done.value?.card.curve).toEqual(whole.done.value?.card.curve);
  expect(broken.done.value?.card.metrics).toEqual(whole.done.value?.card.metrics);
});

test("a context lost after the last epoch is made anew, and the figures are the same", async () => {
  const broken = await trainInPage("evaluating");
  expect(broken.lost).toBe(true);
  expect(broken.epochs).toEqual(whole.epochs);
  expect(broken.done.value?.card.metrics).toEqual(whole.done.value?.card.metrics);
});
