/** What one member's held-out ratings, and the list made for that member, add to the sums. */
import { likedFrom, type RatingScale } from "../../../shared/domain/interactions.ts";
import { ndcgAtK, recallAtK } from "../../../shared/domain/metrics.ts";
import type { Estimate, PreferenceModel } from "../model.ts";
import { diversityOf } from "./lists.ts";
import type { Sums } from "./tally.ts";

/** Films of a list. */
export const k = 10;

export const judge = ({ catalogue, ratings }: PreferenceModel, scale: RatingScale, learnedFrom: number) => {
  const likes = likedFrom(scale);
  const popularity = Float64Array.from(ratings, (n) => n / Math.max(1, learnedFrom));
  const novelty = Float64Array.from(ratings, (n) => -Math.log2((n + 1) / (learnedFrom + 1)));
  return {
    isLiked: (rating: number): boolean => rating >= likes,
    /** `expected` is null where the model predicts no ratings. */
    rating(sums: Sums, film: number, rating: number, like: number, expected: Estimate | null): void {
      const isLiked = rating >= likes;
      const called = like >= 0.5;
      sums.add("ratings", 1);
      sums.add("brier", ((isLiked ? 1 : 0) - like) ** 2);
      sums.add(isLiked ? (called ? "hit" : "miss") : called ? "falseAlarm" : "correctRejection", 1);
      sums.add("chosenPopularity", popularity[film] as number);
      if (!expected) return;
      const { value, low, high } = expected;
      sums.add("rated", 1);
      sums.add("squared", (rating - value) ** 2);
      sums.add("absolute", Math.abs(rating - value));
      sums.add("inside", low <= rating && rating <= high ? 1 : 0);
    },
    list(sums: Sums, ranked: readonly number[], chosen: Iterable<number>): void {
      const relevant = new Set(chosen);
      const first = ranked.findIndex((i) => relevant.has(i));
      sums.add("lists", 1);
      sums.add("ndcg", ndcgAtK(ranked, relevant, k) ?? 0);
      sums.add("recall", recallAtK(ranked, relevant, k) ?? 0);
      sums.add("precision", ranked.filter((i) => relevant.has(i)).length / k);
      sums.add("mrr", first < 0 ? 0 : 1 / (first + 1));
      sums.add("listHit", first < 0 ? 0 : 1);
      const mean = (of: Float64Array): number =>
        ranked.reduce((sum, i) => sum + (of[i] as number), 0) / Math.max(1, ranked.length);
      sums.add("novelty", mean(novelty));
      sums.add("popularity", mean(popularity));
      const diversity = diversityOf(ranked, catalogue.traits);
      if (diversity === null) return;
      sums.add("pairs", 1);
      sums.add("diversity", diversity);
    },
  };
};
