import { beforeAll, describe, expect, test } from "vitest";
import { packPosterNetwork } from "../../scripts/vite/poster-network.ts";
import { type FilmTraits, type Ratings, unknownTraits } from "../../shared/domain/interactions.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { type Random, seededRandom } from "../../shared/domain/random.ts";
import { fitted, quietHooks, useEngine } from "../../test/models/fixture.ts";
import { contentRidge } from "./content-ridge.ts";
import { explainFor } from "./explanation.ts";
import { historyOf, type TrainingData } from "./model.ts";
import { fewestPosters, posterAxes } from "./poster-axes.ts";
import { openPosterNetwork, type PosterNetwork } from "./poster-network.ts";
import { coldFilms } from "./protocols/cold-films.ts";
import { posterBenefit } from "./protocols/poster-benefit.ts";
import { allHistories, splitRatings } from "./split.ts";

const films = 60;
const members = 120;
const { side, length } = posterNetwork;

/** A sky of the hue, from light to dark, behind boxes of any colour. */
const drawn = (warm: boolean, random: Random): Uint8ClampedArray => {
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const paint = (
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    rgb: (y: number) => readonly number[],
  ): void => {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) pixels.set(rgb(y), 4 * (y * side + x));
  };
  const tint = 40 * random();
  paint(0, 0, side, side, (y) => {
    const light = 60 + tint + (120 * y) / side + 20 * random();
    return warm ? [light + 70, light, 30] : [20, light, light + 70];
  });
  for (let box = 0; box < 5; box++) {
    const [x, y] = [Math.floor(random() * 160), Math.floor(random() * 160)];
    const [width, height] = [20 + Math.floor(random() * 40), 20 + Math.floor(random() * 40)];
    const colour = [256 * random(), 256 * random(), 256 * random()];
    paint(x, y, x + width, y + height, () => colour);
  }
  return pixels;
};

const isWarm = (film: number): boolean => (film * 7) % 16 < 8;

/** Members choose by the colour of posters and by nothing else that is known. */
const chosenByColour = (): { ratings: Ratings; traits: FilmTraits } => {
  const random = seededRandom(3);
  const rows = Array.from({ length: members }, (_, u) => u).flatMap((u) =>
    Array.from({ length: films }, (_, i) => i)
      .filter((i) => random() < ((u % 2 === 0) === isWarm(i) ? 0.35 : 0.05))
      .map((i) => ({ u, i, at: 1_700_000_000 + Math.floor(random() * 1e7) })),
  );
  const filmIds = Int32Array.from({ length: films }, (_, i) => 100 + i);
  return {
    ratings: {
      memberIds: Int32Array.from({ length: members }, (_, u) => 10 + u),
      filmIds,
      member: Int32Array.from(rows, ({ u }) => u),
      film: Int32Array.from(rows, ({ i }) => i),
      value: Float32Array.from(rows, () => 4.5),
      at: Float64Array.from(rows, ({ at }) => at),
      scale: { min: 0.5, max: 5, step: 0.5 },
    },
    traits: {
      ...unknownTraits(filmIds),
      genres: Array.from(filmIds, () => [["Drama", "Comedy", "Horror"][Math.floor(random() * 3)] as string]),
      runtimes: Int32Array.from(filmIds, () => 80 + Math.floor(random() * 60)),
    },
  };
};

const { ratings, traits } = chosenByColour();
let network: PosterNetwork;
let pictures: readonly Uint8ClampedArray[];
let embeddings: Float32Array;
let posters: (Float32Array | null)[];
const breathe = async (): Promise<void> => undefined;
const embeddingOf = (film: number): Float32Array => embeddings.subarray(film * length, (film + 1) * length);
const product = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, n) => sum + value * (b[n] as number), 0);

beforeAll(async () => {
  await useEngine("wasm");
  network = openPosterNetwork(await packPosterNetwork());
  const random = seededRandom(11);
  pictures = Array.from({ length: films }, (_, i) => drawn(isWarm(i), random));
  embeddings = new Float32Array(films * length);
  for (let i = 0; i < films; i += 8)
    embeddings.set(await network.embed(pictures.slice(i, i + 8)), i * length);
  const axes = await posterAxes(embeddings, films, breathe);
  posters = Array.from({ length: films }, (_, i) => axes.place(embeddingOf(i)));
}, 120_000);

