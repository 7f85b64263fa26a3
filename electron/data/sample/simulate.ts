/** What a schedule would really draw in the sample's world: the formulas of truth.ts applied to showings that were never played. */
import type { Random } from "../../../shared/domain/random.ts";
import {
  type DayPart,
  dayPartOf,
  dayParts,
  type ScheduledShowing,
  type Screen,
} from "../../../shared/domain/slate.ts";
import { gamma, poisson } from "./chance.ts";
import { type Demand, rivalry, shareOfShowing } from "./demand.ts";
import type { Film } from "./films.ts";
import { house } from "./house.ts";
import { formatFor } from "./programme.ts";
import { demandTruth } from "./truth.ts";

/** Expected audience of each showing before the room's limit. */
const expectedAudience = (
  showings: readonly ScheduledShowing[],
  filmOf: ReadonlyMap<number, Film>,
  demand: Demand,
): { readonly expected: number; readonly capacity: number }[] => {
  const screens = new Map(house.screens.map((screen) => [screen.screen, screen]));
  return [...new Set(showings.map(({ date }) => date))].flatMap((date) => {
    const ofDay = showings.filter((showing) => showing.date === date);
    const playing = [...new Set(ofDay.map(({ film }) => filmOf.get(film) as Film))];
    const pools = new Map<DayPart, ReadonlyMap<Film, number>>(
      dayParts.map((part) => [part, new Map(playing.map((film) => [film, demand.pool(film, date, part)]))]),
    );
    return ofDay.map(({ film: id, screen: place, start }) => {
      const film = filmOf.get(id) as Film;
      const screen = screens.get(place) as Screen;
      const part = dayPartOf(start);
      const pool = pools.get(part) as ReadonlyMap<Film, number>;
      const n = ofDay.filter((other) => other.film === id && dayPartOf(other.start) === part).length;
      const share = shareOfShowing(n, screen.capacity, formatFor(film, screen));
      return {
        expected: ((pool.get(film) as number) * share) / rivalry(film, pool),
        capacity: screen.capacity,
      };
    });
  });
};

/** Admissions of the whole schedule in each of `draws` weeks. */
export const drawnAdmissions = (
  showings: readonly ScheduledShowing[],
  films: readonly Film[],
  demand: Demand,
  draws: number,
  random: Random,
): number[] => {
  const audiences = expectedAudience(showings, new Map(films.map((film) => [film.id, film])), demand);
  return Array.from({ length: draws }, () =>
    audiences.reduce((sum, { expected, capacity }) => {
      const surprise = gamma(demandTruth.dispersion, random) / demandTruth.dispersion;
      return sum + Math.min(capacity, poisson(expected * surprise, random));
    }, 0),
  );
};
