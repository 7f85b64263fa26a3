/** What is worth a look: turns in how a film or a house is spoken of, and bursts of copies, each with the texts that explain it. */
import type { Alert, SubjectKind } from "../../../shared/contract/reputation.ts";
import type { Said } from "../../../shared/contract/said.ts";
import { aspects } from "../../../shared/domain/voices.ts";
import { turnsOf } from "./change-points.ts";

const day = 86_400;
const after = 14 * day;
const before = 60 * day;
const shown = 6;
const fewestEach = 3; // texts of a film before and after
const leastMoved = 0.06; // half of what a turn is at least
export const isoDay = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
const at = (column: ArrayLike<number>, n: number): number => column[n] as number;

/** Aspects that are praised or blamed at least twice as often as before, most grown first. */
const grownAspects = (said: Said, sign: number, earlier: readonly number[], later: readonly number[]) => {
  const rates = (rows: readonly number[]): number[] => {
    const held = new Set(rows);
    const counts = aspects.map(() => 0);
    const { of, aspects: which, feelings } = said.mentions;
    for (let m = 0; m < of.length; m++)
      if (held.has(of[m] as number) && sign * (feelings[m] as number) > 0)
        counts[which[m] as number] = (counts[which[m] as number] as number) + 1;
    return counts.map((count) => count / Math.max(1, rows.length));
  };
  const [was, is] = [rates(earlier), rates(later)];
  return aspects
    .map((aspect, k) => ({ aspect, was: was[k] as number, is: is[k] as number }))
    .filter((each) => each.is >= 0.1 && each.is >= 2 * each.was)
    .sort((a, b) => b.is - b.was - (a.is - a.was))
    .slice(0, 3)
    .map(({ aspect }) => aspect);
};

/** Feelings without what the films themselves differ by, around the mean of all: somebody's films come one after another. */
const withoutFilms = (said: Said, rows: readonly number[]): number[] => {
  const sums = new Map<number, { praise: number; texts: number }>();
  let whole = 0;
  for (const n of rows) {
    const sum = sums.get(at(said.films, n)) ?? { praise: 0, texts: 0 };
    sum.praise += at(said.positive, n);
    sum.texts++;
    whole += at(said.positive, n) / rows.length;
    sums.set(at(said.films, n), sum);
  }
  return rows.map((n) => {
    const { praise, texts } = sums.get(at(said.films, n)) as { praise: number; texts: number };
    return at(said.positive, n) - praise / texts + whole;
  });
};

const turnAlerts = (said: Said, rows: readonly number[], feelings?: readonly number[]): Alert[] => {
  const own = rows.filter((n) => said.bursts[n] === 0);
  return turnsOf(feelings ?? own.map((n) => at(said.positive, n))).map((turn) => {
    const when = at(said.at, own[turn.at] as number);
    const sign = turn.after > turn.before ? 1 : -1;
    const later = own.filter((n) => at(said.at, n) >= when && at(said.at, n) < when + after);
    const earlier = own.filter((n) => at(said.at, n) < when && at(said.at, n) >= when - before);
    return {
      kind: sign > 0 ? "rise" : "fall",
      at: isoDay(when),
      ...{ before: turn.before, after: turn.after, texts: later.length },
      aspects: grownAspects(said, sign, earlier, later),
      evidence: [...later]
        .filter((n) => said.copies[n] === 0)
        .sort((a, b) => sign * ((said.positive[b] as number) - (said.positive[a] as number)))
        .slice(0, shown)
        .map((n) => said.ids[n] as number),
    };
  });
};

const burstAlerts = (said: Said, rows: readonly number[]): Alert[] => {
  const bursts = new Map<number, number[]>();
  for (const n of rows) {
    const first = said.bursts[n] as number;
    if (first !== 0) bursts.set(first, [...(bursts.get(first) ?? []), n]);
  }
  return [...bursts.values()].map((burst) => {
    const from = at(said.at, burst[0] as number);
    const mean = (of: readonly number[]): number =>
      of.reduce((sum, n) => sum + (said.positive[n] as number), 0) / Math.max(1, of.length);
    return {
      kind: "burst",
      at: isoDay(from),
      before: mean(rows.filter((n) => said.bursts[n] === 0)),
      after: mean(burst),
      texts: burst.length,
      aspects: [],
      evidence: burst.slice(0, shown).map((n) => said.ids[n] as number),
    };
  });
};

/** In how all films of a person, studio or series are spoken of: what turns in one alone is that film's. */
const sharedTurns = (said: Said, rows: readonly number[]): Alert[] => {
  const own = rows.filter((n) => said.bursts[n] === 0);
  return turnAlerts(said, own, withoutFilms(said, own)).filter((alert) => {
    const when = Date.parse(`${alert.at}T00:00:00Z`) / 1000;
    const sign = alert.kind === "rise" ? 1 : -1;
    const parts = new Map<number, { earlier: number[]; later: number[] }>();
    for (const n of own) {
      const part = parts.get(at(said.films, n)) ?? { earlier: [], later: [] };
      (at(said.at, n) < when ? part.earlier : part.later).push(at(said.positive, n));
      parts.set(at(said.films, n), part);
    }
    const mean = (of: readonly number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
    const moved = [...parts.values()].filter(
      ({ earlier, later }) =>
        earlier.length >= fewestEach &&
        later.length >= fewestEach &&
        sign * (mean(later) - mean(earlier)) >= leastMoved,
    );
    return moved.length > 1;
  });
};

export const alertsOf = (kind: SubjectKind, said: Said, rows: readonly number[]): Alert[] =>
  (kind === "film" || kind === "venue"
    ? [...turnAlerts(said, rows), ...burstAlerts(said, rows)]
    : sharedTurns(said, rows)
  ).sort((a, b) => (a.at < b.at ? 1 : -1));