const dataWith = (pictured: FilmTraits["posters"]): TrainingData => {
  const { training, validation } = splitRatings(ratings, "random", 0.1, 1);
  const all = pictured ? { ...traits, posters: pictured } : traits;
  return { catalogue: { filmIds: ratings.filmIds, traits: all }, scale: ratings.scale, training, validation };
};
const ranks = async (data: TrainingData, parameters = {}): Promise<Float32Array> => {
  const { model } = await fitted(contentRidge, data, parameters);
  return model.rankAll([historyOf(allHistories(ratings), 0), historyOf(allHistories(ratings), 1)]);
};

describe("the poster network", () => {
  test("a picture alone and in a batch is the same, and other engines agree", async () => {
    const [first, second] = pictures as [Uint8ClampedArray, Uint8ClampedArray];
    const alone = await network.embed([second]);
    for (const [n, value] of alone.entries()) expect(embeddingOf(1)[n]).toBeCloseTo(value, 5);
    await useEngine("cpu");
    const other = openPosterNetwork(await packPosterNetwork());
    const plain = await other.embed([first]);
    other.dispose();
    await useEngine("wasm");
    for (const [n, value] of plain.entries()) expect(embeddingOf(0)[n]).toBeCloseTo(value, 3);
  });

  test("bytes that are no network are refused", () => {
    expect(() => openPosterNetwork(new Uint8Array(64))).toThrow();
  });
});

describe("axes of posters", () => {
  test("repeat exactly, have length one, and set alike posters together", async () => {
    const again = await posterAxes(embeddings, films, breathe);
    for (const [i, poster] of posters.entries()) expect(again.place(embeddingOf(i))).toEqual(poster);
    for (const poster of posters)
      expect(product(poster as Float32Array, poster as Float32Array)).toBeCloseTo(1, 5);
    const means = { same: [0, 0], other: [0, 0] };
    for (let a = 0; a < films; a++)
      for (let b = 0; b < a; b++) {
        const sum = isWarm(a) === isWarm(b) ? means.same : means.other;
        sum[0] = (sum[0] as number) + product(posters[a] as Float32Array, posters[b] as Float32Array);
        sum[1] = (sum[1] as number) + 1;
      }
    const mean = ([sum, count]: number[]): number => (sum as number) / (count as number);
    expect(mean(means.same)).toBeGreaterThan(mean(means.other) + 0.02);
  });

  test("the mean of all posters lies nowhere, and few posters are enough to fit on", async () => {
    const axes = await posterAxes(embeddings.subarray(0, fewestPosters * length), fewestPosters, breathe);
    expect(axes.place(embeddingOf(50))?.every(Number.isFinite)).toBe(true);
    const same = new Float32Array(fewestPosters * length).fill(0.5);
    expect((await posterAxes(same, fewestPosters, breathe)).place(same.subarray(0, length))).toBeNull();
  });
});

