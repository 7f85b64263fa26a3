/** Drift of what comes in, of a champion's error, and what it never met. */
import type { DataSummary, ErrorDrift, InputDrift, TaskWatch } from "../../../shared/contract/watching.ts";
import { type FilmTraits, likedFrom, type Ratings } from "../../../shared/domain/interactions.ts";
import { meanOf, topK } from "../../../shared/domain/metrics.ts";
import {
  type Level,
  stabilityByChance,
  stabilityIndex,
  stabilityLevel,
} from "../../../shared/domain/stability.ts";
import type { Audience } from "../audience.ts";
import { type History, historyOf, type PreferenceModel } from "../model.ts";
import { binned, countOf, edgesOf, genresOf, inBins, valuesOf } from "./summary.ts";

/** Ratings below which a distribution is not compared. */
export const fewestSince = 100;

const rowsWhere = ({ at }: Ratings, chosen: (at: number) => boolean): Int32Array =>
  Int32Array.from(at.keys()).filter((row) => chosen(at[row] as number));

const columnsOf = ({ member, film, value }: Ratings, rows: Int32Array) => ({
  member: rows.map((row) => member[row] as number),
  film: rows.map((row) => film[row] as number),
  value: Float32Array.from(rows, (row) => value[row] as number),
});

/** Ratings that the model may have learned from, and those later than all of them. */
export const partedAt = (ratings: Ratings, until: number) => ({
  before: rowsWhere(ratings, (at) => at <= until),
  since: rowsWhere(ratings, (at) => at > until),
});

const total = (counts: readonly number[]): number =>
  Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );

const drift = (
  kind: InputDrift["kind"],
  labels: readonly string[],
  expected: readonly number[],
  actual: readonly number[],
): InputDrift => {
  const index = stabilityIndex(expected, actual);
  const byChance = stabilityByChance(expected, actual);
  const [n, m] = [total(expected), total(actual)];
  return {
    kind,
    index,
    byChance,
    level: stabilityLevel(index, byChance),
    bins: labels.map((label, bin) => ({
      label,
      expected: (expected[bin] as number) / n,
      actual: (actual[bin] as number) / m,
    })),
  };
};

/** "0", "1–4", "5–" */
const ranges = (edges: readonly number[]): string[] => [
  "0",
  ...edges.map((from, at) => {
    const next = edges[at + 1];
    return next === undefined ? `${from}–` : next - 1 === from ? `${from}` : `${from}–${next - 1}`;
  }),
];

export const inputDrift = (
  summary: DataSummary,
  ratings: Ratings,
  traits: FilmTraits,
  { before, since }: { readonly before: Int32Array; readonly since: Int32Array },
): InputDrift[] => {
  const earlier = columnsOf(ratings, before);
  const later = columnsOf(ratings, since);
  const values = valuesOf(later.value);
  const given = new Map(summary.values);
  const marks = [...new Set([...given.keys(), ...values.keys()])].sort((a, b) => a - b);
  const genres = summary.genres.map(([name]) => name);
  /**
   * By how often their film or member was rated before. The counts are of every second rating and the expectation is of
   * the others: one's own rating would lift the count that it is sorted by, and what came later has no such help.
   */
  const byCount = (kind: "popularity" | "activity", column: "film" | "member", among: number): InputDrift => {
    const counted = earlier[column].filter((_, n) => n % 2 === 0);
    const expected = earlier[column].filter((_, n) => n % 2 === 1);
    const counts = countOf(counted, among);
    const edges = edgesOf(counted, counts);
    return drift(kind, ranges(edges), binned(expected, counts, edges), binned(later[column], counts, edges));
  };
  return [
    drift(
      "values",
      marks.map(String),
      marks.map((mark) => given.get(mark) ?? 0),
      marks.map((mark) => values.get(mark) ?? 0),
    ),
    byCount("popularity", "film", ratings.filmIds.length),
    drift(
      "genres",
      genres,
      summary.genres.map(([, count]) => count),
      inBins(genres, genresOf(later.film, traits)),
    ),
    byCount("activity", "member", ratings.memberIds.length),
  ];
};

/** Shares from which so much is unknown that figures speak of others. */
export const unseenWatch = 0.1;
export const unseenAlert = 0.25;

export const unseenOf = (
  model: PreferenceModel,
  ratings: Ratings,
  { before, since }: { readonly before: Int32Array; readonly since: Int32Array },
): NonNullable<TaskWatch["unseen"]> => {
  const earlier = columnsOf(ratings, before);
  const later = columnsOf(ratings, since);
  const known = countOf(earlier.member, ratings.memberIds.length);
  const share = (count: number): number => (since.length === 0 ? 0 : count / since.length);
  const members = share(later.member.filter((member) => known[member] === 0).length);
  const films = share(later.film.filter((film) => model.ratings[film] === 0).length);
  const most = Math.max(members, films);
  return {
    members,
    films,
    catalogue: model.ratings.filter((ratings) => ratings === 0).length / Math.max(1, model.ratings.length),
    level: most >= unseenAlert ? "alert" : most >= unseenWatch ? "watch" : "calm",
  };
};

