/**
 * What talk adds to a forecast of films' days, by leaving it out: ridge regressions of y on what was known the day before (talk-panel.ts), weighted by w,
 *   without: ŷ = β₀ + Σ_b ρ_b own_b;   with: Σ_b (β_b volume_b + γ_b level_b) besides,
 * columns scaled to deviation 1. Learned from the first three quarters of the days, λ chosen on the last quarter of these, judged on the days after.
 * Gain: Σ |seen − expected e^ŷ| / Σ seen without, less the same with; its interval by bootstrap over whole films, whose days go together
 * (Cameron & Miller 2015). The forecast that both arms start from has seen all days, so only the difference is told of days to come.
 */
import type { TalkBenefit } from "../../../shared/contract/talk.ts";
import { seededRandom } from "../../../shared/domain/random.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";
import type { TalkPanel } from "./talk-panel.ts";

const learnedShare = 0.75;
const fewestFilms = 10;
const penalties = [0.001, 0.01, 0.1, 1, 10]; // λ, of the weights' sum
const draws = 1000;
const seed = 1;

type Column = Float64Array;
type Forecast = (row: number) => number;

const fitted = (
  columns: readonly Column[],
  y: Column,
  w: Column,
  rows: readonly number[],
  λ: number,
): Forecast => {
  const total = rows.reduce((sum, i) => sum + (w[i] as number), 0);
  const mean = (values: Column): number =>
    rows.reduce((sum, i) => sum + (w[i] as number) * (values[i] as number), 0) / total;
  const scaled = columns.map((column) => {
    const centre = mean(column);
    const spread = Math.sqrt(mean(column.map((value) => (value - centre) ** 2)));
    return column.map((value) => (spread > 1e-9 ? (value - centre) / spread : 0));
  });
  const β0 = mean(y);
  const p = columns.length;
  const A = new Float64Array(p * p);
  const b = new Float64Array(p);
  for (const [j, one] of scaled.entries()) {
    for (const [k, other] of scaled.entries())
      A[j * p + k] = mean(one.map((value, i) => value * (other[i] as number))) + (j === k ? λ : 0);
    b[j] = mean(one.map((value, i) => value * ((y[i] as number) - β0)));
  }
  const β = solveFactorised(factorise(A, p), p, b);
  return (row) => scaled.reduce((sum, column, j) => sum + (β[j] as number) * (column[row] as number), β0);
};

interface Arm {
  readonly forecast: Forecast;
  /** Weighted squared error on the days that chose λ. */
  readonly error: number;
}

const chosen = (
  columns: readonly Column[],
  { y, w }: TalkPanel,
  learned: readonly number[],
  choosing: readonly number[],
): Arm => {
  const errorOf = (forecast: Forecast): number =>
    choosing.reduce((sum, i) => sum + (w[i] as number) * ((y[i] as number) - forecast(i)) ** 2, 0);
  const tried = penalties.map((λ) => ({ λ, error: errorOf(fitted(columns, y, w, learned, λ)) }));
  const { λ, error } = tried.reduce((best, one) => (one.error < best.error ? one : best));
  return { forecast: fitted(columns, y, w, [...learned, ...choosing], λ), error };
};

interface Missed {
  seen: number;
  without: number;
  with: number;
}
const gainOf = (films: readonly Missed[]): number => {
  const sum = (of: keyof Missed): number => films.reduce((all, each) => all + each[of], 0);
  return (sum("without") - sum("with")) / Math.max(1, sum("seen"));
};

const interval = (films: readonly Missed[]): { low: number; high: number } => {
  const random = seededRandom(seed);
  const gains = Float64Array.from({ length: draws }, () =>
    gainOf(films.map(() => films[Math.floor(random() * films.length)] as Missed)),
  ).sort();
  return {
    low: gains[Math.floor(0.025 * draws)] as number,
    high: gains[Math.ceil(0.975 * draws) - 1] as number,
  };
};

/** Null where fewer than ten films were spoken of on the days judged, or on those before. */
export const talkBenefit = (panel: TalkPanel): TalkBenefit | null => {
  const days = [...new Set(panel.day)].sort((a, b) => a - b);
  const dayAt = (share: number): number => days[Math.floor(share * days.length)] ?? 0;
  const [chooseFrom, judgeFrom] = [dayAt(learnedShare ** 2), dayAt(learnedShare)];
  const rows = [...panel.day.keys()];
  const between = (from: number, to: number): number[] =>
    rows.filter((i) => (panel.day[i] as number) >= from && (panel.day[i] as number) < to);
  const learned = between(Number.NEGATIVE_INFINITY, chooseFrom);
  const choosing = between(chooseFrom, judgeFrom);
  const judged = between(judgeFrom, Number.POSITIVE_INFINITY);
  const spokenOf = (of: readonly number[]): number =>
    new Set(
      of
        .filter((i) => panel.volume.slice(0, -1).some((column) => (column[i] as number) > 0))
        .map((i) => panel.film[i]),
    ).size;
  if ([learned, choosing, judged].some((of) => spokenOf(of) < fewestFilms)) return null;

  const without = chosen(panel.own, panel, learned, choosing);
  const spoken = chosen(
    [...panel.own, ...panel.volume.slice(0, -1), ...panel.level],
    panel,
    learned,
    choosing,
  );
  const missed = new Map<number, Missed>();
  for (const i of judged) {
    const film = panel.film[i] as number;
    const sums = missed.get(film) ?? { seen: 0, without: 0, with: 0 };
    missed.set(film, sums);
    const [seen, expected] = [panel.seen[i] as number, panel.expected[i] as number];
    const miss = (forecast: Forecast): number => Math.abs(seen - expected * Math.exp(forecast(i)));
    sums.seen += seen;
    sums.without += miss(without.forecast);
    sums.with += miss(spoken.forecast);
  }
  const films = [...missed.values()];
  const share = (of: "without" | "with"): number =>
    films.reduce((sum, each) => sum + each[of], 0) /
    Math.max(
      1,
      films.reduce((sum, { seen }) => sum + seen, 0),
    );
  const gain = { value: gainOf(films), ...interval(films) };
  return {
    films: films.length,
    days: judged.length,
    from: judgeFrom,
    without: share("without"),
    with: share("with"),
    gain,
    chosen: spoken.error < without.error,
    verdict: gain.low > 0 ? "helps" : gain.high < 0 ? "harms" : "none",
  };
};
