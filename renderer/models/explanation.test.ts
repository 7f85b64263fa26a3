import { beforeAll, describe, expect, test } from "vitest";
import { seededRandom } from "../../shared/domain/random.ts";
import { fitted, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { leavingOf, leavingOfGroup, liftingOf } from "./counterfactual.ts";
import { explainFor } from "./explanation.ts";
import { historyOf, type Parameters } from "./model.ts";
import { shapleyValues } from "./shapley.ts";
import { allHistories } from "./split.ts";

const small: Readonly<Record<string, Parameters>> = {
  "matrix-factorization": { factors: 4, epochs: 8 },
  "bayesian-factors": { factors: 3, burnIn: 4, sweeps: 12, draws: 4 },
  "implicit-als": { factors: 4, epochs: 4 },
  "self-attention": { factors: 8, epochs: 2 },
  autoencoder: { hidden: 8, batch: 40, epochs: 8, learningRate: 0.01, minSupport: 2 },
};
const source = planted();
const data = trainingData(source);
const everyone = allHistories(source.ratings);
beforeAll(async () => {
  await useEngine("wasm");
});

/** By all subsets: w(S) = |S|! (n − |S| − 1)! / n!. */
const exactShapley = (n: number, v: (joined: Uint8Array) => number): number[] => {
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  const joinedOf = (set: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (set >> i) & 1);
  return Array.from({ length: n }, (_, i) => {
    let value = 0;
    for (let set = 0; set < 2 ** n; set++) {
      if ((set >> i) & 1) continue;
      const size = joinedOf(set).reduce((sum, one) => sum + one, 0);
      const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
      value += weight * (v(joinedOf(set | (1 << i))) - v(joinedOf(set)));
    }
    return value;
  });
};

describe("Shapley values by sampling", () => {
  test("are the weights of a linear game, without error", () => {
    const weights = [3, -1, 0, 0.5];
    const v = (joined: Uint8Array): number =>
      weights.reduce((sum, weight, i) => sum + weight * (joined[i] as number), 2);
    const { value, error } = shapleyValues(4, v, 5, seededRandom(1));
    for (const [i, weight] of weights.entries()) expect(value[i]).toBeCloseTo(weight, 10);
    expect(Math.max(...error)).toBeLessThan(1e-9);
  });

  test("lie within three standard errors of those of a game with threesomes, and add up", () => {
    const random = seededRandom(2);
    const triples = Array.from({ length: 14 }, () => ({
      of: Array.from({ length: 3 }, () => Math.floor(7 * random())),
      worth: random() - 0.3,
    }));
    const v = (joined: Uint8Array): number =>
      triples.reduce((sum, { of, worth }) => sum + (of.every((i) => joined[i] === 1) ? worth : 0), 0);
    const exact = exactShapley(7, v);
    const { value, error } = shapleyValues(7, v, 200, seededRandom(3));
    for (let i = 0; i < 7; i++)
      expect(Math.abs((value[i] as number) - (exact[i] as number))).toBeLessThan(
        3 * (error[i] as number) + 1e-9,
      );
    expect(value.reduce((sum, part) => sum + part, 0)).toBeCloseTo(v(new Uint8Array(7).fill(1)), 8);
  });
});

test.each(Object.values(algorithms))("parts of an explanation add up: $name", async (algorithm) => {
  const { model } = await fitted(algorithm, data, small[algorithm.name] ?? {});
  const history = historyOf(everyone, 1);
  for (const film of [7, 31]) {
    const { total, base, films, traits, untold, method } = explainFor(model, history, film);
    const sum = (parts: readonly { readonly share: number }[]): number =>
      parts.reduce((all, { share }) => all + share, 0);
    expect(sum(base) + sum(films)).toBeCloseTo(total, 6);
    expect(sum(traits) + untold).toBeCloseTo(sum(films), 6);
    if (model.unit === "rating") expect(total).toBeCloseTo(model.foldIn(history).predict(film).value, 5);
    if (algorithm.name === "autoencoder") {
      expect(method).toBe("sampled");
      const rank = (of: typeof history): number => model.foldIn(of).rank()[film] as number;
      const nobody = { films: new Int32Array(0), ratings: new Float32Array(0) };
      expect(total).toBeCloseTo(rank(history) - rank(nobody), 4);
    }
  }
});

describe("what would change it", () => {
  test.each(["ease", "bayesian-factors"] as const)(
    "%s: without these films it leaves the list",
    async (name) => {
      const { model } = await fitted(algorithms[name], data, small[name] ?? {});
      let found = 0;
      for (const member of [0, 1, 2, 3, 4, 5]) {
        const history = historyOf(everyone, member);
        const seen = new Set(history.films);
        const ranks = model.foldIn(history).rank();
        const [film] = [...ranks.keys()]
          .filter((each) => !seen.has(each))
          .sort((a, b) => (ranks[b] as number) - (ranks[a] as number))
          .slice(3, 4) as [number];
        const carrying = explainFor(model, history, film)
          .films.filter(({ share }) => share > 0)
          .map((part) => model.catalogue.filmIds.indexOf(part.film));
        const leaving = leavingOf(model, history, film, seen, 5, carrying);
        if (!leaving) continue;
        found++;
        expect(leaving.rank).toBe(4);
        const left = [...history.films.keys()].filter(
          (n) => !leaving.films.includes(history.films[n] as number),
        );
        const after = model
          .foldIn({
            films: Int32Array.from(left, (n) => history.films[n] as number),
            ratings: Float32Array.from(left, (n) => history.ratings[n] as number),
          })
          .rank();
        const above = [...after.keys()].filter(
          (each) => !seen.has(each) && (after[each] as number) > (after[film] as number),
        );
        expect(above.length + 1).toBe(leaving.rankAfter);
        expect(leaving.rankAfter).toBeGreaterThan(5);
      }
      expect(found).toBeGreaterThan(2);
    },
  );

  test("one rating given otherwise lifts a film, and no other lifts it more", async () => {
    const { model } = await fitted(algorithms["bayesian-factors"], data, small["bayesian-factors"] ?? {});
    const history = historyOf(everyone, 2);
    const seen = new Set(history.films);
    const film = [...Array(59).keys()].find((each) => !seen.has(each)) as number;
    const lifting = liftingOf(model, history, film, seen, source.ratings.scale);
    const scoreWith = (at: number, to: number): number => {
      const ratings = history.ratings.slice();
      ratings[at] = to;
      return model.foldIn({ films: history.films, ratings }).rank()[film] as number;
    };
    const best = scoreWith(history.films.indexOf(lifting?.film as number), lifting?.to as number);
    for (const at of history.films.keys())
      for (const to of [0.5, 3, 5]) expect(scoreWith(at, to)).toBeLessThanOrEqual(best + 1e-6);
  });
});

test("of a group, the films named carry the film: without them in every history it leaves the group's list", async () => {
  const { model } = await fitted(algorithms["item-knn"], data, {});
  const group = [3, 8, 15, 21, 40].map((member) => {
    const history = historyOf(everyone, member);
    return { history, ranks: () => model.foldIn(history).rank() };
  });
  const meanOf = (ranks: readonly Float32Array[]): Float32Array =>
    (ranks[0] as Float32Array).map(
      (_, i) => ranks.reduce((sum, each) => sum + (each[i] as number), 0) / ranks.length,
    );
  const together = meanOf(group.map(({ ranks }) => ranks()));
  const rankOf = (ranks: Float32Array, film: number) =>
    1 + ranks.filter((rank) => rank > (ranks[film] as number)).length;
  const film = together.indexOf(Math.max(...together));
  const carrying = [...new Set(group.flatMap(({ history }) => [...history.films]))].filter(
    (one) => one !== film,
  );
  const leaving = await leavingOfGroup(
    model,
    group,
    together,
    film,
    new Set(),
    1,
    carrying,
    async () => undefined,
  );
  expect(leaving?.rank).toBe(1);
  const left = new Set(leaving?.films);
  const after = meanOf(
    group.map(({ history }) => {
      const kept = [...history.films.keys()].filter((n) => !left.has(history.films[n] as number));
      return model
        .foldIn({
          films: Int32Array.from(kept, (n) => history.films[n] as number),
          ratings: Float32Array.from(kept, (n) => history.ratings[n] as number),
        })
        .rank();
    }),
  );
  expect(rankOf(after, film)).toBe(leaving?.rankAfter);
  expect(leaving?.rankAfter).toBeGreaterThan(1);
});
