/** The demand picture of a week: every candidate, day and day-part, one showing alone in the largest room that can show it. */
import type { DemandCell } from "../../shared/contract/scheduling.ts";
import { canShow } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import {
  type Candidate,
  type DayPart,
  dayPartOf,
  dayParts,
  type IsoDate,
  type Screen,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import { startsOf } from "./valuation.ts";

const largestRoom = ({ house }: WeekProblem, film: Candidate): Screen | undefined =>
  house.screens
    .filter((screen) => canShow(screen, film))
    .reduce<Screen | undefined>(
      (largest, screen) => (largest && largest.capacity >= screen.capacity ? largest : screen),
      undefined,
    );

const cellOf = (
  problem: WeekProblem,
  demand: DemandModel,
  film: Candidate,
  room: Screen,
  date: IsoDate,
  part: DayPart,
): DemandCell | null => {
  const spot = { film: film.film, screen: room.screen, date };
  const slots = startsOf(problem.house, lengthIn(problem)(spot))
    .filter((start) => dayPartOf(start) === part)
    .map((start) => ({ ...spot, start }));
  const best = slots.reduce<{ slot: (typeof slots)[number]; mean: number } | null>((most, slot) => {
    const mean = demand.admissions(slot, demand.demand(slot), room.capacity);
    return most && most.mean >= mean ? most : { slot, mean };
  }, null);
  if (!best) return null;
  const { slot, mean } = best;
  return {
    film: film.film,
    date,
    part,
    start: slot.start,
    mean,
    ...demand.interval(slot, mean, room.capacity),
  };
};

export const demandCells = (problem: WeekProblem, demand: DemandModel): DemandCell[] =>
  problem.candidates.flatMap((film) => {
    const room = largestRoom(problem, film);
    if (!room) return [];
    return problem.days.flatMap((date) =>
      dayParts.flatMap((part) => cellOf(problem, demand, film, room, date, part) ?? []),
    );
  });
