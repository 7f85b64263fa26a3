/** What may come of a film that is not made yet: its outcomes, the films nearest to it, and what would change if one fact were another. */
import type { Concept, ReleasedFilm } from "../../../shared/domain/concept.ts";
import type {
  Change,
  ConceptTested,
  OutcomeRecord,
  Outlook,
} from "../../../shared/domain/concept-outlook.ts";
import type { SharedErrors } from "../../../shared/domain/portfolio.ts";
import { openNearest } from "./nearest.ts";
import { fitOutcome, type Known, type OutcomeModel, settings } from "./outcome-model.ts";
import { logRevenueOf, meantMoney, memberRatingOf, voteOf } from "./outcomes.ts";
import { drawTogether } from "./scenarios.ts";
import { learnSharedErrors } from "./shared-errors.ts";

const nearestFilms = 6;
const mostChanges = 8;
const toldParts = 12;

export interface ConceptTester {
  /** Draws of revenue of all concepts together; null where no revenue is learned. */
  readonly together:
    | ((
        concepts: readonly Concept[],
        draws: number,
        seed: number,
      ) => { readonly outcomes: readonly Float64Array[]; readonly shared: SharedErrors })
    | null;
  readonly ratingsOf: "public" | "members";
  readonly record: { readonly rating: OutcomeRecord | null; readonly revenue: OutcomeRecord | null };
  test(concept: Concept): ConceptTested;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const recordOf = (model: OutcomeModel, known: readonly Known[]): OutcomeRecord => {
  const { past } = model;
  const before = new Map(
    [...new Set(past.map(({ origin }) => origin))].map((origin) => [
      origin,
      mean(known.filter(({ film }) => (film.year as number) <= origin).map(({ y }) => y)),
    ]),
  );
  const years = [...new Set(past.map(({ year }) => year))].sort((a, b) => a - b);
  return {
    films: new Set(past.map(({ id }) => id)).size,
    error: mean(past.map(({ value, actual }) => Math.abs(value - actual))),
    usual: mean(past.map(({ origin, actual }) => Math.abs((before.get(origin) as number) - actual))),
    covered: mean(past.map(({ low, high, actual }) => Number(low <= actual && actual <= high))),
    byYear: years.map((year) => {
      const of = past.filter((each) => each.year === year);
      return {
        year,
        films: new Set(of.map(({ id }) => id)).size,
        error: mean(of.map(({ value, actual }) => Math.abs(value - actual))),
      };
    }),
  };
};

/** The facts that a producer or a distributor can still choose. */
const choices = (
  concept: Concept,
  genres: readonly string[],
  certificates: readonly string[],
): { readonly field: Change["field"]; readonly to: Change["to"]; readonly with: Concept }[] => {
  const { budget, runtime, month, certificate } = concept;
  const changed = (field: Change["field"], to: Change["to"], facts: Partial<Concept>) => ({
    field,
    to,
    with: { ...concept, ...facts },
  });
  return [
    ...(budget === null
      ? []
      : [0.5, 0.75, 1.5, 2].map((by) => changed("budget", by * budget, { budget: by * budget }))),
    ...(runtime === null
      ? []
      : [runtime - 15, runtime + 15]
          .filter((to) => to >= 60)
          .map((to) => changed("runtime", to, { runtime: to }))),
    ...Array.from({ length: 12 }, (_, at) => at + 1)
      .filter((to) => to !== month)
      .map((to) => changed("month", to, { month: to })),
    ...genres
      .filter((to) => !concept.genres.includes(to))
      .map((to) => changed("genre", to, { genres: [...concept.genres, to] })),
    ...certificates
      .filter((to) => to !== certificate)
      .map((to) => changed("certificate", to, { certificate: to })),
  ];
};

/** Values that at least some films have, the most frequent first. */
const frequent = (values: readonly string[], least: number, most: number): string[] => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([value]) => value);
};

/** Null where neither outcome can be learned. */
export const openConceptTester = async (
  films: readonly ReleasedFilm[],
  step: (share: number) => Promise<void>,
): Promise<ConceptTester | null> => {
  const votes = films.flatMap((film) => voteOf(film) ?? []);
  const ratings = films.flatMap((film) => memberRatingOf(film) ?? []);
  const ratingsOf = votes.length >= ratings.length ? "public" : "members";
  const rated = ratingsOf === "public" ? votes : ratings;
  const earned = films.flatMap((film) => logRevenueOf(film) ?? []);
  const rating = await fitOutcome(rated, settings.vote, (share) => step(share / 2));
  const revenue = await fitOutcome(earned, settings.revenue, (share) => step((1 + share) / 2));
  if (!rating && !revenue) return null;
  const nearest = openNearest(films.map(({ concept }) => concept));
  const genres = frequent(
    films.flatMap(({ concept }) => concept.genres),
    20,
    20,
  );
  const certificates = frequent(
    films.map(({ concept }) => concept.certificate),
    20,
    8,
  );
  /** Of revenue the model knows the logarithm. */
  const outlook = (model: OutcomeModel, concept: Concept, told: (value: number) => number): Outlook => {
    const { value, low, high } = model.forecast(concept);
    const { usual, parts } = model.parts(concept);
    return {
      value: told(value),
      low: told(low),
      high: told(high),
      usual: told(usual),
      parts: parts.slice(0, toldParts).map((part) => ({ ...part, share: told(part.share) })),
    };
  };
  const changesOf = (concept: Concept): Change[] => {
    const now = [rating, revenue].map((model) => model?.forecast(concept).value ?? null);
    const all = choices(concept, genres, certificates).map(({ field, to, with: other }): Change => {
      const [points, log] = [rating, revenue].map((model, at) =>
        model ? model.forecast(other).value - (now[at] as number) : null,
      ) as [number | null, number | null];
      return { field, to, rating: points, revenue: log === null ? null : Math.exp(log) };
    });
    const worth = ({ rating: points, revenue: factor }: Change): number => factor ?? points ?? 0;
    return all.sort((a, b) => worth(b) - worth(a)).slice(0, mostChanges);
  };
  let shared: SharedErrors | null = null;
  return {
    ratingsOf,
    together:
      revenue &&
      ((concepts, draws, seed) => {
        shared ??= learnSharedErrors(revenue.past);
        const quantiles = concepts.map((concept) => revenue.quantiles(concept));
        const logs = drawTogether(concepts, quantiles, shared, draws, seed);
        return { outcomes: logs.map((drawn) => drawn.map(Math.exp)), shared };
      }),
    record: {
      rating: rating && recordOf(rating, rated),
      revenue: revenue && recordOf(revenue, earned),
    },
    test: (concept) => ({
      rating: rating && outlook(rating, concept, (value) => value),
      revenue: revenue && outlook(revenue, concept, Math.exp),
      nearest: nearest(concept, nearestFilms).map(({ n, likeness, shared }) => {
        const { id, concept: near, voteAverage, memberRating, revenue: took } = films[n] as ReleasedFilm;
        return {
          film: id,
          title: near.title,
          year: near.year,
          likeness,
          shared,
          rating: ratingsOf === "public" ? voteAverage : memberRating,
          budget: meantMoney(near.budget),
          revenue: meantMoney(took),
        };
      }),
      changes: changesOf(concept),
    }),
  };
};
