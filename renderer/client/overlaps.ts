/** How far films please the same people: by the preference model where it knows both, else as films so alike overlap on average. */
import type { AudienceOverlap, WeekProblem } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";

/** Of films of which nobody knows what they are: as of two films of any kind. */
const unknownLikeness = 0.2;

/** Traits shared, of those that either has. */
const likeness = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return unknownLikeness;
  const both = a.filter((trait) => b.includes(trait)).length;
  return both / (a.length + b.length - both);
};

export interface Side {
  readonly film: number | null;
  /** Genres and the like. */
  readonly traits: readonly string[];
}

/** Overlap by the model where it knows both; else by a line through those known. */
export const audienceOverlaps = (
  known: ReadonlyMap<number, ReadonlyMap<number, number>>,
  traitsOf: ReadonlyMap<number, readonly string[]>,
) => {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const [film, row] of known)
    for (const [other, overlap] of row) {
      if (film === other) continue;
      const like = likeness(traitsOf.get(film) ?? [], traitsOf.get(other) ?? []);
      n++;
      x += like;
      y += overlap;
      xx += like * like;
      xy += like * overlap;
    }
  const spread = n * xx - x * x;
  const slope = n === 0 ? 1 : spread > 1e-9 ? Math.max(0, (n * xy - x * y) / spread) : 0;
  const level = n === 0 ? 0 : (y - slope * x) / n;
  return (a: Side, b: Side): number => {
    if (a.film !== null && a.film === b.film) return 1;
    const predicted = a.film === null || b.film === null ? undefined : known.get(a.film)?.get(b.film);
    return predicted ?? Math.min(1, Math.max(0, level + slope * likeness(a.traits, b.traits)));
  };
};

export interface PredictedAudiences {
  /** Whose predictions these are; null without a model. */
  readonly model: string | null;
  readonly likes: ReadonlyMap<
    number,
    { readonly value: number; readonly low: number; readonly high: number }
  >;
  /** Of those who would like the first, the share who would like the second too. */
  readonly overlap: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

export const predictedAudiences = async (
  { training }: Clients,
  films: readonly number[],
  signal?: AbortSignal,
  /** By all ratings there are now. */
  present = false,
): Promise<PredictedAudiences> => {
  const nobody = { model: null, likes: new Map(), overlap: new Map() };
  if (films.length === 0) return nobody;
  const answer = await (await training()).audienceOverlap({ films: [...films], present }, { signal });
  // Nor is anything told of an audience that is too small.
  if (!answer.ok && ["NoModel", "Suppressed"].includes(answer.error.type)) return nobody;
  const { model, shares, overlap } = await unwrap(Promise.resolve(answer));
  return {
    model,
    likes: new Map(shares.map(({ film, likeShare, low, high }) => [film, { value: likeShare, low, high }])),
    overlap: new Map(
      shares.map(({ film }, f) => [
        film,
        new Map(shares.map((other, g) => [other.film, overlap[f]?.[g] ?? 0])),
      ]),
    ),
  };
};

/** Those that draw most; what is left draws too little to take much. */
const filmsAsked = 60;

/** The week with what the model predicts of its films' audiences, past and to come; without a model, without. */
export const withOverlaps = async (
  clients: Clients,
  problem: WeekProblem,
  signal?: AbortSignal,
): Promise<WeekProblem> => {
  const { history, candidates, traits = [] } = problem;
  const drawn = new Map(candidates.map(({ film }) => [film, Number.POSITIVE_INFINITY]));
  history.film.forEach((film, i) => {
    drawn.set(film, (drawn.get(film) ?? 0) + (history.admissions[i] as number));
  });
  const films = [...drawn]
    .sort((a, b) => b[1] - a[1])
    .slice(0, filmsAsked)
    .map(([film]) => film);
  const { overlap } = await predictedAudiences(clients, films, signal);
  if (overlap.size < 2) return problem;
  const traitsOf = new Map(traits.map(({ film, traits: own }) => [film, own]));
  const between = audienceOverlaps(overlap, traitsOf);
  const sides = films.map((film): Side => ({ film, traits: traitsOf.get(film) ?? [] }));
  const overlaps = sides.flatMap((one) =>
    sides.flatMap((other): AudienceOverlap[] =>
      one.film === null || other.film === null || one.film === other.film
        ? []
        : [{ film: one.film, other: other.film, share: between(one, other) }],
    ),
  );
  return { ...problem, overlaps };
};
