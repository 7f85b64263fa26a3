/** What the views of a week count. */
import type { TimesOf } from "../../../../shared/domain/showing-times.ts";
import {
  type Candidate,
  dayPartOf,
  type IsoDate,
  type Minutes,
  type ScheduledShowing,
} from "../../../../shared/domain/slate.ts";

const quarter = 15;

export interface QuarterHour {
  readonly from: Minutes;
  readonly starts: number; // programmes that begin
  readonly ends: number; // films that end: people leave, cleaning begins
}

/** Starts and ends by quarter hour, from the first in which anything happens to the last. */
export const quarterHours = (timesOf: TimesOf, showings: readonly ScheduledShowing[]): QuarterHour[] => {
  const starts = new Map<number, number>();
  const ends = new Map<number, number>();
  const count = (counts: Map<number, number>, time: Minutes): void => {
    const at = Math.floor(time / quarter);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  };
  for (const showing of showings) {
    count(starts, showing.start);
    count(ends, timesOf(showing).end);
  }
  const busy = [...starts.keys(), ...ends.keys()];
  if (busy.length === 0) return [];
  const first = Math.min(...busy);
  return Array.from({ length: Math.max(...busy) - first + 1 }, (_, at) => ({
    from: (first + at) * quarter,
    starts: starts.get(first + at) ?? 0,
    ends: ends.get(first + at) ?? 0,
  }));
};

/** The quarter hour in which most happens; the first of equals. */
export const busiest = (quarters: readonly QuarterHour[]): QuarterHour | undefined =>
  quarters.reduce<QuarterHour | undefined>(
    (most, each) => (most && most.starts + most.ends >= each.starts + each.ends ? most : each),
    undefined,
  );

export interface FilmFigures {
  readonly film: number;
  readonly showings: number;
  readonly matinees: number; // before 17:00
  readonly evenings: number;
  readonly admissions: number;
  /** Days with fewer showings than the distributor asks for. */
  readonly short: readonly IsoDate[];
}

export interface DistributorFigures {
  readonly distributor: string | null;
  readonly films: readonly FilmFigures[]; // most showings first
}

/** Most showings first. Films of the slate without a showing count: their terms are the furthest from met. */
export const byDistributor = (
  candidates: readonly Candidate[],
  slate: readonly number[],
  days: readonly IsoDate[],
  showings: readonly ScheduledShowing[],
  admissionsOf: (id: string) => number,
): DistributorFigures[] => {
  const asked = new Set(slate);
  const groups = new Map<string | null, FilmFigures[]>();
  for (const { film, distributor, minShowsPerDay } of candidates) {
    const of = showings.filter((showing) => showing.film === film);
    if (of.length === 0 && !asked.has(film)) continue;
    const matinees = of.filter(
      ({ start }) => dayPartOf(start) === "morning" || dayPartOf(start) === "afternoon",
    );
    const figures = {
      film,
      showings: of.length,
      matinees: matinees.length,
      evenings: of.length - matinees.length,
      admissions: of.reduce((sum, { id }) => sum + admissionsOf(id), 0),
      short: days.filter((day) => of.filter(({ date }) => date === day).length < minShowsPerDay),
    };
    groups.set(distributor, [...(groups.get(distributor) ?? []), figures]);
  }
  const total = ({ films }: DistributorFigures): number =>
    films.reduce((sum, film) => sum + film.showings, 0);
  return [...groups]
    .map(([distributor, films]) => ({
      distributor,
      films: films.toSorted((a, b) => b.showings - a.showings || a.film - b.film),
    }))
    .sort((a, b) => total(b) - total(a));
};
