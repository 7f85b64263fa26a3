import { expect, test } from "vitest";
import { lookFeatures } from "../../../shared/domain/poster-look.ts";
import { genreRows } from "./genre-figures.ts";

test("quartiles of genres with enough posters, highest median first, after all", () => {
  const values = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  const features = new Float32Array(values.length * lookFeatures.length);
  for (const [n, value] of values.entries()) features[n * lookFeatures.length] = value;
  const looks = {
    films: Int32Array.from(values, (_, n) => n + 1),
    features,
    colours: values.map(() => "grey"),
    genres: values.map((_, n) => [
      n < 5 ? "Drama" : "Comedy",
      ...(n >= 4 ? ["War"] : []),
      ...(n === 0 ? ["Rare"] : []),
    ]),
  };
  expect(genreRows(looks, "brightness")).toEqual([
    { genre: null, posters: 9, low: 30, median: 50, high: 70 },
    { genre: "War", posters: 5, low: 60, median: 70, high: 80 },
    { genre: "Drama", posters: 5, low: 20, median: 30, high: 40 },
  ]);
  expect(
    genreRows({ films: new Int32Array(0), features: new Float32Array(0), colours: [], genres: [] }, "text"),
  ).toEqual([]);
});
