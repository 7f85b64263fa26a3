/** Which films teach what: the public's votes, or where a catalogue has none the ratings of members, and revenue on a logarithmic scale. */
import type { ReleasedFilm } from "../../../shared/domain/concept.ts";
import type { Known } from "./outcome-model.ts";

/** Fewer votes say little of a film. */
const fewestVotes = 50;
/** Members are fewer than the public. */
const fewestRatings = 20;
/** Smaller sums in catalogues are mostly wrong units. */
const leastMoney = 100_000;

/** Null: no sum that can be meant. */
export const meantMoney = (money: number | null): number | null =>
  money !== null && money > leastMoney ? money : null;

/** A film with a budget and revenue that can be meant. */
export const hasMoney = ({ concept: { year, runtime, budget }, revenue }: ReleasedFilm): boolean =>
  year !== null && (runtime ?? 0) > 0 && meantMoney(budget) !== null && meantMoney(revenue) !== null;

export const voteOf = ({ id, concept, voteAverage, voteCount }: ReleasedFilm): Known | null =>
  voteAverage !== null && voteCount >= fewestVotes && concept.year !== null
    ? { id, film: concept, y: voteAverage }
    : null;

export const memberRatingOf = ({ id, concept, memberRating, memberRatings }: ReleasedFilm): Known | null =>
  memberRating !== null && memberRatings >= fewestRatings && concept.year !== null
    ? { id, film: concept, y: memberRating }
    : null;

export const logRevenueOf = (film: ReleasedFilm): Known | null =>
  hasMoney(film) ? { id: film.id, film: film.concept, y: Math.log(film.revenue as number) } : null;
