/**
 * What talk adds to a forecast of films' days, by leaving it out (ablation.ts): ridge regressions of y on what was known the day before (talk-panel.ts), weighted by w,
 *   without: ŷ = β₀ + Σ_b ρ_b own_b;   with: Σ_b (β_b volume_b + γ_b level_b) besides.
 * Learned from the first three quarters of the days, λ chosen on the last quarter of these, judged on the days after: Σ |seen − expected e^ŷ| / Σ seen.
 * The forecast that both arms start from has seen all days, so only the difference is told of days to come.
 */
import type { TalkBenefit } from "../../../shared/contract/talk.ts";
import { chosenRidge, type Forecast, fewestFilms, judged, type Missed } from "./ablation.ts";
import type { TalkPanel } from "./talk-panel.ts";

const learnedShare = 0.75;

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
  const held = between(judgeFrom, Number.POSITIVE_INFINITY);
  const spokenOf = (of: readonly number[]): number =>
    new Set(
      of
        .filter((i) => panel.volume.slice(0, -1).some((column) => (column[i] as number) > 0))
        .map((i) => panel.film[i]),
    ).size;
  if ([learned, choosing, held].some((of) => spokenOf(of) < fewestFilms)) return null;

  const without = chosenRidge(panel.own, panel, learned, choosing);
  const spoken = chosenRidge(
    [...panel.own, ...panel.volume.slice(0, -1), ...panel.level],
    panel,
    learned,
    choosing,
  );
  const missed = new Map<number, Missed>();
  for (const i of held) {
    const film = panel.film[i] as number;
    const sums = missed.get(film) ?? { rows: 0, seen: 0, without: 0, with: 0 };
    missed.set(film, sums);
    const [seen, expected] = [panel.seen[i] as number, panel.expected[i] as number];
    const miss = (forecast: Forecast): number => Math.abs(seen - expected * Math.exp(forecast(i)));
    sums.rows++;
    sums.seen += seen;
    sums.without += miss(without.forecast);
    sums.with += miss(spoken.forecast);
  }
  return {
    from: judgeFrom,
    ...judged([...missed.values()], spoken.error < without.error, (sum, { seen }) => sum / Math.max(1, seen)),
  };
};
