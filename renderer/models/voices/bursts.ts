/** Campaign-like bursts: ten or more nearly equal texts on one film or venue within two days; what overlaps is one burst. */
export interface Posted {
  readonly id: number;
  /** Film or venue; equal for texts on the same one. */
  readonly subject: string;
  /** Seconds since 1970. */
  readonly at: number;
  /** The first text that it is like. */
  readonly alike: number;
  /** Too short to tell a copy from what many say by themselves ("great film"). */
  readonly short: boolean;
}

const fewest = 10;
const within = 2 * 86_400;

/** Short texts say the same without anybody's plan. */
export const isShort = (text: string): boolean => {
  let weight = 0;
  for (let at = 0; at < text.length && weight < 24; at++) weight += text.charCodeAt(at) >= 0x2e80 ? 2 : 1;
  return weight < 24;
};

/** For each text of a burst, the id of the burst's first one. */
export const burstsOf = (posted: readonly Posted[]): Map<number, number> => {
  const groups = new Map<string, Posted[]>();
  for (const each of posted) {
    if (each.short) continue;
    const key = `${each.subject} ${each.alike}`;
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  const bursts = new Map<number, number>();
  for (const group of groups.values()) {
    if (group.length < fewest) continue;
    const ordered = [...group].sort((a, b) => a.at - b.at || a.id - b.id);
    let [first, last] = [-1, -1];
    for (let n = 0; n + fewest <= ordered.length; n++) {
      const end = n + fewest - 1;
      if ((ordered[end] as Posted).at - (ordered[n] as Posted).at > within) continue;
      if (n > last) first = n;
      for (let at = Math.max(n, last + 1); at <= end; at++)
        bursts.set((ordered[at] as Posted).id, (ordered[first] as Posted).id);
      last = end;
    }
  }
  return bursts;
};
