/** What was so at each visit, as columns of 0 and 1 (price in units of the currency). */
import type { Visits } from "../../../shared/domain/experience.ts";
import { type Condition, lateFrom, longFrom } from "../../../shared/domain/experience-report.ts";
import { dayPartOf } from "../../../shared/domain/slate.ts";

export interface FilmFacts {
  readonly runtime: number; // minutes, 0 = unknown
  readonly language: string; // "" = unknown
}

export interface ConditionColumn {
  readonly condition: Condition;
  readonly values: Float64Array;
}

/** The value that occurs most often; null of none. */
const mostCommon = <T>(values: Iterable<T>): T | null => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<readonly [T | null, number]>(
    (most, [value, count]) => (count > most[1] ? [value, count] : most),
    [null, 0],
  )[0];
};

/** Monday = 0; 1970-01-01 was a Thursday. */
export const weekdayOfDay = (day: number): number => (((day + 3) % 7) + 7) % 7;

const halfFull = 0.5;
const nearlyFull = 0.85;
const mostUnknownPrices = 0.2;

const columnOf = (visits: number, holds: (n: number) => boolean): Float64Array =>
  Float64Array.from({ length: visits }, (_, n) => (holds(n) ? 1 : 0));

const priceColumn = ({ price }: Visits): Float64Array | null => {
  const known = price.filter((value) => !Number.isNaN(value));
  if (known.length < (1 - mostUnknownPrices) * price.length || known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Float64Array.from(price, (value) => (Number.isNaN(value) ? 0 : value - mean));
};

export const conditionsOf = (visits: Visits, films: ReadonlyMap<number, FilmFacts>): ConditionColumn[] => {
  const { film, screen, day, start, seats, filled, version, versions } = visits;
  const count = film.length;
  const shown = (n: number) => versions[version[n] as number];
  const isDubbed = (n: number): boolean => {
    const its = shown(n);
    const language = films.get(film[n] as number)?.language ?? "";
    return its !== undefined && language !== "" && its.subtitles === null && its.audio !== language;
  };
  const subtitles = (n: number): string => shown(n)?.subtitles ?? "";
  const visited = [...film.keys()];
  const usualFormat = mostCommon(visited.flatMap((n) => shown(n)?.format ?? []));
  const usualSubtitles = mostCommon(visited.map(subtitles).filter((language) => language !== ""));
  const usualScreen = mostCommon(screen);
  const others = <T>(values: Iterable<T>, usual: T | null): T[] =>
    [...new Set(values)].filter((each) => each !== usual);
  const columns: ConditionColumn[] = [];
  const add = (condition: Condition, holds: (n: number) => boolean): void =>
    void columns.push({ condition, values: columnOf(count, holds) });
  for (const format of others(
    visited.flatMap((n) => shown(n)?.format ?? []),
    usualFormat,
  ))
    add({ kind: "format", format }, (n) => shown(n)?.format === format);
  add({ kind: "dubbed" }, isDubbed);
  for (const language of others(visited.map(subtitles), usualSubtitles).filter((each) => each !== ""))
    add({ kind: "subtitles", language }, (n) => subtitles(n) === language);
  for (const part of ["morning", "afternoon", "late"] as const)
    add({ kind: "dayPart", part }, (n) => dayPartOf(start[n] as number) === part);
  add(
    { kind: "longAndLate" },
    (n) => (start[n] as number) >= lateFrom && (films.get(film[n] as number)?.runtime ?? 0) >= longFrom,
  );
  const taken = (n: number): number => filled[n] as number;
  add(
    { kind: "filled", from: halfFull, to: nearlyFull },
    (n) => taken(n) > halfFull && taken(n) <= nearlyFull,
  );
  add({ kind: "filled", from: nearlyFull, to: 1 }, (n) => taken(n) > nearlyFull);
  add({ kind: "weekend" }, (n) => weekdayOfDay(day[n] as number) > 4);
  add({ kind: "company", seats: "alone" }, (n) => seats[n] === 1);
  add({ kind: "company", seats: "group" }, (n) => (seats[n] as number) >= 3);
  const price = priceColumn(visits);
  if (price) columns.push({ condition: { kind: "price" }, values: price });
  for (const id of others(screen, usualScreen)) add({ kind: "screen", screen: id }, (n) => screen[n] === id);
  return columns;
};

/** What is asked of one audience: fewer things, since it made fewer visits. */
export const audienceConditions = (
  visits: Visits,
  columns: readonly ConditionColumn[],
): ConditionColumn[] => [
  {
    condition: { kind: "matinee" },
    values: columnOf(
      visits.start.length,
      (n) => dayPartOf(visits.start[n] as number) in { morning: 0, afternoon: 0 },
    ),
  },
  ...columns.filter(
    ({ condition: { kind, ...its } }) =>
      ["format", "dubbed", "longAndLate", "filled"].includes(kind) || ("part" in its && its.part === "late"),
  ),
];
