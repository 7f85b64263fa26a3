/** A published way to judge a model: given data, seeds and an algorithm it yields the field's figures, comparable with what others print. */
import type { FilmTraits, Ratings } from "../../../shared/domain/interactions.ts";
import type { Algorithm, Fitted, TrainingData, TrainingHooks } from "../model.ts";

export interface ProtocolInput {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  readonly algorithm: Algorithm;
  readonly hooks: ProtocolHooks;
}
export interface ProtocolHooks {
  readonly training: TrainingHooks;
  /** Lets messages in; may throw to cancel. */
  breathe(): Promise<void>;
}

/** The figures of one fit, what they rest on, and its seconds. */
export interface Trial {
  readonly metrics: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly fit: number;
  readonly score: number;
}
/** Also by judged member, as library ids. */
export interface MemberTrial extends Trial {
  readonly byMember: ReadonlyMap<number, number>;
}

/** Fits with the algorithm's defaults and tells how long it took. */
export const timedFit = async (
  { algorithm, hooks }: ProtocolInput,
  data: TrainingData,
  seed: number,
): Promise<Fitted & { readonly seconds: number }> => {
  const started = performance.now();
  const fitted = await algorithm.fit(data, algorithm.defaults, seed, hooks.training, null);
  return { ...fitted, seconds: (performance.now() - started) / 1000 };
};

/** Mean and standard deviation (of a sample) of each figure. */
export const summarise = (
  trials: readonly Trial[],
): Readonly<Record<string, { readonly mean: number; readonly sd: number }>> => {
  const names = Object.keys(trials[0]?.metrics ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = trials.map(({ metrics }) => metrics[name] as number);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      return [name, { mean, sd: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }];
    }),
  );
};

/** Some rows of the ratings, with the films and members that are left in them. */
export const subset = (
  { ratings, traits }: Pick<ProtocolInput, "ratings" | "traits">,
  rows: readonly number[],
): Pick<ProtocolInput, "ratings" | "traits"> => {
  const present = (column: Int32Array): number[] =>
    [...new Set(rows.map((row) => column[row] as number))].sort((a, b) => a - b);
  const members = present(ratings.member);
  const films = present(ratings.film);
  const memberAt = new Map(members.map((u, at) => [u, at]));
  const filmAt = new Map(films.map((i, at) => [i, at]));
  const filmIds = Int32Array.from(films, (i) => ratings.filmIds[i] as number);
  const chosen = <T>(values: readonly T[]): T[] => films.map((i) => values[i] as T);
  return {
    ratings: {
      memberIds: Int32Array.from(members, (u) => ratings.memberIds[u] as number),
      filmIds,
      member: Int32Array.from(rows, (row) => memberAt.get(ratings.member[row] as number) as number),
      film: Int32Array.from(rows, (row) => filmAt.get(ratings.film[row] as number) as number),
      value: Float32Array.from(rows, (row) => ratings.value[row] as number),
      at: Float64Array.from(rows, (row) => ratings.at[row] as number),
      scale: ratings.scale,
    },
    traits: {
      filmIds,
      titles: chosen(traits.titles),
      genres: chosen(traits.genres),
      people: chosen(traits.people),
      years: Int32Array.from(films, (i) => traits.years[i] as number),
      certificates: chosen(traits.certificates),
      runtimes: Int32Array.from(films, (i) => traits.runtimes[i] as number),
      keywords: chosen(traits.keywords),
      studios: chosen(traits.studios),
      languages: chosen(traits.languages),
      countries: chosen(traits.countries),
      synopses: chosen(traits.synopses),
      ...(traits.posters && { posters: chosen(traits.posters) }),
    },
  };
};
