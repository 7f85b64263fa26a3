/**
 * Figures on held-out ratings, with intervals, for all and for parts of the audience. Members are folded in from what was known before;
 * lists rank all films that they had not rated, of warm films (rated in training) and cold ones also apart.
 */
import type { EvaluationReport, slices } from "../../shared/contract/evaluation.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { coverageMetric } from "../../shared/domain/intervals.ts";
import { type ClassificationReport, classificationReport, topK } from "../../shared/domain/metrics.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { expectedCalibrationError, reliabilityBins } from "../../shared/domain/reliability.ts";
import { bootstrapIntervals } from "./evaluation/bootstrap.ts";
import { type IndexedGroup, toldGroups } from "./evaluation/groups.ts";
import { judge, k } from "./evaluation/judge.ts";
import { gini } from "./evaluation/lists.ts";
import {
  type FigureName,
  figureNames,
  figureOf,
  presentRows,
  Sums,
  Tally,
  totalOf,
} from "./evaluation/tally.ts";
import { type Histories, type History, historyOf, type PreferenceModel } from "./model.ts";

export interface Evaluation {
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly report: ClassificationReport;
  readonly evaluation: EvaluationReport;
  /** By member, for the comparison with other models. */
  readonly tally: Tally;
}

export interface EvaluationOptions {
  /** What was learned from, where it is less than what members are known by. */
  readonly training: Histories;
  readonly groups: readonly IndexedGroup[];
  readonly minimumGroup: number;
  readonly seed: number;
}

const blockMembers = 128;
/** Draws that are enough for each of many parts. */
const partDraws = 400;
type Slice = (typeof slices)[number];

