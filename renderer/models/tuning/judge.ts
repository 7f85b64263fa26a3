/** How good a model is on what judges it: RMSE of ratings, or NDCG@10 of choices, each with its standard error. */
import { ndcgAtK, topK } from "../../../shared/domain/metrics.ts";
import { type Histories, type History, historyOf, type PreferenceModel } from "../model.ts";

/** Members that are enough to judge by, evenly thinned. */
const enough = 2000;
const blockMembers = 128;
const k = 10;

export interface Score {
  readonly score: number | null;
  readonly error: number | null;
}

/** Members with something that judges them. */
export const judgedMembers = ({ start }: Histories): number[] => {
  const all = [...start.keys()].filter((u) => (start[u + 1] ?? 0) > (start[u] as number));
  const stride = Math.ceil(all.length / enough);
  return all.filter((_, n) => n % stride === 0);
};

const meanAndError = (values: readonly number[]): { mean: number; error: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
};

export const judge = async (
  model: PreferenceModel,
  known: Histories,
  held: Histories,
  among: ReadonlySet<number> | null,
  breathe: () => Promise<void>,
): Promise<Score> => {
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
  if (values.length === 0 || !values.every(Number.isFinite)) return { score: null, error: null };
  const { mean, error } = meanAndError(values);
  if (model.unit !== "rating") return { score: mean, error };
  const rmse = Math.sqrt(mean);
  return { score: rmse, error: rmse > 0 ? error / (2 * rmse) : 0 }; // of a root: d√x = dx / 2√x
};
