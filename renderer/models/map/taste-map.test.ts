import { beforeAll, describe, expect, it } from "vitest";
import type { FilmTraits, Ratings } from "../../../shared/domain/interactions.ts";
import { unknownTraits } from "../../../shared/domain/interactions.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { fitted, useEngine } from "../../../test/models/fixture.ts";
import { itemKnn } from "../item-knn.ts";
import { countRatings, type PreferenceModel } from "../model.ts";
import { popularity } from "../popularity.ts";
import { allHistories, splitRatings } from "../split.ts";
import { makeTasteMap } from "./taste-map.ts";
import { tasteSpace } from "./taste-space.ts";

const groups = ["Horror", "Musical", "Western"];
const minimum = 10;

/** Three groups of members, each with films of its own. */
const parted = (members: number, films: number): { ratings: Ratings; traits: FilmTraits } => {
  const random = seededRandom(3);
  const rows: [number, number][] = [];
  for (let u = 0; u < members; u++)
    for (let i = 0; i < films; i++) if (random() < (u % 3 === i % 3 ? 0.6 : 0.05)) rows.push([u, i]);
  const filmIds = Int32Array.from({ length: films }, (_, i) => 100 + i);
  return {
    ratings: {
      memberIds: Int32Array.from({ length: members }, (_, u) => 10 + u),
      filmIds,
      member: Int32Array.from(rows, ([u]) => u),
      film: Int32Array.from(rows, ([, i]) => i),
      value: Float32Array.from(rows, () => 4),
      at: Float64Array.from(rows, (_, n) => n),
      scale: { min: 0.5, max: 5, step: 0.5 },
    },
    traits: {
      ...unknownTraits(filmIds),
      genres: Array.from(filmIds, (_, i) => [groups[i % 3] as string]),
      years: Int32Array.from(filmIds, (_, i) => 1950 + 10 * (i % 5)),
    },
  };
};

/** A model of everything there is to learn. */
const modelOf = async (
  { ratings, traits }: ReturnType<typeof parted>,
  algorithm = itemKnn,
): Promise<PreferenceModel> => {
  const { training, validation } = splitRatings(ratings, "random", 0.01, 1);
  const data = {
    catalogue: { filmIds: ratings.filmIds, traits },
    scale: ratings.scale,
    training,
    validation,
  };
  return (await fitted(algorithm, data, {})).model;
};

beforeAll(async () => void (await useEngine("cpu")));

const breathe = async (): Promise<void> => undefined;
const mapOf = async (
  { ratings, traits }: ReturnType<typeof parted>,
  model?: PreferenceModel | null,
  seed = 1,
  least = minimum,
) => {
  const asked = model === undefined ? await modelOf({ ratings, traits }) : model;
  const audience = { memberIds: ratings.memberIds, histories: allHistories(ratings), scale: ratings.scale };
  const counts = countRatings(audience.histories, ratings.filmIds.length);
  const space = await tasteSpace(asked, traits, audience, counts, seed, breathe);
  return makeTasteMap(
    { space, modelId: null, traits, audience, filmIds: ratings.filmIds, minimum: least, seed },
    { breathe, progress: () => undefined },
  );
};

describe("the taste map", () => {
  it("lays films of one taste together, and members among them", async () => {
    const map = await mapOf(parted(150, 120));
    expect(map.basis).toBe("model");
    const groupOfCluster = map.clusters.map(
      (_, at) => new Set([...map.films.cluster.entries()].filter(([, c]) => c === at).map(([i]) => i % 3)),
    );
    for (const of of groupOfCluster) expect(of.size).toBe(1);
    const right = [...map.members.cluster].filter(
      (at, u) =>
        at >= 0 &&
        groupOfCluster[at]?.has(
          (map.members.ids[u] as number) % 3 === 1 ? 0 : (map.members.ids[u] as number) % 3 === 2 ? 1 : 2,
        ),
    );
    expect(right.length / map.members.ids.length).toBeGreaterThan(0.85);
    for (const { traits } of map.clusters) expect(groups).toContain(traits[0]?.value);
  });

  it("is the same for the same seed", async () => {
    const data = parted(60, 60);
    const [one, again, other] = [await mapOf(data), await mapOf(data), await mapOf(data, undefined, 2)];
    expect({ ...again, seconds: 0 }).toEqual({ ...one, seconds: 0 });
    expect(other.films.x).not.toEqual(one.films.x);
  });

  it("rests on traits without a model, and where a model tells nobody apart", async () => {
    const data = parted(60, 60);
    expect((await mapOf(data, null)).basis).toBe("traits");
    const flat = await mapOf(data, await modelOf(data, popularity));
    expect(flat.basis).toBe("traits");
  });

  it.each([
    ["one film, one member", 1, 1],
    ["two films", 4, 2],
    ["no member", 0, 9],
    ["five films", 12, 5],
  ])("has a place for everything: %s", async (_, members, films) => {
    for (const model of [undefined, null]) {
      const { films: points, members: people } = await mapOf(parted(members, films), model);
      expect(points.ids).toHaveLength(films);
      for (const values of [points.x, points.y, people.x, people.y])
        expect([...values].every(Number.isFinite)).toBe(true);
    }
  });

  it("has a place for films that nothing tells apart", async () => {
    const data = parted(30, 40);
    const map = await mapOf({ ...data, traits: unknownTraits(data.ratings.filmIds) }, null);
    expect([...map.films.x, ...map.films.y, ...map.members.x].every(Number.isFinite)).toBe(true);
  });

  it("never tells of a group smaller than the minimum, nor lets it follow by subtraction", async () => {
    const data = parted(40, 90);
    const model = await modelOf(data);
    const whole = await mapOf(data, model, 1, 1);
    const counts = whole.clusters.map(({ members }) => members as number).sort((a, b) => a - b);
    const smallest = counts.find((count) => count > 0) as number;
    const { clusters, members } = await mapOf(data, model, 1, smallest + 1);
    const told = clusters.flatMap(({ members }) => (members === null || members === 0 ? [] : [members]));
    expect(clusters.some(({ members }) => members === null)).toBe(true);
    for (const count of told) expect(count).toBeGreaterThan(smallest);
    expect(members.ids.length - told.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(smallest);
  });
});
