/**
 * Times in which one screen was unlike itself. Of all spans [a, b] of days of a screen the one is taken whose residuals e sum up furthest
 * from nought, z = |Σ e| / (s √n), if so large a z is rare when residuals are dealt out anew (the scan statistic of Kulldorff 1997 in one
 * dimension, its distribution by permutation). Who looks for a span must not measure it on the same visits: see effects.ts.
 */
import { type Random, seededRandom, shuffle } from "../../../shared/domain/random.ts";

export interface RoomChange {
  readonly screen: number;
  readonly from: number; // days since 1970, both included
  readonly to: number;
}

const shortest = 7;
const longest = 182;
const permutations = 199;
/** Of the permutations so many may have a larger one: 1 %. */
const rank = 1;

interface Span {
  readonly z: number;
  readonly from: number;
  readonly to: number; // excluded
}

/** The span of each screen with the largest z. */
const largestSpans = (
  rowsOf: readonly (readonly number[])[],
  dayOf: Int32Array,
  days: number,
  e: Float64Array,
  s: number,
): Span[] =>
  rowsOf.map((rows) => {
    // Sums before each day.
    const sum = new Float64Array(days + 1);
    const count = new Float64Array(days + 1);
    for (const n of rows) {
      const at = (dayOf[n] as number) + 1;
      sum[at] = (sum[at] as number) + (e[n] as number);
      count[at] = (count[at] as number) + 1;
    }
    for (let at = 1; at <= days; at++) {
      sum[at] = (sum[at] as number) + (sum[at - 1] as number);
      count[at] = (count[at] as number) + (count[at - 1] as number);
    }
    let best: Span = { z: 0, from: 0, to: 0 };
    for (let from = 0; from < days; from++)
      for (let to = from + shortest; to <= Math.min(days, from + longest); to++) {
        const n = (count[to] as number) - (count[from] as number);
        const total = Math.abs((sum[to] as number) - (sum[from] as number));
        if (n > 0 && total > best.z * s * Math.sqrt(n)) best = { z: total / (s * Math.sqrt(n)), from, to };
      }
    return best;
  });

const mostChanges = 8;

/**
 * The largest change first; where other rooms were its control, they look changed until it is taken away: `residualsBeside` tells the
 * residuals with the changes found so far beside the other terms. `day` counts from 1970; rows that are not `chosen` are not looked at.
 */
export const roomChanges = async (
  screen: Int32Array,
  day: Int32Array,
  residualsBeside: (changes: readonly RoomChange[]) => Promise<Float64Array>,
  chosen: (n: number) => boolean,
  step: () => Promise<void>,
  random: Random = seededRandom(1),
): Promise<RoomChange[]> => {
  const rows = [...screen.keys()].filter(chosen);
  const first = rows.reduce((least, n) => Math.min(least, day[n] as number), Number.POSITIVE_INFINITY);
  const last = rows.reduce((most, n) => Math.max(most, day[n] as number), Number.NEGATIVE_INFINITY);
  if (!(last - first >= shortest)) return [];
  const dayOf = Int32Array.from(rows, (n) => (day[n] as number) - first);
  const screens = [...new Set(rows.map((n) => screen[n] as number))];
  const rowsOf = screens.map((id) => [...rows.keys()].filter((at) => screen[rows[at] as number] === id));
  const largest = (e: Float64Array): Span[] => {
    const s = Math.sqrt(e.reduce((sum, value) => sum + value ** 2, 0) / e.length);
    return largestSpans(rowsOf, dayOf, last - first + 1, e, s);
  };
  const residuals = async (changes: readonly RoomChange[]): Promise<Float64Array> => {
    const all = await residualsBeside(changes);
    return Float64Array.from(rows, (n) => all[n] as number);
  };
  let e = await residuals([]);
  const dealt: number[] = [];
  for (let turn = 0; turn < permutations; turn++) {
    dealt.push(Math.max(...largest(shuffle(e.slice(), random)).map(({ z }) => z)));
    await step();
  }
  const threshold = dealt.sort((a, b) => b - a)[rank] as number;
  const changes: RoomChange[] = [];
  while (changes.length < mostChanges) {
    const spans = largest(e);
    const at = spans.reduce((best, { z }, place) => (z > (spans[best] as Span).z ? place : best), 0);
    const { z, from, to } = spans[at] as Span;
    if (z <= threshold) break;
    changes.push({ screen: screens[at] as number, from: first + from, to: first + to - 1 });
    e = await residuals(changes);
  }
  return changes;
};