/** `breathe` lets messages in between blocks of members; it may throw to cancel. */
export const evaluate = async (
  model: PreferenceModel,
  scale: RatingScale,
  known: Histories,
  test: Histories,
  breathe: () => Promise<void>,
  options: Partial<EvaluationOptions> = {},
): Promise<Evaluation> => {
  const started = performance.now();
  const { training = known, groups = [], minimumGroup = usualMinimum, seed = 1 } = options;
  const films = model.catalogue.filmIds.length;
  const isCold = (i: number): boolean => model.ratings[i] === 0;
  const rates = model.unit === "rating";
  const learned = (u: number): boolean => (training.start[u + 1] as number) > (training.start[u] as number);
  const learnedFrom = [...training.start.keys()].slice(0, -1).filter(learned).length;
  const judged = judge(model, scale, learnedFrom);

  const tested = [...test.start.keys()]
    .slice(0, -1)
    .filter((u) => (test.start[u + 1] as number) > (test.start[u] as number));
  const isTested = new Uint8Array(test.start.length - 1);
  for (const u of tested) isTested[u] = 1;
  const parts = toldGroups(groups, isTested, minimumGroup);
  const groupTallies = parts.told.map(({ tested: members }) => new Tally(members, seed));
  const groupsOf = new Map<number, Tally[]>();
  for (const [n, { group }] of parts.told.entries())
    for (const u of group.members) groupsOf.set(u, [...(groupsOf.get(u) ?? []), groupTallies[n] as Tally]);
  const tally = new Tally(tested.length, seed);
  const sliceTallies: Record<Slice, Tally> = {
    warmFilms: new Tally(tested.length, seed),
    coldFilms: new Tally(tested.length, seed),
    warmMembers: new Tally(tested.length, seed),
    coldMembers: new Tally(tested.length, seed),
  };

  const liked: boolean[] = [];
  const like: number[] = [];
  const listed = new Int32Array(films);

  for (let from = 0; from < tested.length; from += blockMembers) {
    const members = tested.slice(from, from + blockMembers);
    const histories: History[] = members.map((u) => historyOf(known, u));
    const ranks = await model.rankAll(histories);
    for (const [row, u] of members.entries()) {
      const heldOut = historyOf(test, u);
      const taste = model.foldIn(histories[row] as History);
      const sums = { all: new Sums(), warm: new Sums(), cold: new Sums() };
      for (const [n, i] of heldOut.films.entries()) {
        const rating = heldOut.ratings[n] as number;
        const p = taste.like(i).value;
        const expected = rates ? taste.predict(i) : null;
        for (const into of [sums.all, isCold(i) ? sums.cold : sums.warm])
          judged.rating(into, i, rating, p, expected);
        liked.push(judged.isLiked(rating));
        like.push(p);
      }
      const scores = ranks.subarray(row * films, (row + 1) * films);
      for (const i of (histories[row] as History).films) scores[i] = Number.NEGATIVE_INFINITY;
      const ranked = topK(scores, k);
      judged.list(sums.all, ranked, heldOut.films);
      for (const i of ranked) listed[i] = (listed[i] as number) + 1;
      for (const cold of [false, true]) {
        const chosen = heldOut.films.filter((i) => isCold(i) === cold);
        if (chosen.length === 0) continue;
        const apart = ranked.every((i) => isCold(i) === cold)
          ? ranked
          : topK(
              scores.map((score, i) => (isCold(i) === cold ? score : Number.NEGATIVE_INFINITY)),
              k,
            );
        judged.list(cold ? sums.cold : sums.warm, apart, chosen);
      }
      tally.add(sums.all);
      sliceTallies.warmFilms.add(sums.warm);
      sliceTallies.coldFilms.add(sums.cold);
      sliceTallies[learned(u) ? "warmMembers" : "coldMembers"].add(sums.all);
      for (const group of groupsOf.get(u) ?? []) group.add(sums.all);
    }
    await breathe();
  }

  const report = classificationReport(
    liked,
    like.map((p) => p >= 0.5),
  );
  const reliability = {
    width: reliabilityBins(like, liked, "width"),
    mass: reliabilityBins(like, liked, "mass"),
  };
  const total = totalOf(tally.rows);
  const value = (name: FigureName): number | null => {
    const figure = figureOf(name, total);
    return Number.isNaN(figure) ? null : figure;
  };
  const intervals = bootstrapIntervals(tally, figureNames, seed);
  const groupFigures: EvaluationReport["groups"] = [];
  for (const [n, { group }] of parts.told.entries()) {
    const { by, name, nameZh } = group;
    groupFigures.push({ by, name, nameZh, ...partFigures(groupTallies[n] as Tally, seed) });
    await breathe();
  }
  const sliceFigures: EvaluationReport["slices"] = [];
  for (const [slice, one] of Object.entries(sliceTallies) as [Slice, Tally][]) {
    const part = partFigures(one, seed);
    if (part.ratings > 0) sliceFigures.push({ slice, ...part });
    await breathe();
  }
  return {
    metrics: {
      ...Object.fromEntries(figureNames.map((name) => [name, value(name)])),
      precision_macro: report.macro.precision,
      recall_macro: report.macro.recall,
      f1_micro: report.micro.f1,
      f1_weighted: report.weighted.f1,
      ece: expectedCalibrationError(reliability.width),
      ece_mass: expectedCalibrationError(reliability.mass),
      [`catalogue_coverage@${k}`]:
        tested.length === 0 ? null : listed.filter((count) => count > 0).length / films,
      [`gini@${k}`]: gini(listed),
    },
    report,
    evaluation: {
      intervals: Object.fromEntries(
        figureNames.flatMap((name) => {
          const interval = intervals[name];
          return interval ? [[name, interval]] : [];
        }),
      ),
      reliability,
      slices: sliceFigures,
      groups: groupFigures,
      kept: parts.kept,
      seconds: (performance.now() - started) / 1000,
    },
    tally,
  };
};

const partFigures = (tally: Tally, seed: number) => {
  const rows = presentRows(tally);
  const total = totalOf(rows);
  const names = ["rmse", coverageMetric, "ndcg@10"] as const;
  const intervals = bootstrapIntervals(tally, names, seed, partDraws);
  const figure = (name: (typeof names)[number]) => {
    const value = figureOf(name, total);
    if (Number.isNaN(value)) return null;
    const interval = intervals[name];
    return { value, interval };
  };
  return {
    members: tally.members,
    ratings: total[0] as number,
    rmse: figure("rmse"),
    coverage: figure(coverageMetric),
    ndcg: figure("ndcg@10"),
  };
};
