/** Figures on held-out ratings. Members are folded in from what was known before: training and validation ratings. */
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { coverageMetric } from "../../shared/domain/intervals.ts";
import {
  type ClassificationReport,
  classificationReport,
  mae,
  meanOf,
  ndcgAtK,
  recallAtK,
  rmse,
  topK,
} from "../../shared/domain/metrics.ts";
import { expectedCalibrationError, reliabilityBins } from "../../shared/domain/reliability.ts";
import { type Histories, type History, historyOf, type PreferenceModel } from "./model.ts";

export interface Evaluation {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly report: ClassificationReport;
}

const k = 10;
const blockMembers = 128;

/** `breathe` lets messages in between blocks of members; it may throw to cancel. */
export const evaluate = async (
  model: PreferenceModel,
  scale: RatingScale,
  known: Histories,
  test: Histories,
  breathe: () => Promise<void>,
): Promise<Evaluation> => {
  const likes = likedFrom(scale);
  const films = model.catalogue.filmIds.length;
  const rates = model.unit === "rating";
  const truth: number[] = [];
  const score: number[] = [];
  const like: number[] = [];
  let inside = 0;
  const recall: (number | null)[] = [];
  const ndcg: (number | null)[] = [];

  const tested: number[] = [];
  for (let u = 0; u < test.start.length - 1; u++)
    if ((test.start[u + 1] as number) > (test.start[u] as number)) tested.push(u);

  for (let from = 0; from < tested.length; from += blockMembers) {
    const members = tested.slice(from, from + blockMembers);
    const histories: History[] = members.map((u) => historyOf(known, u));
    const ranks = await model.rankAll(histories);
    for (const [row, u] of members.entries()) {
      const history = histories[row] as History;
      const heldOut = historyOf(test, u);
      const taste = model.foldIn(history);
      for (const [n, i] of heldOut.films.entries()) {
        const rating = heldOut.ratings[n] as number;
        truth.push(rating);
        like.push(taste.like(i).value);
        if (!rates) continue;
        const { value, low, high } = taste.predict(i);
        score.push(value);
        if (low <= rating && rating <= high) inside++;
      }
      const scores = ranks.slice(row * films, (row + 1) * films);
      for (const i of history.films) scores[i] = Number.NEGATIVE_INFINITY;
      const ranked = topK(scores, k);
      const relevant = new Set(heldOut.films);
      recall.push(recallAtK(ranked, relevant, k));
      ndcg.push(ndcgAtK(ranked, relevant, k));
    }
    await breathe();
  }

  const liked = truth.map((r) => r >= likes);
  const report = classificationReport(
    liked,
    like.map((p) => p >= 0.5),
  );
  const brier = meanOf(truth.map((r, n) => ((r >= likes ? 1 : 0) - (like[n] as number)) ** 2));
  return {
    metrics: {
      rmse: rates ? rmse(truth, score) : null,
      mae: rates ? mae(truth, score) : null,
      accuracy: report.accuracy,
      precision_macro: report.macro.precision,
      recall_macro: report.macro.recall,
      f1_macro: report.macro.f1,
      f1_micro: report.micro.f1,
      f1_weighted: report.weighted.f1,
      brier,
      ece: expectedCalibrationError(reliabilityBins(like, liked, "width")),
      ece_mass: expectedCalibrationError(reliabilityBins(like, liked, "mass")),
      [`ndcg@${k}`]: meanOf(ndcg),
      [`recall@${k}`]: meanOf(recall),
      [coverageMetric]: rates && truth.length > 0 ? inside / truth.length : null,
    },
    report,
  };
};