describe("posters in the content model", () => {
  test("without posters no number changes, whatever their weight", async () => {
    const bare = await ranks(dataWith(undefined));
    expect(await ranks(dataWith(undefined), { poster: 9 })).toEqual(bare);
    expect(await ranks(dataWith(posters.map(() => null)))).toEqual(bare);
    expect(await ranks(dataWith(posters), { poster: 0 })).toEqual(bare);
    expect(await ranks(dataWith(posters))).not.toEqual(bare);
  });

  test("posters that say nothing of taste are left out by the model's own validation", async () => {
    const bare = await ranks(dataWith(undefined));
    const shuffled = posters.map((_, i) => posters[(i * 23) % films] as Float32Array);
    expect(await ranks(dataWith(shuffled))).toEqual(bare);
  });

  test("a model from before the posters goes on as it was", async () => {
    const bare = dataWith(undefined);
    const { model } = await fitted(contentRidge, bare, {});
    const loaded = contentRidge.load(model.save(), dataWith(posters).catalogue);
    const history = historyOf(allHistories(ratings), 0);
    expect(loaded.foldIn(history).rank()).toEqual(model.foldIn(history).rank());
  });

  test("saved and loaded it is the same, also where seen films got a poster since", async () => {
    const some = posters.map((poster, i) => (i % 5 === 0 ? null : poster));
    const { model } = await fitted(contentRidge, dataWith(some), {});
    const history = historyOf(allHistories(ratings), 0);
    for (const catalogue of [dataWith(some).catalogue, dataWith(posters).catalogue])
      expect(contentRidge.load(model.save(), catalogue).foldIn(history).rank()).toEqual(
        model.foldIn(history).rank(),
      );
  });

  test("a film without a poster is neither like nor unlike others by it", async () => {
    const some = posters.map((poster, i) => (i === 5 ? null : poster));
    const { model } = await fitted(contentRidge, dataWith(some), {});
    const { traits: shares } = explainFor(model, historyOf(allHistories(ratings), 0), 5);
    expect(shares.some(({ field }) => field === "poster")).toBe(false);
  });

  test("the poster has its signed share, for what is liked and against what is not, and all parts add up", async () => {
    const { model } = await fitted(contentRidge, dataWith(posters), {});
    const history = historyOf(allHistories(ratings), 0); // likes warm ones
    const unseen = Array.from({ length: films }, (_, i) => i).filter((i) => !history.films.includes(i));
    const mean = { warm: 0, cold: 0 };
    for (const i of unseen) {
      const { films: parts, traits: shares, untold, base, total } = explainFor(model, history, i);
      const sum = (some: readonly { readonly share: number }[]): number =>
        some.reduce((s, { share }) => s + share, 0);
      expect(sum(shares) + untold).toBeCloseTo(sum(parts), 8);
      expect(sum(parts) + sum(base)).toBeCloseTo(total, 8);
      const share = shares.find(({ field }) => field === "poster")?.share ?? 0;
      mean[isWarm(i) ? "warm" : "cold"] += share / unseen.filter((j) => isWarm(j) === isWarm(i)).length;
    }
    expect(mean.warm).toBeGreaterThan(0);
    expect(mean.cold).toBeLessThan(mean.warm);
  });

  test("what they add is told without them, with them, and as the model decides, member by member", async () => {
    const measured = (pictured: FilmTraits["posters"]) =>
      posterBenefit(
        {
          ratings,
          traits: pictured ? { ...traits, posters: pictured } : traits,
          hooks: { training: quietHooks(), breathe },
        },
        [1, 2, 3],
        () => undefined,
      );
    const told = await measured(posters);
    expect(told.gain.low).toBeGreaterThan(0);
    expect(told.gain.mean).toBeCloseTo(told.with - told.without, 1);
    expect(told.decidedGain.mean).toBeGreaterThan(0);
    const shuffled = await measured(posters.map((_, i) => posters[(i * 23) % films] as Float32Array));
    expect(shuffled.without).toBe(told.without);
    expect(shuffled.gain.low).toBeLessThan(0.02);
    expect(shuffled.decided).toBe(shuffled.without);
    const none = await measured(undefined);
    expect([none.gain.mean, none.with]).toEqual([0, none.without]);
  });

  test("films that nobody has seen are ranked better where taste follows the posters", async () => {
    const ndcg = async (pictured: boolean): Promise<number> => {
      let sum = 0;
      for (const seed of [1, 2, 3, 4, 5]) {
        const { metrics } = await coldFilms(
          {
            ratings,
            traits: pictured ? { ...traits, posters } : traits,
            algorithm: contentRidge,
            hooks: { training: quietHooks(), breathe },
          },
          seed,
          null,
        );
        sum += (metrics["ndcg@10"] as number) / 5;
      }
      return sum;
    };
    const without = await ndcg(false);
    const withPosters = await ndcg(true);
    expect(withPosters).toBeGreaterThan(without + 0.05);
  });
});
