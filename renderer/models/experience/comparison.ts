/**
 * Whom a visit is compared with: visits of the same member, of the same film in the same calendar week, and of members with like habits.
 */
import type { Visits } from "../../../shared/domain/experience.ts";
import type { Outcome } from "../../../shared/domain/experience-report.ts";
import { weekdayOfDay } from "./conditions.ts";
import type { Grouping } from "./partial-out.ts";

const codesOf = (keys: Iterable<number | string>): { codes: Int32Array; groups: number } => {
  const known = new Map<number | string, number>();
  const codes = Int32Array.from(keys as Iterable<number>, (key) => {
    const code = known.get(key) ?? known.size;
    known.set(key, code);
    return code;
  });
  return { codes, groups: known.size };
};

const weekOf = (day: number): number => day - weekdayOfDay(day);

/** A member or a film's week with one visit alone says nothing of the visit. */
export const comparable = ({ member, film, day }: Visits, rows: readonly number[]): number[] => {
  for (let kept = [...rows]; ; ) {
    const members = new Map<number, number>();
    const weeks = new Map<string, number>();
    const weekOfRow = (n: number): string => `${film[n]} ${weekOf(day[n] as number)}`;
    for (const n of kept) {
      members.set(member[n] as number, (members.get(member[n] as number) ?? 0) + 1);
      weeks.set(weekOfRow(n), (weeks.get(weekOfRow(n)) ?? 0) + 1);
    }
    const next = kept.filter(
      (n) => (members.get(member[n] as number) ?? 0) > 1 && (weeks.get(weekOfRow(n)) ?? 0) > 1,
    );
    if (next.length === kept.length) return kept;
    kept = next;
  }
};

export const habitCount = 5;
/** Visits of an average member that stand beside one's own. */
const shrinkage = 4;

/** Shares of mornings, afternoons, late shows and weekends, and seats a visit; standardised over visits. [visits x 5] */
export const habitsOf = ({ member, start, day, seats }: Visits): Float64Array => {
  const facts = (n: number): number[] => {
    const at = start[n] as number;
    return [
      at < 720 ? 1 : 0,
      at >= 720 && at < 1020 ? 1 : 0,
      at >= 1260 ? 1 : 0,
      weekdayOfDay(day[n] as number) > 4 ? 1 : 0,
      seats[n] as number,
    ];
  };
  const sums = new Map<number, Float64Array>();
  const visits = new Map<number, number>();
  const all = new Float64Array(habitCount);
  for (const [n, u] of member.entries()) {
    const own = sums.get(u) ?? new Float64Array(habitCount);
    for (const [k, value] of facts(n).entries()) {
      own[k] = (own[k] as number) + value;
      all[k] = (all[k] as number) + value / member.length;
    }
    sums.set(u, own);
    visits.set(u, (visits.get(u) ?? 0) + 1);
  }
  const H = new Float64Array(member.length * habitCount);
  for (const [n, u] of member.entries()) {
    const own = sums.get(u) as Float64Array;
    const count = visits.get(u) as number;
    for (let k = 0; k < habitCount; k++)
      H[n * habitCount + k] = ((own[k] as number) + shrinkage * (all[k] as number)) / (count + shrinkage);
  }
  for (let k = 0; k < habitCount; k++) {
    let [sum, squares] = [0, 0];
    for (let n = 0; n < member.length; n++) {
      sum += H[n * habitCount + k] as number;
      squares += (H[n * habitCount + k] as number) ** 2;
    }
    const mean = sum / member.length;
    const sd = Math.sqrt(Math.max(1e-12, squares / member.length - mean ** 2));
    for (let n = 0; n < member.length; n++)
      H[n * habitCount + k] = ((H[n * habitCount + k] as number) - mean) / sd;
  }
  return H;
};

/** Terms that every visit is freed of. */
export const groupingsOf = (
  { member, film, day }: Visits,
  rows: readonly number[],
  H: Float64Array,
  outcome: Outcome,
): Grouping[] => [
  // Whoever stayed away did not return from the last visit: members are not compared with themselves.
  ...(outcome === "rating" ? [codesOf(rows.map((n) => member[n] as number))] : []),
  codesOf(rows.map((n) => `${film[n]} ${weekOf(day[n] as number)}`)),
  {
    ...codesOf(rows.map((n) => film[n] as number)),
    slopes: {
      values: Float64Array.from(rows.flatMap((n) => [...H.subarray(n * habitCount, (n + 1) * habitCount)])),
      k: habitCount,
    },
  },
];
