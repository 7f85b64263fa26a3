/** Records that several rows tell of one thing, made one: a film over several tables, a showing over its ticket types. */
import type { Credit, FilmRecord, ShowingRecord } from "./record.ts";

const creditKey = ({ role, name }: Credit): string => `${role}\n${name}`;

const union = <T>(a: readonly T[], b: readonly T[], keyOf: (item: T) => unknown): readonly T[] => {
  if (b.length === 0) return a;
  const known = new Set(a.map(keyOf));
  return [...a, ...b.filter((item) => !known.has(keyOf(item)))];
};

/** What `first` tells stays; `more` fills what it leaves open and adds to its lists. */
export const combineFilms = (first: FilmRecord, more: FilmRecord): FilmRecord => {
  const gaps = Object.entries(more).filter(
    ([field, value]) => value !== null && first[field as keyof FilmRecord] === null,
  );
  return {
    ...first,
    ...Object.fromEntries(gaps),
    genres: union(first.genres, more.genres, (name) => name),
    keywords: union(first.keywords, more.keywords, (name) => name),
    people: union(first.people, more.people, creditKey),
    versions: union(first.versions, more.versions, (version) => JSON.stringify(version)),
  };
};

export interface WholeShowing {
  readonly showing: ShowingRecord;
  /** Its parts together are more than its seats, "145 / 120": the capacity is unknown then. */
  readonly overfull: string | null;
}

const sum = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

const seats = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** One showing of its parts, in any order. Seats are those of the room, told by each part again. */
export const wholeShowing = (parts: readonly [ShowingRecord, ...ShowingRecord[]]): WholeShowing => {
  const whole = {
    ...parts[0],
    showings: Math.max(...parts.map(({ showings }) => showings)),
    capacity: parts.map(({ capacity }) => capacity).reduce(seats),
    admissions: parts.reduce((guests, { admissions }) => guests + admissions, 0),
    gross: parts.map(({ gross }) => gross).reduce(sum),
  };
  const { capacity, admissions } = whole;
  const over = capacity !== null && admissions > capacity;
  return {
    showing: { ...whole, part: null, capacity: over ? null : capacity },
    overfull: over ? `${admissions} / ${capacity}` : null,
  };
};
