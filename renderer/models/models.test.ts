import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeArtefact, encodeArtefact } from "../../shared/blocks/artefact.ts";
import { traitFields } from "../../shared/contract/training.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { fitted, quietHooks, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { choiceObjective } from "./autoencoder.ts";
import { logit } from "./calibration.ts";
import { compareEngines } from "./compare.ts";
import { contentRidge, posterAblation } from "./content-ridge.ts";
import { EngineLostError } from "./engine.ts";
import { type Algorithm, historyOf, type Parameters, type PreferenceModel } from "./model.ts";
import { attentionObjective } from "./self-attention.ts";
import { allHistories } from "./split.ts";

const small: Readonly<Record<string, Parameters>> = {
  "matrix-factorization": { factors: 4, epochs: 8 },
  "bayesian-factors": { factors: 3, burnIn: 4, sweeps: 12, draws: 4 },
  popularity: {},
  ease: { penalty: 20 },
  "implicit-als": { factors: 4, epochs: 4 },
  "item-knn": { neighbours: 10 },
  "choice-blend": {},
  "self-attention": { width: 4, places: 10, negatives: 20, batch: 100, epochs: 6, learningRate: 0.01 },
  "random-forest": { trees: 6, depth: 4 },
  "support-vectors": { epochs: 4, buckets: 32 },
  "content-ridge": {},
  autoencoder: { hidden: 8, batch: 40, epochs: 8, learningRate: 0.01, minSupport: 2 },
};
/** Models that start from, or draw, random numbers. */
const drawing = new Set([
  "matrix-factorization",
  "bayesian-factors",
  "implicit-als",
  "choice-blend",
  "autoencoder",
  "self-attention",
  "random-forest",
  "support-vectors",
]);
/** Films that nobody rated are known to them by their content. */
const speaksForUnrated = new Set(["content-ridge"]);
const source = planted();
const data = trainingData(source);
const everyone = allHistories(source.ratings);
const ranksOf = (model: PreferenceModel): Promise<Float32Array> =>
  model.rankAll(Array.from({ length: 20 }, (_, u) => historyOf(everyone, u)));

