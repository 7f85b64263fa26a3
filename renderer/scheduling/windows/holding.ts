/**
 * What films keep from one week to the next, and how rivals are felt, from film weeks here:
 *   log a_f,t+1 − log a_f,t − (log S_t+1 − log S_t) = log d − log(1 + θ C_f,t+1) + log(1 + θ C_f,t) + ε
 *   C_f,t = Σ_g≠f o_fg m_g d^age        a: admissions a day played;  o: audience overlap;  m: size against a usual opening
 * θ on a grid under log θ ~ N(log ½, 1), log d ~ N(log 0.6, 0.4²); little history leaves both near there and their draws wide.
 */
import type { AttendanceDays } from "../../../shared/domain/attendance.ts";
import { normal, type Random } from "../../../shared/domain/random.ts";
import { type Season, wholeWeeks } from "./season.ts";

export interface Played {
  readonly film: number;
  readonly like: number | null;
}
export interface Felt {
  readonly hold: number; // d
  readonly competition: number; // θ
}
export interface Holding {
  readonly pairs: number;
  readonly mean: Felt;
  /** Admissions of a usual film's opening week, its spread as a standard deviation of logs; null where none was seen. */
  readonly opening: {
    readonly admissions: number;
    readonly spread: number;
    readonly like: number | null;
  } | null;
  draw(random: Random): Felt;
}

const grid = Array.from({ length: 25 }, (_, n) => 0.05 * 100 ** (n / 24));
const priorCompetition = { mean: Math.log(0.5), deviation: 1 };
const priorHold = { mean: Math.log(0.6), deviation: 0.4 };
const usualNoise = 0.35;
const fewestDays = 5;
const fewestAdmissions = 10;
/** A film's first week may be seen from its second on. */
const mostHold = 0.98;

interface FilmWeek {
  admissions: number;
  readonly days: Set<number>;
}

