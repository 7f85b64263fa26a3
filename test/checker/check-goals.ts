/**
 * What a day of a house pays for the goals that look at all of it, minute by minute and seat by seat, written from docs/plan-format.md
 * alone: it shares no code with the evaluator or the scheduler.
 */
import type { Rule } from "../../shared/domain/rules/rule.ts";
import { checkedLength, type LengthFilm, type LengthHouse, type LengthScreen } from "./check-lengths.ts";

export interface JudgedDay {
  readonly house: Omit<LengthHouse, "screens"> & {
    readonly screens: readonly (LengthScreen & { readonly capacity: number })[];
  };
  readonly candidates: readonly (LengthFilm & {
    readonly runtime: number;
    readonly distributor: string | null;
  })[];
  readonly showings: readonly {
    readonly film: number;
    readonly screen: number;
    readonly date: string;
    readonly start: number;
  }[];
  readonly rules?: readonly Rule[] | undefined;
  /** Of the films of the slate: what they draw. */
  readonly draws: ReadonlyMap<number, number>;
}

export interface Weights {
  readonly admissions: number;
  readonly revenue: number;
  readonly satisfaction: number;
  readonly reach: number;
  readonly fairness: number;
  readonly evenness: number;
}

export const roomsTooMany = ({ house, candidates, showings, rules = [] }: JudgedDay): number => {
  let usual = Math.floor(house.screens.length / 4);
  if (usual * 4 < house.screens.length) usual++;
  let tooMany = 0;
  for (let quarter = 0; quarter < 400; quarter++) {
    let rooms = 0;
    for (const showing of showings) {
      const { film, start } = showing;
      const lasting = (kind: "trailers" | "cleaning"): number =>
        checkedLength(kind, house, candidates, rules, showing);
      const over =
        start + lasting("trailers") + (candidates.find((each) => each.film === film)?.runtime as number);
      let counts = false;
      for (let minute = 0; minute < Math.max(1, lasting("cleaning")); minute++)
        if (Math.floor((over + minute) / 15) === quarter) counts = true;
      if (counts) rooms++;
    }
    if (rooms > usual) tooMany += rooms - usual;
  }
  return tooMany;
};

export const seatsTooMany = ({ house, candidates, showings, draws }: JudgedDay): number => {
  const namesOf = (film: number) => candidates.find((each) => each.film === film)?.distributor ?? null;
  const known = [...draws.keys()].filter((film) => namesOf(film) !== null);
  const names = new Set(known.map(namesOf));
  let drawnByAll = 0;
  for (const film of known) drawnByAll += draws.get(film) as number;
  if (names.size < 2 || drawnByAll <= 0) return 0;
  const seats = (wanted: (name: string | null) => boolean): number => {
    let sum = 0;
    for (const { film, screen } of showings)
      if (wanted(namesOf(film)))
        sum += house.screens.find((each) => each.screen === screen)?.capacity as number;
    return sum;
  };
  const offered = seats((name) => name !== null);
  let beyond = 0;
  for (const name of new Set(candidates.map(({ distributor }) => distributor))) {
    if (name === null) continue;
    let drawn = 0;
    for (const film of known) if (namesOf(film) === name) drawn += draws.get(film) as number;
    const surplus = seats((each) => each === name) - (offered * drawn) / drawnByAll;
    if (surplus > 0) beyond += surplus;
  }
  return beyond;
};

export const goalsCost = (day: JudgedDay, weights: Weights): number => {
  const { admissions, revenue, satisfaction, reach, fairness, evenness } = weights;
  const toAdmissions = 1 / (admissions + revenue + satisfaction + reach);
  return toAdmissions * (0.25 * fairness * seatsTooMany(day) + 10 * evenness * roomsTooMany(day));
};
