/**
 * Feedback as a part of histories. A thumb stands where there is no rating: up as a rating in the middle of what is
 * liked, down in the middle of what is not. What is chosen knows no dislikes: to a model of choices a thumb up and an
 * attendance are choices, and a thumb down is none. What was only waved away says nothing of taste.
 */
import type { FeedbackEffect, FeedbackKind } from "../../shared/contract/feedback.ts";
import { likedFrom, type RatingScale, type Ratings } from "../../shared/domain/interactions.ts";
import { topK } from "../../shared/domain/metrics.ts";
import type { Audience, ListFeedback } from "./audience.ts";
import { type History, historyOf, type PreferenceModel } from "./model.ts";

export interface DatedHistory extends History {
  readonly at: Uint32Array; // seconds since 1970 UTC
}
/** Films are indices. */
export interface FilmFeedback {
  readonly film: number;
  readonly kind: FeedbackKind;
  readonly at: number;
}
export const likingOf = (scale: RatingScale): number => (likedFrom(scale) + scale.max) / 2;
export const dislikingOf = (scale: RatingScale): number => (scale.min + likedFrom(scale)) / 2;

/** An attendance that nobody rated neither raises nor lowers what the member usually gives. */
const usualOf = ({ ratings }: History, scale: RatingScale): number =>
  ratings.length === 0
    ? (scale.min + scale.max) / 2
    : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;

export const withFeedback = (
  rated: DatedHistory,
  feedback: readonly FilmFeedback[],
  unit: PreferenceModel["unit"],
  scale: RatingScale,
): DatedHistory => {
  const entries = new Map<number, readonly [rating: number, at: number]>();
  const usual = usualOf(rated, scale);
  for (const { film, kind, at } of feedback) {
    if (kind === "up") entries.set(film, [likingOf(scale), at]);
    else if (kind === "down" && unit !== "choice") entries.set(film, [dislikingOf(scale), at]);
    else if (kind === "attendance" && unit === "choice" && !entries.has(film)) entries.set(film, [usual, at]);
  }
  for (const [n, film] of rated.films.entries())
    entries.set(film, [rated.ratings[n] as number, rated.at[n] as number]);
  const ordered = [...entries].sort(([a], [b]) => a - b);
  return {
    films: Int32Array.from(ordered, ([film]) => film),
    ratings: Float32Array.from(ordered, ([, [rating]]) => rating),
    at: Uint32Array.from(ordered, ([, [, at]]) => at),
  };
};

export const listFeedbackOf = (rated: History, feedback: readonly FilmFeedback[]): ListFeedback => {
  const known = new Set(rated.films);
  const of = (...kinds: readonly FeedbackKind[]): Set<number> =>
    new Set(feedback.filter(({ kind }) => kinds.includes(kind)).map(({ film }) => film));
  const leave = of("down", "dismissed", "attendance");
  const stay = of("up");
  for (const film of known) stay.delete(film);
  for (const film of leave) stay.delete(film);
  return { stay, leave };
};

/** Films that a member's list leaves out: rated, seen, disliked, waved away. */
export const leftOut = (
  { histories, feedback }: Audience,
  member: number,
  watched: readonly number[],
): ReadonlySet<number> => {
  const said = feedback?.get(member);
  const rated = historyOf(histories, member).films;
  const seen = said ? rated.filter((film) => !said.stay.has(film)) : rated;
  return new Set([...seen, ...watched, ...(said?.leave ?? [])]);
};

/** How many films of the head of a list are compared. */
const head = 20;

export interface Placed {
  /** The film's place in the member's list, from 1; null where the list leaves it out. */
  readonly rank: number | null;
  readonly first: readonly number[];
}

/** Where a film stands in one member's list. */
export type PlaceOf = (film: number) => Placed;

export const placesIn = (
  model: PreferenceModel,
  audience: Audience,
  member: number,
  watched: readonly number[],
): PlaceOf => {
  const ranks = model.foldIn(historyOf(audience.histories, member)).rank().slice();
  const without = leftOut(audience, member, watched);
  for (const seen of without) ranks[seen] = Number.NEGATIVE_INFINITY;
  const first = topK(ranks, head);
  return (film) => {
    const own = ranks[film] as number;
    return {
      rank: without.has(film) ? null : 1 + ranks.reduce((above, rank) => above + (rank > own ? 1 : 0), 0),
      first,
    };
  };
};

export const effectOf = (before: Placed, after: Placed): FeedbackEffect => ({
  rankBefore: before.rank,
  rankAfter: after.rank,
  entered: after.first.filter((film) => !before.first.includes(film)).length,
});

/** All ratings, with the histories of some members in the place of theirs. */
export const mergedRatings = (ratings: Ratings, changed: ReadonlyMap<number, DatedHistory>): Ratings => {
  if (changed.size === 0) return ratings;
  const { member, film, value, at } = ratings;
  let rows = 0;
  for (let row = 0; row < member.length; row++) if (!changed.has(member[row] as number)) rows++;
  for (const history of changed.values()) rows += history.films.length;
  const merged = {
    ...ratings,
    member: new Int32Array(rows),
    film: new Int32Array(rows),
    value: new Float32Array(rows),
    at: new Float64Array(rows),
  };
  let next = 0;
  const add = (u: number, i: number, rating: number, when: number): void => {
    merged.member[next] = u;
    merged.film[next] = i;
    merged.value[next] = rating;
    merged.at[next] = when;
    next++;
  };
  const waiting = [...changed].sort(([a], [b]) => a - b);
  let turn = 0;
  const addChangedUpTo = (u: number): void => {
    for (; turn < waiting.length && (waiting[turn] as (typeof waiting)[number])[0] <= u; turn++) {
      const [who, history] = waiting[turn] as (typeof waiting)[number];
      for (const [n, i] of history.films.entries())
        add(who, i, history.ratings[n] as number, history.at[n] as number);
    }
  };
  for (let row = 0; row < member.length; row++) {
    const u = member[row] as number;
    addChangedUpTo(u);
    if (!changed.has(u)) add(u, film[row] as number, value[row] as number, at[row] as number);
  }
  addChangedUpTo(Number.POSITIVE_INFINITY);
  return merged;
};
