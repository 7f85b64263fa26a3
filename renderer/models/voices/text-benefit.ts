/**
 * What texts say of a film as features of how members will rate it, by leaving them out (ablation.ts). Of rating r of member u and film i, with all that
 * is known before a cut T, texts and ratings alike,
 *   b_u = Σ (r − μ) / (n_u + κ),   b_i = Σ (r − μ − b_u) / (n_i + κ),   y = r − μ − b_u;
 *   without: ŷ = β₀ + β₁ b_i;   with: log(1 + n texts), level = Σ (p − ½) / (n + κ), and of each aspect Σ feeling / (n + κ) besides.
 * Learned from ratings of the third quarter, told by what is known at its beginning, λ chosen on its second half; judged by root mean square error
 * on ratings of the last quarter, told by what is known at its beginning. Films without a text by then are left out, and so are near copies and bursts.
 */
import type { Said } from "../../../shared/contract/said.ts";
import type { TextBenefit } from "../../../shared/contract/talk.ts";
import type { Ratings } from "../../../shared/domain/interactions.ts";
import { aspects } from "../../../shared/domain/voices.ts";
import { chosenRidge, type Forecast, fewestFilms, judged, type Missed } from "./ablation.ts";

const κ = 5;
const secondsADay = 86_400;

/** What is known of films before a moment. */
interface Known {
  readonly usual: number; // μ
  readonly member: Float64Array; // b_u
  readonly film: Float64Array; // b_i
  readonly texts: Float64Array; // [films]
  readonly level: Float64Array;
  readonly aspects: readonly Float64Array[];
}

const knownBefore = (
  cut: number,
  { member, film, value, at, memberIds, filmIds }: Ratings,
  said: Said,
): Known => {
  const rows = [...value.keys()].filter((row) => (at[row] as number) < cut);
  const usual = rows.reduce((sum, row) => sum + (value[row] as number), 0) / Math.max(1, rows.length);
  const meanBy = (of: Int32Array, count: number, rest: (row: number) => number): Float64Array => {
    const [sums, n] = [new Float64Array(count), new Float64Array(count)];
    for (const row of rows) {
      const key = of[row] as number;
      sums[key] = (sums[key] as number) + rest(row);
      n[key] = (n[key] as number) + 1;
    }
    return sums.map((sum, key) => sum / ((n[key] as number) + κ));
  };
  const b = meanBy(member, memberIds.length, (row) => (value[row] as number) - usual);
  const rest = (row: number): number => (value[row] as number) - usual - (b[member[row] as number] as number);

  const films = filmIds.length;
  const place = new Map(Array.from(filmIds, (id, i) => [id, i]));
  const [texts, praise] = [new Float64Array(films), new Float64Array(films)];
  const told = aspects.map(() => ({ sum: new Float64Array(films), n: new Float64Array(films) }));
  const placeOf = (n: number): number =>
    (said.at[n] as number) < cut && said.copies[n] === 0 && said.bursts[n] === 0
      ? (place.get(said.films[n] as number) ?? -1)
      : -1;
  for (let n = 0; n < said.films.length; n++) {
    const i = placeOf(n);
    if (i < 0) continue;
    texts[i] = (texts[i] as number) + 1;
    praise[i] = (praise[i] as number) + (said.positive[n] as number) - 0.5;
  }
  const { mentions } = said;
  for (let m = 0; m < mentions.of.length; m++) {
    const i = placeOf(mentions.of[m] as number);
    const of = told[mentions.aspects[m] as number];
    if (i < 0 || !of) continue;
    of.sum[i] = (of.sum[i] as number) + (mentions.feelings[m] as number);
    of.n[i] = (of.n[i] as number) + 1;
  }
  return {
    usual,
    member: b,
    film: meanBy(film, films, rest),
    texts,
    level: praise.map((sum, i) => sum / ((texts[i] as number) + κ)),
    aspects: told.map(({ sum, n }) => sum.map((value, i) => value / ((n[i] as number) + κ))),
  };
};

/** Null where fewer than ten rated films are spoken of, before the ratings to learn from or before those to judge. */
export const textBenefit = (ratings: Ratings, said: Said): TextBenefit | null => {
  const times = ratings.at.slice().sort();
  const timeAt = (share: number): number =>
    times[Math.floor(share * times.length)] ?? Number.POSITIVE_INFINITY;
  const [learnFrom, chooseFrom, judgeFrom] = [timeAt(0.5), timeAt(0.625), timeAt(0.75)];
  const early = knownBefore(learnFrom, ratings, said);
  const late = knownBefore(judgeFrom, ratings, said);
  const sources = [...ratings.at.keys()].filter((row) => {
    const at = ratings.at[row] as number;
    const { texts } = at < judgeFrom ? early : late;
    return at >= learnFrom && (texts[ratings.film[row] as number] as number) > 0;
  });
  const atOf = (n: number): number => ratings.at[sources[n] as number] as number;
  const filmOf = (n: number): number => ratings.film[sources[n] as number] as number;
  const knownOf = (n: number): Known => (atOf(n) < judgeFrom ? early : late);
  const column = (of: (known: Known, film: number) => number): Float64Array =>
    Float64Array.from(sources, (_, n) => of(knownOf(n), filmOf(n)));
  const y = Float64Array.from(sources, (row, n) => {
    const { usual, member } = knownOf(n);
    return (ratings.value[row] as number) - usual - (member[ratings.member[row] as number] as number);
  });
  const between = (from: number, to: number): number[] =>
    [...sources.keys()].filter((n) => atOf(n) >= from && atOf(n) < to);
  const learned = between(learnFrom, chooseFrom);
  const choosing = between(chooseFrom, judgeFrom);
  const held = between(judgeFrom, Number.POSITIVE_INFINITY);
  if ([learned, choosing, held].some((rows) => new Set(rows.map(filmOf)).size < fewestFilms)) return null;

  const panel = { y, w: new Float64Array(sources.length).fill(1) };
  const own = [column(({ film }, i) => film[i] as number)];
  const features = [
    column(({ texts }, i) => Math.log(1 + (texts[i] as number))),
    column(({ level }, i) => level[i] as number),
    ...aspects.map((_, a) => column((known, i) => (known.aspects[a] as Float64Array)[i] as number)),
  ];
  const without = chosenRidge(own, panel, learned, choosing);
  const spoken = chosenRidge([...own, ...features], panel, learned, choosing);
  const missed = new Map<number, Missed>();
  for (const n of held) {
    const sums = missed.get(filmOf(n)) ?? { rows: 0, seen: 0, without: 0, with: 0 };
    missed.set(filmOf(n), sums);
    const miss = (forecast: Forecast): number => ((y[n] as number) - forecast(n)) ** 2;
    sums.rows++;
    sums.without += miss(without.forecast);
    sums.with += miss(spoken.forecast);
  }
  return {
    from: Math.floor(judgeFrom / secondsADay),
    ...judged([...missed.values()], spoken.error < without.error, (sum, { rows }) =>
      Math.sqrt(sum / Math.max(1, rows)),
    ),
  };
};
