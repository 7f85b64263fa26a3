/** Times in which a screen pleased less than it usually does: changes of rooms (room-changes.ts) in what ratings leave over beside member and film. */
import type { Visits } from "../../../shared/domain/experience.ts";
import { type RoomChange, roomChanges } from "../experience/room-changes.ts";

const fewestRated = 1000;

const lessMeans = (values: Float64Array, rows: readonly number[], keyOf: (n: number) => number): void => {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const n of rows) {
    const its = sums.get(keyOf(n)) ?? { sum: 0, count: 0 };
    its.sum += values[n] as number;
    its.count++;
    sums.set(keyOf(n), its);
  }
  for (const n of rows) {
    const { sum, count } = sums.get(keyOf(n)) as { sum: number; count: number };
    values[n] = (values[n] as number) - sum / count;
  }
};

const inside =
  ({ screen, day }: Visits, { screen: its, from, to }: RoomChange) =>
  (n: number) =>
    screen[n] === its && (day[n] as number) >= from && (day[n] as number) <= to;

/** Of the visits before `until` (days since 1970). */
export const worseRooms = async (
  visits: Visits,
  until: number,
  step: () => Promise<void>,
): Promise<RoomChange[]> => {
  const rows = [...visits.member.keys()].filter(
    (n) => !Number.isNaN(visits.rating[n] as number) && (visits.day[n] as number) < until,
  );
  if (rows.length < fewestRated) return [];
  const chosen = new Set(rows);
  const e = Float64Array.from(visits.rating);
  for (let pass = 0; pass < 4; pass++) {
    lessMeans(e, rows, (n) => visits.film[n] as number);
    lessMeans(e, rows, (n) => visits.member[n] as number);
  }
  const meanOf = (change: RoomChange): number => {
    const its = rows.filter(inside(visits, change));
    return its.reduce((sum, n) => sum + (e[n] as number), 0) / Math.max(1, its.length);
  };
  const changes = await roomChanges(
    visits.screen,
    visits.day,
    async (found) => {
      const rest = e.slice();
      for (const change of found) {
        const mean = meanOf(change);
        for (const n of rows.filter(inside(visits, change))) rest[n] = (rest[n] as number) - mean;
      }
      return rest;
    },
    (n) => chosen.has(n),
    step,
  );
  return changes.filter((change) => meanOf(change) < 0);
};
