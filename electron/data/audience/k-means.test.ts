import { expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { kMeans, nearest, type Points } from "./k-means.ts";

const breathe = async () => {};
/** `each` points around each of the centres. */
const planted = (
  centres: readonly (readonly number[])[],
  each: number,
  spread: number,
  seed: number,
): Points => {
  const random = seededRandom(seed);
  const width = centres[0]?.length ?? 0;
  const values = centres.flatMap((centre) =>
    Array.from({ length: each }, () => centre.map((value) => value + spread * normal(random))).flat(),
  );
  return { values: Float32Array.from(values), width };
};
const corners = [
  [0, 0, 0],
  [6, 0, 0],
  [0, 6, 0],
  [0, 0, 6],
];

test("planted groups are found, whatever the seed", async () => {
  const points = planted(corners, 100, 1, 3);
  for (const seed of [1, 2, 3]) {
    const { centres } = await kMeans(points, 4, seed, breathe);
    const labels = Array.from({ length: 400 }, (_, point) => nearest(points, point, centres)[0]);
    for (let group = 0; group < 4; group++) {
      const members = labels.slice(100 * group, 100 * group + 100);
      const usual = members.filter((label) => label === members[0]).length;
      expect(usual).toBeGreaterThan(95);
    }
    expect(new Set([0, 100, 200, 300].map((at) => labels[at])).size).toBe(4);
  }
});

test("the planted number of groups parts the points best", async () => {
  const points = planted(corners, 80, 0.7, 5);
  const scores = await Promise.all(
    [2, 3, 4, 5, 6].map(async (k) => (await kMeans(points, k, 1, breathe)).silhouette),
  );
  expect(scores.indexOf(Math.max(...scores))).toBe(2);
});

test("a seed repeats", async () => {
  const points = planted(corners, 20, 3, 9);
  expect(await kMeans(points, 3, 4, breathe)).toEqual(await kMeans(points, 3, 4, breathe));
});