export const holdingOf = (
  data: AttendanceDays,
  first: number,
  season: Season,
  played: readonly Played[],
  overlap: readonly (readonly number[])[],
): Holding => {
  const { from, weeks, weekOf } = wholeWeeks(data, first);
  const indexOf = new Map(played.map(({ film }, at) => [film, at]));
  const cells = played.map(() => new Map<number, FilmWeek>());
  const firstDay = new Map<number, number>();
  for (let i = 0; i < data.day.length; i++) {
    const film = indexOf.get(data.film[i] as number);
    if (film === undefined) continue;
    const day = data.day[i] as number;
    firstDay.set(film, Math.min(firstDay.get(film) ?? day, day));
    const week = weekOf(day);
    if (week < 0) continue;
    const cell = cells[film]?.get(week) ?? { admissions: 0, days: new Set() };
    cell.admissions += data.admissions[i] as number;
    cell.days.add(day);
    cells[film]?.set(week, cell);
  }
  const seasonAt = Array.from({ length: weeks }, (_, week) => season.at(from + 7 * week));
  /** Weeks of a film that can be told of: most days played, and more than a handful came. */
  const daily = (film: number, week: number): number | null => {
    const cell = cells[film]?.get(week);
    return cell && cell.days.size >= fewestDays && cell.admissions >= fewestAdmissions
      ? cell.admissions / cell.days.size
      : null;
  };
  /** Films whose first day lies after the first week known: their openings were seen. */
  const openings = played.flatMap((_, film) => {
    const day = firstDay.get(film) ?? 0;
    const week = weekOf(day);
    const cell = cells[film]?.get(week);
    return week > 0 && cell && cell.days.size > 0
      ? [
          {
            film,
            week,
            admissions: (7 * cell.admissions) / cell.days.size / Math.exp(seasonAt[week] as number),
          },
        ]
      : [];
  });
  const logs = openings
    .filter(({ admissions }) => admissions > 0)
    .map(({ admissions }) => Math.log(admissions));
  const meanLog = logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length);
  const spread = Math.sqrt(
    logs.reduce((sum, log) => sum + (log - meanLog) ** 2, 0) / Math.max(1, logs.length - 1),
  );
  const sizeOf = new Map(
    openings.map(({ film, admissions }) => [film, logs.length > 0 ? admissions / Math.exp(meanLog) : 1]),
  );

  const strengthsAt = (week: number, hold: number): Map<number, number> => {
    const strengths = new Map<number, number>();
    for (const film of cells.keys()) {
      if (!cells[film]?.has(week)) continue;
      const age = Math.max(0, week - weekOf(Math.max(from, firstDay.get(film) ?? from)));
      strengths.set(film, (sizeOf.get(film) ?? 1) * hold ** age);
    }
    return strengths;
  };
  const strengths = Array.from({ length: weeks }, (_, week) => strengthsAt(week, Math.exp(priorHold.mean)));
  const rivalry = (film: number, week: number): number => {
    let sum = 0;
    for (const [other, strength] of strengths[week] ?? [])
      if (other !== film) sum += (overlap[film]?.[other] ?? 0) * strength;
    return sum;
  };
  const pairs: { readonly change: number; readonly before: number; readonly after: number }[] = [];
  for (const film of cells.keys())
    for (let week = 0; week + 1 < weeks; week++) {
      const [one, next] = [daily(film, week), daily(film, week + 1)];
      if (one === null || next === null) continue;
      pairs.push({
        change: Math.log(next / one) - ((seasonAt[week + 1] as number) - (seasonAt[week] as number)),
        before: rivalry(film, week),
        after: rivalry(film, week + 1),
      });
    }

  const fits = grid.map((competition) => {
    const rest = pairs.map(
      ({ change, before, after }) =>
        change + Math.log(1 + competition * after) - Math.log(1 + competition * before),
    );
    const sum = rest.reduce((total, each) => total + each, 0);
    return { competition, rest, sum };
  });
  const squaresOf = (rest: readonly number[], mean: number): number =>
    rest.reduce((total, each) => total + (each - mean) ** 2, 0);
  const least = Math.min(...fits.map(({ rest, sum }) => squaresOf(rest, sum / Math.max(1, rest.length))));
  const noise = pairs.length > 2 ? Math.max(0.05, Math.sqrt(least / (pairs.length - 2))) : usualNoise;
  const precision = pairs.length / noise ** 2 + priorHold.deviation ** -2;
  const posterior = fits.map(({ competition, rest, sum }) => {
    const mean = (sum / noise ** 2 + priorHold.mean / priorHold.deviation ** 2) / precision;
    const log =
      -squaresOf(rest, mean) / (2 * noise ** 2) -
      (mean - priorHold.mean) ** 2 / (2 * priorHold.deviation ** 2) -
      (Math.log(competition) - priorCompetition.mean) ** 2 / (2 * priorCompetition.deviation ** 2);
    return { competition, mean, log };
  });
  const top = Math.max(...posterior.map(({ log }) => log));
  const weights = posterior.map(({ log }) => Math.exp(log - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const expected = (of: (at: (typeof posterior)[number]) => number): number =>
    posterior.reduce((sum, at, n) => sum + ((weights[n] as number) / total) * of(at), 0);
  const likes = openings.flatMap(({ film }) => played[film]?.like ?? []);
  return {
    pairs: pairs.length,
    mean: {
      hold: Math.min(mostHold, Math.exp(expected(({ mean }) => mean))),
      competition: Math.exp(expected(({ competition }) => Math.log(competition))),
    },
    opening:
      logs.length === 0
        ? null
        : {
            admissions: Math.exp(meanLog),
            spread,
            like: likes.length === 0 ? null : likes.reduce((sum, like) => sum + like, 0) / likes.length,
          },
    draw: (random) => {
      let left = random() * total;
      const at = weights.findIndex((weight) => {
        left -= weight;
        return left <= 0;
      });
      const { competition, mean } = posterior[Math.max(0, at)] as (typeof posterior)[number];
      return {
        competition,
        hold: Math.min(mostHold, Math.exp(mean + normal(random) / Math.sqrt(precision))),
      };
    },
  };
};