describe.each(Object.values(algorithms))("$name", (algorithm: Algorithm) => {
  const parameters = small[algorithm.name] as Parameters;
  beforeAll(async () => {
    await useEngine("wasm");
  });

  test("a seed repeats exactly, another one differs where chance has a say", async () => {
    const one = await ranksOf((await fitted(algorithm, data, parameters, 5)).model);
    const same = await ranksOf((await fitted(algorithm, data, parameters, 5)).model);
    const other = await ranksOf((await fitted(algorithm, data, parameters, 6)).model);
    expect(same).toEqual(one);
    if (drawing.has(algorithm.name)) expect(other).not.toEqual(one);
  });

  test("training and serving leave no tensor behind", async () => {
    const before = tf.memory().numTensors;
    const { model } = await fitted(algorithm, data, parameters);
    await ranksOf(model);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("cpu and wasm agree within 1e-3 on the same weights", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const engines = await useEngine("wasm");
    const audience = {
      memberIds: source.ratings.memberIds,
      histories: everyone,
      scale: source.ratings.scale,
    };
    const {
      engines: compared,
      largestDifference,
      compared: count,
    } = await compareEngines(engines, model, audience, 30);
    expect(compared).toEqual(["wasm", "cpu"]);
    expect(count).toBe(30 * 60);
    expect(largestDifference).toBeLessThan(1e-3);
    await useEngine("wasm");
  });

  test("one member ranked alone and in a block gets the same scores", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const block = await ranksOf(model);
    const alone = model.foldIn(historyOf(everyone, 3)).rank();
    for (const [i, score] of alone.entries()) expect(block[3 * 60 + i]).toBeCloseTo(score, 3);
  });

  test("saved and loaded it predicts the same; films may have come and gone meanwhile", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const bytes = encodeArtefact(model.save());
    const loaded = algorithm.load(decodeArtefact(bytes), model.catalogue);
    const history = historyOf(everyone, 2);
    for (let i = 0; i < 60; i++) {
      expect(loaded.foldIn(history).predict(i)).toEqual(model.foldIn(history).predict(i));
      expect(loaded.foldIn(history).like(i)).toEqual(model.foldIn(history).like(i));
    }
    const { traits } = model.catalogue;
    const reversed = {
      filmIds: model.catalogue.filmIds.slice(1).reverse(),
      traits: Object.fromEntries(
        Object.entries(traits).map(([field, values]) => [field, values.slice(1).reverse()]),
      ) as unknown as typeof traits,
    };
    const moved = algorithm.load(decodeArtefact(bytes), reversed);
    expect(moved.ratings[58 - 9]).toBe(model.ratings[10]);
    const nobody = { films: new Int32Array(0), ratings: new Float32Array(0) };
    // A chance among fewer films is a little greater.
    const digits = model.unit === "rating" ? 5 : 2;
    const before = model.foldIn(nobody).predict(10).value;
    expect(moved.foldIn(nobody).predict(58 - 9).value).toBeCloseTo(before, digits);
  });

  test("unknown members and unrated films get finite answers with ordered ends", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const histories = [
      { films: new Int32Array(0), ratings: new Float32Array(0) },
      { films: Int32Array.of(59), ratings: Float32Array.of(5) }, // only the film nobody rated
      { films: Int32Array.of(4), ratings: Float32Array.of(0.5) },
      historyOf(everyone, 0),
    ];
    for (const history of histories) {
      const taste = model.foldIn(history);
      for (const i of [0, 30, 59])
        for (const { value, low, high } of [taste.predict(i), taste.like(i)]) {
          expect([value, low, high].every(Number.isFinite)).toBe(true);
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        }
      expect(taste.rank().every(Number.isFinite)).toBe(true);
      if (!speaksForUnrated.has(algorithm.name))
        expect(taste.explain(59).some(({ kind }) => kind === "unrated")).toBe(true);
    }
  });

  test("a film without ratings is less certain than one with many", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const most = model.ratings.indexOf(Math.max(...model.ratings));
    const taste = model.foldIn(historyOf(everyone, 0));
    const width = ({ low, high }: { low: number; high: number }): number => high - low;
    expect(width(taste.like(59))).toBeGreaterThan(width(taste.like(most)));
  });

  test("every parameter changes the scores", async () => {
    const posters = Array.from(source.ratings.filmIds, (_, i) => Float32Array.of(Math.sin(i), Math.cos(i)));
    const traits = { ...data.catalogue.traits, posters };
    const pictured = { ...data, catalogue: { ...data.catalogue, traits } };
    // Films by content leave posters that show no gain out, and their parameter with them.
    const keeping = algorithm.name === contentRidge.name ? posterAblation.with : algorithm;
    const base = await ranksOf((await fitted(keeping, pictured, parameters)).model);
    const changed: Record<string, number> = {
      factors: 5,
      penalty: 3,
      biasPenalty: 3,
      penaltyPower: 0.8,
      weightDecay: 0.3,
      learningRate: 0.005,
      initialScale: 0.2,
      batches: 3,
      epochs: 2,
      hidden: 5,
      dropout: 0.2,
      minSupport: 45,
      batch: 20,
      patience: 1,
      burnIn: 6,
      sweeps: 20,
      draws: 2,
      mostFilms: 30,
      nearness: 9,
      reach: 3,
      likeness: 90,
      unseenWeight: 0.2,
      neighbours: 3,
      shrink: 90,
      halfLife: 20,
      trees: 3,
      depth: 2,
      leaf: 300,
      tried: 1,
      cost: 3,
      buckets: 0,
      width: 6,
      places: 7,
      negatives: 9,
      ...Object.fromEntries(traitFields.map((field) => [field, 3])),
    };
    for (const name of Object.keys(algorithm.defaults)) {
      const tried = { ...parameters, [name]: changed[name] as number };
      if (name === "patience") Object.assign(tried, { epochs: 60, learningRate: 0.05 });
      expect([name, await ranksOf((await fitted(keeping, pictured, tried)).model)]).not.toEqual([name, base]);
    }
  });

  test("shares of an explanation add up", async () => {
    const { model } = await fitted(algorithm, data, parameters);
    const history = historyOf(everyone, 1);
    const nobody = { films: new Int32Array(0), ratings: new Float32Array(0) };
    const taste = model.foldIn(history);
    for (const i of [0, 7, 31, 59]) {
      const sum = taste.explain(i).reduce((total, { share }) => total + share, 0);
      if (model.unit === "rating") expect(sum).toBeCloseTo(taste.predict(i).value, 5);
      else if (model.unit === "like") expect(sum).toBeCloseTo(logit(taste.like(i).value), 5);
      // log-odds over an unknown member, up to what normalises all films alike
      else if (i !== 59) {
        const other = taste.explain(5).reduce((total, { share }) => total + share, 0);
        const lift = (film: number): number =>
          (taste.rank()[film] as number) - (model.foldIn(nobody).rank()[film] as number);
        expect(sum - other).toBeCloseTo(lift(i) - lift(5), 4);
      }
    }
  });
});

