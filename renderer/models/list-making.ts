/**
 * Lists that weigh what is liked against what is new and what is various, within house rules. Of the candidates, the films a model ranks
 * highest, film i has its score r_i and its self-information v_i = −log₂ p_i, p_i the share of members who know it (Zhou et al. 2010), both scaled
 * to [0, 1]; s_ij is the likeness of two films. A list L is worth
 *   f_νδ(L) = Σ_k (r_{L_k} + ν v_{L_k} + δ (1 − max_{j < k} s_{L_j L_k})).
 * A grid of (ν, δ) gives one greedy list each (maximal marginal relevance, Carbonell & Goldstein 1998), and the sliders choose the one of
 * the grid's lists with the greatest f. These lists are the same wherever the sliders stand, so that Σ r never rises as novelty or
 * diversity alone is turned up, and Σ v, or what the list gains in variety, never falls.
 */
export interface Candidates {
  /** In the model's order, in which the scores never rise. */
  readonly score: Float64Array;
  readonly novelty: Float64Array; // bits
  readonly likeness: Float32Array; // [candidates x candidates]
  /** What each counts towards, by name, with the most a list may hold of it. */
  readonly counted: readonly (readonly { readonly key: string; readonly most: number }[])[];
  /** Candidates that the list must hold. */
  readonly include: readonly number[];
}

export interface Sliders {
  readonly novelty: number; // 0 to 1
  readonly diversity: number;
}

/** A list of candidates with Σ r, Σ v and Σ (1 − max s). */
export interface MadeList {
  readonly places: readonly number[];
  readonly liked: number;
  readonly new: number;
  readonly various: number;
}

const steps = 10;
/** Low settings are where the choice is finest. */
const weightOf = (slider: number): number => slider ** 2;

const scaled = (values: Float64Array): Float64Array => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0));
};

const makeList = (
  { likeness, counted, include }: Candidates,
  r: Float64Array,
  v: Float64Array,
  ν: number,
  δ: number,
  top: number,
): MadeList => {
  const C = r.length;
  const closest = new Float64Array(C);
  const taken = new Uint8Array(C);
  const wanted = new Set(include);
  const left = new Map<string, number>();
  for (const limits of counted) for (const { key, most } of limits) left.set(key, most);
  const count = (i: number, by: number): void => {
    for (const { key } of counted[i] ?? []) left.set(key, (left.get(key) as number) + by);
  };
  // What must be there has its share of the limits before anything else.
  for (const i of wanted) count(i, -1);
  const places: number[] = [];
  let various = 0;
  while (places.length < top) {
    const onlyWanted = top - places.length <= wanted.size;
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < C; i++) {
      if (taken[i] === 1) continue;
      if (!wanted.has(i)) {
        if (onlyWanted) continue;
        if (counted[i]?.some(({ key }) => (left.get(key) as number) < 1)) continue;
      }
      const worth = (r[i] as number) + ν * (v[i] as number) + δ * (1 - (closest[i] as number));
      if (worth > most) [best, most] = [i, worth];
    }
    if (best === -1) break;
    taken[best] = 1;
    if (!wanted.delete(best)) count(best, -1);
    places.push(best);
    various += 1 - (closest[best] as number);
    const row = best * C;
    for (let i = 0; i < C; i++) closest[i] = Math.max(closest[i] as number, likeness[row + i] as number);
  }
  // The same films in another order have the same sums, to the last bit.
  const films = places.toSorted((a, b) => a - b);
  const sum = (values: Float64Array): number => films.reduce((total, i) => total + (values[i] as number), 0);
  return { places, liked: sum(r), new: sum(v), various };
};

/** All lists that the sliders choose from; the first is the model's own order within the rules. */
export const makeLists = (candidates: Candidates, top: number): readonly MadeList[] => {
  const r = scaled(candidates.score);
  const v = scaled(candidates.novelty);
  const settings = Array.from({ length: steps + 1 }, (_, step) => weightOf(step / steps));
  const lists = settings.flatMap((ν) => settings.map((δ) => makeList(candidates, r, v, ν, δ, top)));
  // Where limits mislead the greedy order, a list may happen to be liked more: the model's order stays the reference.
  const most = (lists[0] as MadeList).liked;
  return lists.filter(({ liked }) => liked <= most);
};

export const chooseList = (lists: readonly MadeList[], { novelty, diversity }: Sliders): MadeList => {
  const worth = (list: MadeList): number =>
    list.liked + weightOf(novelty) * list.new + weightOf(diversity) * list.various;
  return lists.reduce((best, list) => (worth(list) > worth(best) ? list : best));
};

/** Means over a list: what the sliders cost and bring. */
export interface ListFigures {
  readonly score: number;
  /** Share of the members who know a film of it. */
  readonly known: number;
  /** 1 − mean likeness of two of its films. */
  readonly diversity: number;
}

export const figuresOf = (
  { score, novelty, likeness }: Candidates,
  places: readonly number[],
): ListFigures => {
  const n = Math.max(1, places.length);
  let alike = 0;
  for (const [k, i] of places.entries())
    for (const j of places.slice(0, k)) alike += likeness[i * score.length + j] as number;
  return {
    score: places.reduce((sum, i) => sum + (score[i] as number), 0) / n,
    known: places.reduce((sum, i) => sum + 2 ** -(novelty[i] as number), 0) / n,
    diversity: n < 2 ? 0 : 1 - alike / ((n * (n - 1)) / 2),
  };
};