/** Ratings asked about before and since, the latest of each. */
const askedBefore = 200;
const askedSince = 400;
const windows = 6;
/** Standard errors, as drift detection by its error rate sets them (Gama et al. 2004). */
export const errorWatch = 2;
export const errorAlert = 3;
const hits = 10;

/** What the member had rated before this moment. */
const historyBefore = (audience: Audience, member: number, at: number): History => {
  const { films, ratings, at: moments } = historyOf(audience.histories, member);
  const earlier = [...films.keys()].filter((n) => ((moments?.[n] as number | undefined) ?? 0) < at);
  return {
    films: Int32Array.from(earlier, (n) => films[n] as number),
    ratings: Float32Array.from(earlier, (n) => ratings[n] as number),
    at: Uint32Array.from(earlier, (n) => (moments?.[n] as number | undefined) ?? 0),
  };
};

/** The loss of what was said of one rating before it was told: squared error, a missed hit, Brier's score. */
const lossOf = (model: PreferenceModel, audience: Audience, ratings: Ratings, row: number): number => {
  const film = ratings.film[row] as number;
  const value = ratings.value[row] as number;
  const history = historyBefore(audience, ratings.member[row] as number, ratings.at[row] as number);
  const taste = model.foldIn(history);
  if (model.unit === "rating") return (taste.predict(film).value - value) ** 2;
  if (model.unit === "like")
    return ((value >= likedFrom(ratings.scale) ? 1 : 0) - taste.like(film).value) ** 2;
  const ranks = taste.rank().slice();
  for (const seen of history.films) ranks[seen] = Number.NEGATIVE_INFINITY;
  return topK(ranks, hits).includes(film) ? 0 : 1;
};

const metricOf = { rating: "rmse", choice: "hit@10", like: "brier" } as const;
const shown = (unit: PreferenceModel["unit"], loss: number): number =>
  unit === "rating" ? Math.sqrt(loss) : unit === "choice" ? 1 - loss : loss;

const variance = (losses: readonly number[], mean: number): number =>
  losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / Math.max(1, losses.length - 1);

/**
 * Test, then learn (prequential error, Dawid 1984): each rating is predicted from what its member had rated before. The
 * ratings before the model's end are the latest of them, which a split by time held out.
 */
export const errorDrift = async (
  model: PreferenceModel,
  audience: Audience,
  ratings: Ratings,
  parts: { readonly before: Int32Array; readonly since: Int32Array },
  breathe: () => Promise<void>,
): Promise<ErrorDrift> => {
  const byTime = (rows: Int32Array): Int32Array =>
    rows.toSorted((a, b) => (ratings.at[a] as number) - (ratings.at[b] as number) || a - b);
  const losses = async (rows: Int32Array): Promise<number[]> => {
    const all: number[] = [];
    for (const row of rows) {
      all.push(lossOf(model, audience, ratings, row));
      await breathe();
    }
    return all;
  };
  const earlier = byTime(parts.before).slice(-askedBefore);
  const later = byTime(parts.since).slice(-askedSince);
  const before = await losses(earlier);
  const since = await losses(later);
  const [was, is] = [meanOf(before) ?? 0, meanOf(since) ?? 0];
  const error = Math.sqrt(
    variance(before, was) / Math.max(1, before.length) + variance(since, is) / Math.max(1, since.length),
  );
  const z = error > 0 ? (is - was) / error : 0;
  const level: Level = z >= errorAlert ? "alert" : z >= errorWatch ? "watch" : "calm";
  const rolling = (rows: Int32Array, values: readonly number[], isSince: boolean): ErrorDrift["points"] => {
    const size = Math.max(1, Math.ceil(values.length / windows));
    return Array.from({ length: Math.ceil(values.length / size) }, (_, at) => {
      const some = values.slice(at * size, (at + 1) * size);
      const last = rows[Math.min(rows.length, (at + 1) * size) - 1] as number;
      return {
        at: ratings.at[last] as number,
        value: shown(model.unit, meanOf(some) ?? 0),
        ratings: some.length,
        since: isSince,
      };
    });
  };
  return {
    metric: metricOf[model.unit],
    before: shown(model.unit, was),
    since: shown(model.unit, is),
    z,
    level,
    points: [...rolling(earlier, before, false), ...rolling(later, since, true)],
  };
};
