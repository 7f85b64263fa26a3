import { describe, expect, test } from "vitest";
import { blankConcept, type Concept } from "../../../shared/domain/concept.ts";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { fitOutcome, type Known, type OutcomeModel, settings } from "./outcome-model.ts";

const genres = ["Drama", "Comedy", "Horror"] as const;
const effect = { Drama: 0.8, Comedy: 0, Horror: -0.8 } as const;
const noise = 0.4;

/** 30 films a year whose outcome rests on genre, budget and a director, with noise that is known. */
const planted = (seed: number): { readonly known: Known[]; readonly later: Known[] } => {
  const random = seededRandom(seed);
  const films = Array.from({ length: 30 * 20 }, (_, n): Known => {
    const genre = genres[n % 3] as (typeof genres)[number];
    const good = n % 10 === 0;
    const film: Concept = {
      ...blankConcept,
      title: `Film ${n} of nobody`,
      genres: [genre],
      people: good ? ["Ada Good"] : [`Person ${n}`],
      year: 1996 + Math.floor(n / 30),
      runtime: 90 + (n % 40),
      budget: Math.exp(16 + normal(random)),
    };
    const budget = 0.5 * (Math.log(film.budget as number) - 16);
    return { id: n, film, y: 6 + effect[genre] + budget + (good ? 0.6 : 0) + noise * normal(random) };
  });
  return { known: films.slice(0, 480), later: films.slice(480) };
};
const quiet = async (): Promise<void> => undefined;
const modelOf = async (seed: number): Promise<OutcomeModel> =>
  (await fitOutcome(planted(seed).known, settings.vote, quiet)) as OutcomeModel;

describe("what comes of a film", async () => {
  const { known, later } = planted(1);
  const model = await modelOf(1);

  test("is forecast nearly as well as the noise lets it be, and far better than by the mean", () => {
    const mean = known.reduce((sum, { y }) => sum + y, 0) / known.length;
    const rmse = (of: (film: Concept) => number): number =>
      Math.sqrt(later.reduce((sum, { film, y }) => sum + (y - of(film)) ** 2, 0) / later.length);
    expect(rmse((film) => model.forecast(film).value)).toBeLessThan(1.2 * noise);
    expect(rmse(() => mean)).toBeGreaterThan(2 * noise);
  });

  test("lies within its interval about as often as is said", () => {
    const held = later.filter(({ film, y }) => {
      const { low, high } = model.forecast(film);
      return low <= y && y <= high;
    });
    expect(held.length / later.length).toBeGreaterThan(0.7);
    expect(held.length / later.length).toBeLessThan(0.92);
  });

  test("has quantiles that rise, and whose 80 % ends are those of the interval", () => {
    for (const { film } of later.slice(0, 20)) {
      const at = model.quantiles(film);
      const { low, high } = model.forecast(film);
      expect(at(0.1)).toBeCloseTo(low, 9);
      expect(at(0.9)).toBeCloseTo(high, 9);
      const shares = [0.001, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999].map(at);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
    }
  });

  test("is the sum of its parts, of which the person that makes the difference is one", () => {
    for (const { film } of later.slice(0, 20)) {
      const { usual, parts } = model.parts(film);
      const sum = parts.reduce((total, { share }) => total + share, usual);
      expect(sum).toBeCloseTo(model.forecast(film).value, 9);
    }
    const { parts } = model.parts({ ...(later[0] as Known).film, people: ["Ada Good"] });
    expect(parts.find(({ value }) => value === "Ada Good")?.share).toBeGreaterThan(0.3);
  });

  test("of the past rests on the years before alone", async () => {
    expect(model.past.every(({ year, origin }) => origin < year)).toBe(true);
    // The last year's outcomes changed: forecasts from before it stay as they were.
    const last = Math.max(...known.map(({ film }) => film.year as number));
    const changed = known.map((each) => (each.film.year === last ? { ...each, y: 0 } : each));
    const other = (await fitOutcome(changed, settings.vote, quiet)) as OutcomeModel;
    expect(other.past.map(({ value }) => value)).toEqual(model.past.map(({ value }) => value));
  });

  test("is measured against errors of other films: one that goes far wrong widens no interval of its own fold", async () => {
    const last = known.filter(({ film }) => film.year === 2011).map(({ id }) => id);
    const [one, like] = [last[0], last[5]] as [number, number]; // films are dealt into five folds
    const widthRatio = ({ past }: OutcomeModel): number => {
      const [a, b] = [one, like].map((id) => past.find((each) => each.id === id)) as [
        OutcomeModel["past"][number],
        OutcomeModel["past"][number],
      ];
      return (a.high - a.low) / (b.high - b.low);
    };
    const wrong = known.map((each) => (each.id === one ? { ...each, y: each.y + 20 } : each));
    const other = (await fitOutcome(wrong, settings.vote, quiet)) as OutcomeModel;
    expect(widthRatio(other)).toBeCloseTo(widthRatio(model), 9);
  });

  test("is not told of a film whose facts are all unknown but as the usual", () => {
    const { value, low, high } = model.forecast(blankConcept);
    expect([value, low, high].every(Number.isFinite)).toBe(true);
  });
});

test("too short a past tells nothing", async () => {
  expect(await fitOutcome(planted(2).known.slice(0, 90), settings.vote, quiet)).toBeNull();
});
