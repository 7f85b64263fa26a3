/**
 * Where shots end. With D_k how far frame k is from the one before (frame.ts), a hard cut lies before frame k where
 *   D_k ≥ τ + c · median of D within `around` seconds, itself left out   (an adaptive threshold on a sliding window: Yeo & Liu 1995),
 *   D_k is the largest within `least` frames, and
 *   E_k, E_{k+1}, E_{k+2} ≥ D_k / 2 with E_k = d(k − 3, k): what was before does not come back at once, as it does after a flash of one or two frames.
 * Frames darker than `black` in a run between pictures are a passage: one end of a shot, at the hard cut out of it or into it, else in its middle.
 * Dissolves from picture to picture are not found.
 */
import { apart, type Frame } from "./frame.ts";

const τ = 0.16;
const c = 2;
const around = 0.3;
const least = 2;
/** Frames that a flash lasts at most. */
const flash = 2;
const black = 4;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export interface ShotFinder {
  /** In order of time, seconds. */
  add(frame: Frame, at: number): void;
  /** Seconds at which shots end, ascending. */
  cuts(): number[];
}

export const shotFinder = (): ShotFinder => {
  const times: number[] = [];
  const D: number[] = []; // D[k], of the frame before and frame k; D[0] = 0
  const E: (number | null)[] = [];
  const dark: boolean[] = [];
  let recent: Frame[] = [];

  const isCut = (k: number): boolean => {
    const value = D[k] as number;
    if (value < τ) return false;
    for (let n = Math.max(1, k - least); n <= k + least; n++)
      if (n !== k && ((D[n] ?? 0) > value || (D[n] === value && n < k))) return false;
    const near: number[] = [];
    const at = times[k] as number;
    for (let n = k - 1; n >= 1 && at - (times[n] as number) <= around; n--) near.push(D[n] as number);
    for (let n = k + 1; n < D.length && (times[n] as number) - at <= around; n++) near.push(D[n] as number);
    if (value < τ + c * median(near)) return false;
    return E.slice(k, k + flash + 1).every((apartFor) => apartFor === null || apartFor >= value / 2);
  };

  /** Runs of dark frames between pictures: [first, after the last). */
  const passages = (): [number, number][] => {
    const runs: [number, number][] = [];
    for (let k = 0; k < dark.length; ) {
      let end = k;
      while (end < dark.length && dark[end]) end++;
      if (end > k && k > 0 && end < dark.length) runs.push([k, end]);
      k = end + 1;
    }
    return runs;
  };

  return {
    add(frame, at) {
      const before = recent.at(-1);
      D.push(before ? apart(before, frame) : 0);
      times.push(at);
      dark.push(frame.brightness < black);
      const earlier = recent[recent.length - flash - 1];
      E.push(earlier ? apart(earlier, frame) : null);
      recent = [...recent, frame].slice(-flash - 1);
    },
    cuts() {
      const hard = new Set([...D.keys()].filter((k) => k > 0 && isCut(k)));
      const ends = new Set(hard);
      const between: number[] = [];
      for (const [first, after] of passages()) {
        for (let k = first; k <= after; k++) ends.delete(k);
        if (hard.has(after)) ends.add(after);
        else if (hard.has(first)) ends.add(first);
        else between.push(((times[first] as number) + (times[after] as number)) / 2);
      }
      return [...[...ends].map((k) => times[k] as number), ...between].sort((a, b) => a - b);
    },
  };
};
