/**
 * How good a model is on what judges it: RMSE of ratings, or NDCG@10 of choices. Trials are judged on the same ratings or members, so
 * what two of them differ by is far surer than either score: the standard error is that of the paired differences from the defaults.
 */
import { ndcgAtK, topK } from "../../../shared/domain/metrics.ts";
import { type Histories, type History, historyOf, type PreferenceModel } from "../model.ts";

/** Members that are enough to judge by, evenly thinned. */
const enough = 2000;
const blockMembers = 128;
const k = 10;

export interface Score {
  readonly score: number | null;
  /** Of the difference from the defaults; of the defaults, of the score itself. */
  readonly error: number | null;
}
/** Squared errors of ratings, or NDCG@10 of members: their mean makes the score. */
export type Figures = readonly number[];

/** Members with something that judges them. */
export const judgedMembers = ({ start }: Histories): number[] => {
  const all = [...start.keys()].filter((u) => (start[u + 1] ?? 0) > (start[u] as number));
  const stride = Math.ceil(all.length / enough);
  return all.filter((_, n) => n % stride === 0);
};

const meanOf = (values: Figures): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const errorOf = (values: Figures): number => {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
};

/** `defaults`: their figures; null for the defaults themselves. */
export const scoreOf = (unit: PreferenceModel["unit"], values: Figures, defaults: Figures | null): Score => {
  if (values.length === 0 || !values.every(Number.isFinite)) return { score: null, error: null };
  const differences = defaults ? values.map((value, n) => value - (defaults[n] as number)) : values;
  const error = errorOf(differences);
  if (unit !== "rating") return { score: meanOf(values), error };
  const score = Math.sqrt(meanOf(values));
  const other = defaults ? Math.sqrt(meanOf(defaults)) : score;
  return { score, error: score + other > 0 ? error / (score + other) : 0 }; // √a − √b = (a − b) / (√a + √b)
};

export const judge = async (
  model: PreferenceModel,
  known: Histories,
  held: Histories,
  among: ReadonlySet<number> | null,
  breathe: () => Promise<void>,
): Promise<Figures> => {
  const members = judgedMembers(held);
  const values: number[] = [];
  if (model.unit === "rating")
    for (const u of members) {
      const taste = model.foldIn(historyOf(known, u));
      const { films, ratings } = historyOf(held, u);
      for (const [n, i] of films.entries())
        values.push(((ratings[n] as number) - taste.predict(i).value) ** 2);
      await breathe();
    }
  else
    for (let from = 0; from < members.length; from += blockMembers) {
      const block = members.slice(from, from + blockMembers);
      const histories: History[] = block.map((u) => historyOf(known, u));
      const ranks = await model.rankAll(histories);
      const films = model.catalogue.filmIds.length;
      for (const [row, u] of block.entries()) {
        const scores = ranks.slice(row * films, (row + 1) * films);
        if (among) for (const i of scores.keys()) if (!among.has(i)) scores[i] = Number.NEGATIVE_INFINITY;
        for (const i of histories[row]?.films ?? []) scores[i] = Number.NEGATIVE_INFINITY;
        values.push(ndcgAtK(topK(scores, k), new Set(historyOf(held, u).films), k) ?? 0);
      }
      await breathe();
    }
  return values;
};