describe.each([
  algorithms["matrix-factorization"],
  algorithms["bayesian-factors"],
  algorithms.autoencoder,
  algorithms["self-attention"],
])("$name, step by step", (algorithm) => {
  const parameters = small[algorithm.name] as Parameters;
  beforeAll(async () => {
    await useEngine("wasm");
  });

  test("the loss falls, in training and on validation", async () => {
    const { curve } = await fitted(algorithm, data, parameters);
    expect(curve.at(-1)?.training).toBeLessThan(curve[0]?.training as number);
    expect(curve.at(-1)?.validation).toBeLessThan(curve[0]?.validation as number);
  });

  test("resumed from a checkpoint, the run ends as if never cut off", async () => {
    const whole = await fitted(algorithm, data, parameters);
    let state: Uint8Array | null = null;
    const cut = new AbortController();
    const hooks = quietHooks({
      signal: cut.signal,
      checkpointSeconds: 0,
      checkpoint: async (bytes) => {
        state = bytes.slice();
      },
      onEpoch: ({ loss }) => {
        if (loss.epoch === 5) cut.abort();
      },
    });
    const short = { ...algorithm.defaults, ...parameters };
    await expect(algorithm.fit(data, short, 1, hooks, null)).rejects.toThrow("aborted");
    expect(state).not.toBeNull();
    const resumed = await algorithm.fit(data, short, 1, quietHooks(), state);
    expect(resumed.curve).toEqual(whole.curve);
    expect(await ranksOf(resumed.model)).toEqual(await ranksOf(whole.model));
  });
});

describe.each([algorithms["self-attention"], algorithms.autoencoder])("$name on an engine", (algorithm) => {
  const parameters = small[algorithm.name] as Parameters;
  beforeAll(async () => {
    await useEngine("wasm");
  });

  test("an engine lost on the way is rebuilt and changes nothing", async () => {
    const whole = await fitted(algorithm, data, parameters);
    let steps = 0;
    let recovered = 0;
    let lost = false;
    const hooks = quietHooks({
      checkpointSeconds: 0,
      engineLost: () => {
        if (++steps === 25) lost = true;
        return lost;
      },
      recoverEngine: async () => {
        recovered++;
        lost = false;
      },
    });
    const { curve } = await fitted(algorithm, data, parameters, 1, hooks);
    expect(recovered).toBe(1);
    expect(curve).toEqual(whole.curve);
  });

  test("an engine that cannot be had again fails as such", async () => {
    const hooks = quietHooks({
      engineLost: () => true,
      recoverEngine: async () => {
        throw new EngineLostError();
      },
    });
    await expect(fitted(algorithm, data, parameters, 1, hooks)).rejects.toBeInstanceOf(EngineLostError);
  });
});

test.each([
  ["matrix-factorization", { factors: 4, penalty: 0.3 }, 0.4],
  ["bayesian-factors", { factors: 4 }, 0.25],
] as const)("%s recovers planted factors to near the noise", async (name, parameters, most) => {
  await useEngine("wasm");
  const many = planted({ members: 400, films: 80, known: 0.5, noise: 0.2 });
  const { model } = await fitted(algorithms[name], trainingData(many), parameters);
  const histories = allHistories(many.ratings);
  let sum = 0;
  let count = 0;
  for (let u = 0; u < 400; u++) {
    const history = historyOf(histories, u);
    const seen = new Set(history.films);
    const taste = model.foldIn(history);
    for (let i = 0; i < 79; i++) {
      if (seen.has(i)) continue;
      sum += (taste.predict(i).value - many.truth(u, i)) ** 2;
      count++;
    }
  }
  expect(Math.sqrt(sum / count)).toBeLessThan(most);
});

test("tf.memory() stays flat over 1,000 steps of both objectives", async () => {
  await useEngine("wasm");
  const tiny = trainingData(planted({ members: 20, films: 12 }));
  for (const objective of [
    attentionObjective(
      tiny,
      {
        ...algorithms["self-attention"].defaults,
        width: 4,
        places: 4,
        negatives: 5,
        batch: 8,
        minSupport: 1,
      },
      1,
    ),
    choiceObjective(tiny, { ...algorithms.autoencoder.defaults, hidden: 4, batch: 10, minSupport: 1 }, 1),
  ]) {
    const adamw = objective.create();
    const random = seededRandom(1);
    const step = (n: number): void =>
      tf.dispose(tf.tidy(() => objective.step(adamw, n % objective.batches, random)));
    for (let n = 0; n < 10; n++) step(n);
    const before = tf.memory();
    for (let n = 0; n < 1000; n++) step(n);
    const after = tf.memory();
    expect([after.numTensors, after.numBytes]).toEqual([before.numTensors, before.numBytes]);
    adamw.dispose();
  }
});
