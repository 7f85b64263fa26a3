/**
 * A bound before any programme is solved: every screen alone takes its best day, rules between screens and losses by repeats
 * left out. Weighted interval scheduling by dynamic programming (Kleinberg & Tardos, Algorithm Design, 2005, section 6.1):
 *   best(t) = max(best(t + 1), max over choices j starting at t of v_j + best(clear_j))
 */
import type { DayProblem } from "./day-problem.ts";

export const quickBound = ({ choices, screens, slotCount, lockedValue }: DayProblem): number => {
  const starting = Array.from({ length: screens }, () =>
    Array.from({ length: slotCount }, (): { clear: number; value: number }[] => []),
  );
  for (const { screen, slot, slots, value } of choices)
    starting[screen]?.[slot]?.push({ clear: Math.min(slotCount, slot + slots), value });
  let total = lockedValue;
  for (const screen of starting) {
    const best = new Float64Array(slotCount + 1);
    for (let t = slotCount - 1; t >= 0; t--) {
      let most = best[t + 1] as number;
      for (const { clear, value } of screen[t] ?? []) most = Math.max(most, value + (best[clear] as number));
      best[t] = most;
    }
    total += best[0] as number;
  }
  return total;
};
