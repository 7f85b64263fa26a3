/**
 * What would have to be otherwise for a film to leave a list: the fewest films of the history without which it stands below the
 * list's last place. Every single film is tried. Beyond that films leave from the one that carries most, which gives some
 * number k. Scores that are sums over the history, s_t = b_t + Σ_j c_jt, give a bound from below: film t overtakes film i only
 * once the largest c_ji − c_jt that leave make up for s_i − s_t, k_t films at least, and the film leaves the list only once as many films
 * have overtaken it as its rank is above the last place. Where k meets the bound nothing smaller can do it.
 * And the one rating of the history that, given otherwise, would lift the film most: scores are linear in each rating, so the scale's ends suffice.
 */
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { type History, inOrder, type PreferenceModel } from "./model.ts";

export interface Leaving {
  readonly films: readonly number[]; // indices
  /** Proven that fewer do not suffice. */
  readonly smallest: boolean;
  readonly rank: number;
  readonly rankAfter: number;
}
export interface Lifting {
  readonly film: number; // index
  readonly from: number;
  readonly to: number;
  readonly rank: number;
  readonly rankAfter: number;
}

/** Films that are tried for a group: each asks many members anew. */
const mostTried = 6;

const without = ({ films, ratings, at }: History, left: ReadonlySet<number>): History => {
  const kept = [...films.keys()].filter((n) => !left.has(films[n] as number));
  return {
    films: Int32Array.from(kept, (n) => films[n] as number),
    ratings: Float32Array.from(kept, (n) => ratings[n] as number),
    ...(at ? { at: Uint32Array.from(kept, (n) => at[n] as number) } : {}),
  };
};

/** From 1; films that were seen stand in no list. */
const rankOf = (ranks: Float32Array, film: number, seen: ReadonlySet<number>): number => {
  const own = ranks[film] as number;
  let above = 0;
  for (let i = 0; i < ranks.length; i++) if ((ranks[i] as number) > own && !seen.has(i)) above++;
  return above + 1;
};

/** Fewest films that must leave, by the sums above; null where scores are no such sums. */
const leastLeaving = (
  model: PreferenceModel,
  history: History,
  film: number,
  seen: ReadonlySet<number>,
  overtaking: number,
): number | null => {
  const scorer = model.choices;
  if (!scorer || history.films.length > 300) return null;
  const none = scorer.logs(new Int32Array(0));
  const alone = Array.from(history.films, (j) => scorer.logs(Int32Array.of(j)));
  const whole = scorer.logs(inOrder(history));
  const needed: number[] = [];
  for (let t = 0; t < whole.length; t++) {
    if (t === film || seen.has(t)) continue;
    const margin = (whole[film] as number) - (whole[t] as number);
    if (margin <= 0) continue;
    const base = (none[film] as number) - (none[t] as number);
    const gains = alone.map((logs) => (logs[film] as number) - (logs[t] as number) - base);
    const sum = gains.reduce((total, gain) => total + gain, base);
    if (Math.abs(sum - margin) > 1e-3 * Math.max(1, Math.abs(margin))) return null;
    let left = margin;
    let films = 0;
    for (const gain of gains.sort((a, b) => b - a)) {
      if (left <= 0 || gain <= 0) break;
      left -= gain;
      films++;
    }
    needed.push(left <= 1e-6 ? films : Number.POSITIVE_INFINITY);
  }
  return needed.sort((a, b) => a - b)[overtaking - 1] ?? Number.POSITIVE_INFINITY;
};

export const leavingOf = (
  model: PreferenceModel,
  history: History,
  film: number,
  seen: ReadonlySet<number>,
  top: number,
  carrying: readonly number[],
): Leaving | null => {
  const rank = rankOf(model.foldIn(history).rank(), film, seen);
  if (rank > top) return null;
  const rankAfter = (left: readonly number[]): number =>
    rankOf(model.foldIn(without(history, new Set(left))).rank(), film, seen);
  let best: Leaving | null = null;
  for (const one of history.films) {
    const after = rankAfter([one]);
    if (after > top && after > (best?.rankAfter ?? 0))
      best = { films: [one], smallest: true, rank, rankAfter: after };
  }
  if (best) return best;
  for (let k = 2; k <= carrying.length; k++) {
    const films = carrying.slice(0, k);
    const after = rankAfter(films);
    if (after <= top) continue;
    const bound = k === 2 ? 2 : leastLeaving(model, history, film, seen, top - rank + 1);
    return { films, smallest: bound !== null && bound >= k, rank, rankAfter: after };
  }
  return null;
};

/** A member of a group: what was rated, and how all films rank for the member. */
export interface Ranked {
  readonly history: History;
  ranks(): Float32Array;
}

/**
 * The same for a list of members together, by their mean rank score `together`: films leave the histories of all of them, from the one
 * that carries most; among single films the one after which it falls furthest. More than one are not proven to be the fewest.
 */
export const leavingOfGroup = async (
  model: PreferenceModel,
  group: readonly Ranked[],
  together: Float32Array,
  film: number,
  seen: ReadonlySet<number>,
  top: number,
  carrying: readonly number[],
  breathe: () => Promise<void>,
): Promise<Leaving | null> => {
  const rank = rankOf(together, film, seen);
  if (rank > top) return null;
  const rankAfter = async (left: readonly number[]): Promise<number> => {
    const ranks = together.slice();
    for (const member of group) {
      if (!left.some((one) => member.history.films.includes(one))) continue;
      const [before, after] = [member.ranks(), model.foldIn(without(member.history, new Set(left))).rank()];
      for (let i = 0; i < ranks.length; i++)
        ranks[i] = (ranks[i] as number) + ((after[i] as number) - (before[i] as number)) / group.length;
      await breathe();
    }
    return rankOf(ranks, film, seen);
  };
  const tried = carrying.slice(0, mostTried);
  let best: Leaving | null = null;
  for (const one of tried) {
    const after = await rankAfter([one]);
    if (after > top && after > (best?.rankAfter ?? 0))
      best = { films: [one], smallest: true, rank, rankAfter: after };
  }
  for (let k = 2; k <= tried.length && !best; k++) {
    const films = tried.slice(0, k);
    const after = await rankAfter(films);
    if (after > top) best = { films, smallest: false, rank, rankAfter: after };
  }
  return best;
};

export const liftingOf = (
  model: PreferenceModel,
  history: History,
  film: number,
  seen: ReadonlySet<number>,
  scale: RatingScale,
): Lifting | null => {
  if (model.unit !== "rating") return null;
  const before = model.foldIn(history).rank();
  const rank = rankOf(before, film, seen);
  let best: Lifting | null = null;
  let most = before[film] as number;
  for (const [n, j] of history.films.entries())
    for (const to of [scale.min, scale.max]) {
      const from = history.ratings[n] as number;
      if (from === to) continue;
      const ratings = history.ratings.slice();
      ratings[n] = to;
      const ranks = model.foldIn({ ...history, ratings }).rank();
      if ((ranks[film] as number) <= most) continue;
      most = ranks[film] as number;
      best = { film: j, from, to, rank, rankAfter: rankOf(ranks, film, seen) };
    }
  return best;
};
