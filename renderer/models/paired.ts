/**
 * Two models on the same held-out ratings, member by member: the difference of their figures, with a 95 % interval over
 * members. Squared errors and Brier scores are summed by member, since a member's errors go together.
 */
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { meanOf, ndcgAtK, topK } from "../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import { type Histories, historyOf, type PreferenceModel } from "./model.ts";

export interface PairedComparison {
  readonly metric: "rmse" | "brier" | "ndcg@10";
  readonly candidate: number;
  readonly champion: number;
  /** By how much the candidate is better; below 0: worse. */
  readonly gain: number;
  readonly interval: readonly [number, number];
  readonly members: number;
}

const k = 10;
const z95 = 1.96;
/** Members that are enough for an interval. */
const mostMembers = 1000;

interface Loss {
  readonly loss: number;
  readonly weight: number;
}

const lossOf = (
  model: PreferenceModel,
  metric: PairedComparison["metric"],
  scale: RatingScale,
  known: Histories,
  test: Histories,
  member: number,
): Loss => {
  const history = historyOf(known, member);
  const heldOut = historyOf(test, member);
  const taste = model.foldIn(history);
  if (metric === "ndcg@10") {
    const ranks = taste.rank().slice();
    for (const film of history.films) ranks[film] = Number.NEGATIVE_INFINITY;
    return { loss: -(ndcgAtK(topK(ranks, k), new Set(heldOut.films), k) ?? 0), weight: 1 };
  }
  const liked = likedFrom(scale);
  const loss = heldOut.films.reduce((sum, film, n) => {
    const rating = heldOut.ratings[n] as number;
    return metric === "rmse"
      ? sum + (taste.predict(film).value - rating) ** 2
      : sum + (taste.like(film).value - (rating >= liked ? 1 : 0)) ** 2;
  }, 0);
  return { loss, weight: heldOut.films.length };
};

export const compareOnTest = async (
  candidate: PreferenceModel,
  champion: PreferenceModel,
  scale: RatingScale,
  known: Histories,
  test: Histories,
  breathe: () => Promise<void>,
): Promise<PairedComparison | null> => {
  const both = [candidate, champion];
  const metric = both.every(({ unit }) => unit === "rating")
    ? "rmse"
    : both.some(({ unit }) => unit === "choice")
      ? "ndcg@10"
      : "brier";
  const tested = [...test.start.keys()].slice(0, -1).filter((u) => historyOf(test, u).films.length > 0);
  const asked = shuffle(Int32Array.from(tested), seededRandom(1)).slice(0, mostMembers);
  if (asked.length === 0) return null;
  const losses: (readonly [Loss, Loss])[] = [];
  for (const member of asked) {
    const of = (model: PreferenceModel): Loss => lossOf(model, metric, scale, known, test, member);
    losses.push([of(candidate), of(champion)]);
    await breathe();
  }
  const weight = losses.reduce((sum, [{ weight: each }]) => sum + each, 0);
  const mean = (at: 0 | 1): number => losses.reduce((sum, pair) => sum + pair[at].loss, 0) / weight;
  const [its, own] = [mean(0), mean(1)];
  const differences = losses.map(([a, b]) => (b.loss - a.loss) * (losses.length / weight));
  const average = meanOf(differences) ?? 0;
  const spread = Math.sqrt(
    differences.reduce((sum, each) => sum + (each - average) ** 2, 0) /
      Math.max(1, differences.length - 1) /
      differences.length,
  );
  // The difference of roots by that of squares: a² − b² = (a − b)(a + b).
  const root = metric === "rmse";
  const slope = root ? 1 / Math.max(Number.EPSILON, Math.sqrt(its) + Math.sqrt(own)) : 1;
  const figure = (loss: number): number => (root ? Math.sqrt(loss) : metric === "ndcg@10" ? -loss : loss);
  return {
    metric,
    candidate: figure(its),
    champion: figure(own),
    gain: average * slope,
    interval: [(average - z95 * spread) * slope, (average + z95 * spread) * slope],
    members: losses.length,
  };
};
