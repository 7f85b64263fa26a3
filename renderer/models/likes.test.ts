import { expect, test } from "vitest";
import { unknownTraits } from "../../shared/domain/interactions.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { fitted, trainingData } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { evaluate } from "./evaluate.ts";
import { type Forest, forestMeans, growForest } from "./forest.ts";
import { featuresOf, likeBasis, profileOf, standingsOf } from "./like-features.ts";
import { historyOf } from "./model.ts";
import { randomForest } from "./random-forest.ts";
import { histories, splitRatings } from "./split.ts";
import { supportVectors } from "./support-vectors.ts";
import { forestShapley } from "./tree-shap.ts";

const random = seededRandom(11);
const drawnRows = (rows: number, features: number): Float64Array[] =>
  Array.from({ length: rows }, () => Float64Array.from({ length: features }, () => random()));
const growth = { trees: 5, depth: 4, leaf: 5, tried: 3 };
const told = async (): Promise<void> => undefined;

test("a forest learns what one feature says and what two say only together", async () => {
  const x = drawnRows(600, 4);
  const y = Uint8Array.from(x, ([a, b, c]) =>
    (a as number) > 0.7 || (b as number) > 0.5 === (c as number) > 0.5 ? 1 : 0,
  );
  const forest = await growForest(x, y, { trees: 40, depth: 8, leaf: 3, tried: 3 }, seededRandom(1), told);
  const fresh = drawnRows(300, 4);
  const right = fresh.filter(
    (row) =>
      (forestMeans(forest, row, 4)[0] as number) > 0.5 ===
      ((row[0] as number) > 0.7 || (row[1] as number) > 0.5 === (row[2] as number) > 0.5),
  );
  expect(right.length / 300).toBeGreaterThan(0.85);
});

/** A tree's answer where only the features of `known` are known. */
const expectedValue = (forest: Forest, node: number, x: Float64Array, known: ReadonlySet<number>): number => {
  const f = forest.feature[node] as number;
  if (f < 0) return forest.value[node] as number;
  const children = [forest.left[node] as number, forest.right[node] as number] as const;
  if (known.has(f))
    return expectedValue(
      forest,
      (x[f] as number) <= (forest.threshold[node] as number) ? children[0] : children[1],
      x,
      known,
    );
  return children.reduce(
    (sum, child) =>
      sum +
      ((forest.cover[child] as number) / (forest.cover[node] as number)) *
        expectedValue(forest, child, x, known),
    0,
  );
};
const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));

test("Shapley values of a forest are those of their definition", async () => {
  const features = 4;
  const x = drawnRows(200, features);
  const y = Uint8Array.from(x, ([a, b]) => ((a as number) * (b as number) > 0.25 ? 1 : 0));
  const forest = await growForest(x, y, growth, seededRandom(2), told);
  for (const row of x.slice(0, 5)) {
    const worth = (set: readonly number[]): number =>
      forest.roots.reduce((sum, root) => sum + expectedValue(forest, root, row, new Set(set)), 0) /
      forest.roots.length;
    const { base, parts } = forestShapley(forest, row);
    expect(base).toBeCloseTo(worth([]), 10);
    for (let f = 0; f < features; f++) {
      const others = [0, 1, 2, 3].filter((other) => other !== f);
      let value = 0;
      for (let mask = 0; mask < 8; mask++) {
        const set = others.filter((_, n) => mask & (1 << n));
        const weight = (factorial(set.length) * factorial(features - set.length - 1)) / factorial(features);
        value += weight * (worth([...set, f]) - worth(set));
      }
      expect(parts[f]).toBeCloseTo(value, 10);
    }
    expect(parts.reduce((sum, part) => sum + part, base)).toBeCloseTo(
      forestMeans(forest, row, features)[0] as number,
      10,
    );
  }
});

test("a rating that is learned from is left out of its own features", () => {
  const { ratings, traits } = planted({ members: 30, films: 20 });
  const catalogue = { filmIds: ratings.filmIds, traits };
  const rows = Int32Array.from(ratings.value.keys());
  const whole = histories(ratings, rows);
  const row = rows.find((at) => ratings.member[at] === 4) as number;
  const film = ratings.film[row] as number;
  const own = ratings.value[row] as number;
  const without = histories(
    ratings,
    rows.filter((at) => at !== row),
  );
  const basisOf = (from: typeof whole) =>
    likeBasis(catalogue, ratings.scale, standingsOf(from, 20, ratings.scale), 2);
  const [all, rest] = [basisOf(whole), basisOf(without)];
  // The means of everybody move a little with one rating; what is compared is the rest.
  const fixed = { ...rest, mean: all.mean, share: all.share };
  const left = featuresOf(all, profileOf(all, historyOf(whole, 4)), film, own);
  const never = featuresOf(fixed, profileOf(fixed, historyOf(without, 4)), film, null);
  for (const [f, value] of never.entries()) expect(left[f]).toBeCloseTo(value, 4);
});

test.each([
  [supportVectors, {}],
  [randomForest, { trees: 20 }],
] as const)(
  "$name tells likes from dislikes better than calling all alike, and means its chances",
  async (algorithm, parameters) => {
    const source = planted({ members: 300, films: 80, known: 0.5 });
    const { training, validation, test: heldOut } = splitRatings(source.ratings, "random", 0.2, 1);
    const { model } = await fitted(algorithm, { ...trainingData(source), training, validation }, parameters);
    const { metrics, report } = await evaluate(model, source.ratings.scale, training, heldOut, told);
    const most = Math.max(report.liked.support, report.notLiked.support);
    const all = report.liked.support + report.notLiked.support;
    expect(metrics.accuracy).toBeGreaterThan(most / all + 0.04);
    expect(metrics.ece).toBeLessThan(0.08);
  },
);

test("films of which nothing is known are still judged by how they stand", async () => {
  const source = planted({ members: 100, films: 30 });
  const data = trainingData(source);
  const bare = { ...data, catalogue: { ...data.catalogue, traits: unknownTraits(data.catalogue.filmIds) } };
  const { model } = await fitted(supportVectors, bare, {});
  const kinds = model
    .foldIn(historyOf(data.training, 0))
    .explain(3)
    .map(({ kind }) => kind);
  expect(kinds).not.toContain("alike");
  expect(kinds).toContain("standing");
});

test.each([supportVectors, randomForest])(
  "$name ranks all films at once as it explains each alone",
  async (algorithm) => {
    const source = planted({ members: 120, films: 50 });
    const data = trainingData(source);
    const { model } = await fitted(algorithm, data, algorithm === randomForest ? { trees: 8 } : {});
    for (const member of [0, 7, 31]) {
      const taste = model.foldIn(historyOf(data.training, member));
      const ranks = taste.rank();
      for (const [film, rank] of ranks.entries())
        expect(taste.explain(film).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(rank, 5);
    }
  },
);
