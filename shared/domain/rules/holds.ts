/** Where showings that hold their screen beyond their film would hold it twice. */
import type { Minutes } from "../slate.ts";

interface Hold<T> {
  readonly of: T;
  readonly from: Minutes;
  readonly to: Minutes;
  /** Whether the rule asks it to be held on after the film. */
  readonly inScope: boolean;
}

interface DoublyHeld<T> {
  readonly holds: readonly Hold<T>[];
  readonly minutes: Minutes; // for each showing more than one
}

/** Of one screen and day: every set of holds that stand together, one in scope among them, with the minutes that this lasts. */
export const doublyHeld = <T>(holds: readonly Hold<T>[]): DoublyHeld<T>[] => {
  const turns = [...new Set(holds.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const found = new Map<string, DoublyHeld<T>>();
  for (const [n, turn] of turns.entries()) {
    const together = holds.filter(({ from, to }) => from <= turn && turn < to);
    if (together.length < 2 || !together.some(({ inScope }) => inScope)) continue;
    const key = together.map((hold) => holds.indexOf(hold)).join();
    const lasts = ((turns[n + 1] ?? turn) - turn) * (together.length - 1);
    found.set(key, { holds: together, minutes: (found.get(key)?.minutes ?? 0) + lasts });
  }
  return [...found.values()];
};
