/**
 * How films that play on one day divide an audience that would like either.
 *
 *   r(f, d) = sum_(g != f) o_fg A_g / sum_g A_g   over the films g that play on day d
 *
 *   o_fg: 0..1, the share of those who would like f who would like g too, as the preference model predicts it; else shared traits over
 *   all traits of both.
 *   A_g: what film g drew a day in the seven days before d; a film that did not play counts as the mean of the three biggest.
 */
import type { AudienceOverlap, FilmTraits, IsoDate, ShowingHistory } from "../../shared/domain/slate.ts";
import { dayNumber } from "./calendar.ts";

export interface Rivals {
  /** r of a past day's film. */
  past(film: number, date: IsoDate): number;
  readonly lastWeek: readonly number[]; // the films of the last seven days
  /** Each other film's part of r were these the films that play after the last day. */
  among(films: readonly number[]): (film: number) => { film: number; part: number }[];
}

export const overlapsOf = (
  traits: readonly FilmTraits[],
  audiences: readonly AudienceOverlap[],
): ((film: number, other: number) => number) => {
  const own = new Map(traits.map((each) => [each.film, new Set(each.traits)]));
  const known = new Map(audiences.map(({ film, other, share }) => [`${film} ${other}`, share]));
  return (film, other) => {
    const told = known.get(`${film} ${other}`) ?? known.get(`${other} ${film}`);
    if (told !== undefined) return told;
    const a = own.get(film);
    const b = own.get(other);
    if (!a?.size || !b?.size) return 0;
    const shared = [...a].filter((trait) => b.has(trait)).length;
    return shared / (a.size + b.size - shared);
  };
};

export const rivalsOf = (
  history: ShowingHistory,
  used: readonly number[],
  overlap: (film: number, other: number) => number,
): Rivals => {
  const drawn = new Map<number, Map<number, number>>(); // day -> film -> admissions
  let next = Number.NEGATIVE_INFINITY;
  for (const i of used) {
    const day = dayNumber(history.date[i] as string);
    next = Math.max(next, day + 1);
    const ofDay = drawn.get(day) ?? new Map<number, number>();
    drawn.set(day, ofDay);
    const film = history.film[i] as number;
    ofDay.set(film, (ofDay.get(film) ?? 0) + (history.admissions[i] as number));
  }
  const usualDay = (film: number, day: number): number | null => {
    const days = Array.from({ length: 7 }, (_, back) => drawn.get(day - 1 - back)?.get(film)).filter(
      (seen) => seen !== undefined,
    );
    return days.length === 0 ? null : days.reduce((sum, seen) => sum + seen, 0) / days.length;
  };
  const partsOn = (films: readonly number[], day: number) => {
    const seen = films.map((film) => usualDay(film, day));
    const biggest = seen
      .filter((size) => size !== null)
      .sort((a, b) => b - a)
      .slice(0, 3);
    const opening = biggest.reduce((sum, size) => sum + size, 0) / Math.max(1, biggest.length) || 1;
    const sizes = seen.map((size) => size ?? opening);
    const all = Math.max(
      1e-9,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    return (film: number): { film: number; part: number }[] =>
      films.flatMap((other, i) =>
        other === film ? [] : [{ film: other, part: (overlap(film, other) * (sizes[i] as number)) / all }],
      );
  };
  const pastParts = new Map<number, Map<number, number>>();
  const past = (day: number): Map<number, number> => {
    const known = pastParts.get(day);
    if (known) return known;
    const films = [...(drawn.get(day)?.keys() ?? [])];
    const parts = partsOn(films, day);
    const made = new Map(films.map((film) => [film, parts(film).reduce((sum, { part }) => sum + part, 0)]));
    pastParts.set(day, made);
    return made;
  };
  return {
    past: (film, date) => past(dayNumber(date)).get(film) ?? 0,
    lastWeek: [
      ...new Set(
        Array.from({ length: 7 }, (_, back) => [...(drawn.get(next - 1 - back)?.keys() ?? [])]).flat(),
      ),
    ],
    among: (films) => partsOn(films, next),
  };
};
