/**
 * Figures about few people could betray one of them, and are kept back. Counts that add up to a known total protect each
 * other: what is kept back must not follow by subtraction.
 */

export const usualMinimum = 10;
/** In a group of two, each can take themselves away and knows the other: nothing below three protects anybody. */
export const leastMinimum = 3;
export const mostMinimum = 1000;

/** Null for a group that has somebody in it, but too few. */
export const toldCount = (count: number, minimum: number): number | null =>
  count > 0 && count < minimum ? null : count;

/**
 * Counts of groups that add up to a total everybody can see. Beside those too small, the next smallest are kept back until
 * the groups kept back are at least two and hold `minimum` people together (complementary suppression: Cox, Suppression
 * methodology and statistical disclosure control, JASA 75, 1980).
 */
export const toldParts = (counts: readonly number[], minimum: number): (number | null)[] => {
  const told = counts.map((count) => toldCount(count, minimum));
  const kept = counts.flatMap((count, at) => (told[at] === null ? [count] : []));
  if (kept.length === 0) return told;
  let groups = kept.length;
  let people = kept.reduce((sum, count) => sum + count, 0);
  const next = [...counts.keys()]
    .filter((at) => told[at] !== null && (counts[at] as number) > 0)
    .sort((a, b) => (counts[a] as number) - (counts[b] as number));
  for (const at of next) {
    if (groups >= 2 && people >= minimum) break;
    told[at] = null;
    groups++;
    people += counts[at] as number;
  }
  return told;
};
