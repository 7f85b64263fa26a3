import { expect, test } from "vitest";
import { fitted, trainingData, useEngine } from "../../test/models/fixture.ts";
import { planted } from "../../test/models/planted.ts";
import { algorithms } from "./algorithms.ts";
import { type Histories, historyOf } from "./model.ts";
import { allHistories } from "./split.ts";

/** Histories without one film. */
const leaving = (all: Histories, film: number): Histories => {
  const kept = [...all.film.keys()].filter((n) => all.film[n] !== film);
  const start = new Int32Array(all.start.length);
  for (let u = 0; u < start.length - 1; u++) {
    const own = historyOf(all, u).films.filter((each) => each !== film).length;
    start[u + 1] = (start[u] as number) + own;
  }
  return {
    start,
    film: Int32Array.from(kept, (n) => all.film[n] as number),
    rating: Float32Array.from(kept, (n) => all.rating[n] as number),
    at: Uint32Array.from(kept, (n) => all.at[n] as number),
  };
};

test("a film met after training is told by its ratings: whom it pleases and how much", async () => {
  await useEngine("wasm");
  const source = planted({ members: 400, films: 60, known: 0.5, noise: 0.2 });
  const everyone = allHistories(source.ratings);
  const film = 7;
  const data = trainingData(source);
  const { model } = await fitted(
    algorithms["bayesian-factors"],
    { ...data, training: leaving(data.training, film), validation: leaving(data.validation, film) },
    { factors: 4 },
  );
  const now = await model.foldInFilms?.(everyone, [film], async () => {});
  if (!now) throw new Error("films cannot be folded in");
  expect(model.ratings[film]).toBe(0);
  expect(now.ratings[film]).toBe(everyone.film.filter((each) => each === film).length);
  const errorOf = (of: typeof model): number => {
    let [sum, count] = [0, 0];
    for (let u = 0; u < 400; u++) {
      const history = historyOf(everyone, u);
      if (history.films.includes(film)) continue;
      sum += (of.foldIn(history).predict(film).value - source.truth(u, film)) ** 2;
      count++;
    }
    return Math.sqrt(sum / count);
  };
  expect(errorOf(now)).toBeLessThan(0.3);
  expect(errorOf(model)).toBeGreaterThan(2 * errorOf(now));
  // Others stay as they were, and so does whatever was folded in twice.
  expect(now.foldIn(historyOf(everyone, 3)).like(9)).toEqual(model.foldIn(historyOf(everyone, 3)).like(9));
  const again = await model.foldInFilms?.(everyone, [film], async () => {});
  expect(again?.foldIn(historyOf(everyone, 3)).like(film)).toEqual(
    now.foldIn(historyOf(everyone, 3)).like(film),
  );
});

test("a film that nobody has rated stays as its traits tell it", async () => {
  await useEngine("wasm");
  const source = planted({ members: 60, films: 20 });
  const everyone = allHistories(source.ratings);
  const { model } = await fitted(algorithms["bayesian-factors"], trainingData(source), {
    factors: 2,
    sweeps: 12,
    burnIn: 4,
  });
  const unrated = [...model.catalogue.filmIds.keys()].find((i) => !everyone.film.includes(i));
  if (unrated === undefined) throw new Error("every film is rated");
  const now = await model.foldInFilms?.(everyone, [unrated], async () => {});
  expect(now?.foldIn(historyOf(everyone, 1)).like(unrated)).toEqual(
    model.foldIn(historyOf(everyone, 1)).like(unrated),
  );
});
