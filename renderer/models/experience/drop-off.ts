/**
 * Where viewers leave. S(x) = Π_{x_j ≤ x} (1 − d_j / n_j), the share still watching at the share x of the running time (Kaplan & Meier 1958);
 * who watched to the end is censored there. Intervals by Greenwood's variance on ln(−ln S), which stay between 0 and 1.
 * Rates: d stops in T minutes watched; ln of the ratio of two rates has variance 1/d₁ + 1/d₂.
 */
import type { Viewings } from "../../../shared/domain/experience.ts";
import {
  type DropOff,
  type ExperienceReport,
  lateFrom,
  longFrom,
} from "../../../shared/domain/experience-report.ts";
import { type FilmFacts, weekdayOfDay } from "./conditions.ts";
import type { Audience } from "./effects.ts";
import { stopEffect, type Watched } from "./stopping.ts";

/** Whoever saw so much saw the film: what follows are the credits. */
const seenFrom = 0.95;
const fewestViewings = 100;

export const places: readonly number[] = Array.from({ length: 20 }, (_, k) => k / 20);

interface Viewing extends Watched {
  readonly share: number;
  readonly runtime: number;
  readonly day: number;
  readonly start: number;
}

const curve = (viewings: readonly Viewing[]): DropOff["watching"] => {
  const stops = viewings
    .filter(({ share }) => share < seenFrom)
    .map(({ share }) => share)
    .sort((a, b) => a - b);
  let [S, greenwood, stopped] = [1, 0, 0];
  return places.map((place) => {
    for (; stopped < stops.length && (stops[stopped] as number) <= place; stopped++) {
      const n = viewings.length - stopped;
      S *= 1 - 1 / n;
      if (n > 1) greenwood += 1 / (n * (n - 1));
    }
    if (S <= 0 || S >= 1) return { share: S, low: S, high: S };
    const spread = Math.exp((1.96 * Math.sqrt(greenwood)) / Math.log(S));
    return { share: S, low: S ** (1 / spread), high: S ** spread };
  });
};

const rateOf = (viewings: readonly Viewing[]): { stops: number; minutes: number } => ({
  stops: viewings.filter(({ stopped }) => stopped).length,
  minutes: viewings.reduce((sum, { minutes }) => sum + minutes, 0),
});

export const dropOffOf = (
  { member, film, minutes, day, start }: Viewings,
  films: ReadonlyMap<number, FilmFacts>,
  audiences: readonly Audience[],
  fewestMembers: number,
): Pick<ExperienceReport, "dropOff" | "longFilms" | "stops" | "places"> => {
  const viewings = [...member.keys()].flatMap((n): Viewing[] => {
    const runtime = films.get(film[n] as number)?.runtime ?? 0;
    const watched = minutes[n] as number;
    if (runtime === 0) return [];
    const share = watched / runtime;
    return [
      {
        member: member[n] as number,
        film: film[n] as number,
        share,
        stopped: share < seenFrom,
        minutes: watched,
        runtime,
        day: day[n] as number,
        start: start[n] as number,
      },
    ];
  });
  const told = (segment: DropOff["segment"], own: readonly Viewing[]): DropOff[] => {
    const members = new Set(own.map((viewing) => viewing.member)).size;
    if (own.length < fewestViewings || members < fewestMembers) return [];
    return [{ segment, viewings: own.length, members, watching: curve(own) }];
  };
  const [long, other] = [true, false].map((isLong) =>
    rateOf(viewings.filter(({ runtime }) => runtime >= longFrom === isLong)),
  ) as [ReturnType<typeof rateOf>, ReturnType<typeof rateOf>];
  const enough = Math.min(long.stops, other.stops) >= 20;
  const ratio = long.stops / long.minutes / (other.stops / other.minutes);
  const spread = Math.exp(1.96 * Math.sqrt(1 / long.stops + 1 / other.stops));
  return {
    places,
    dropOff: [
      ...told(null, viewings),
      ...audiences.flatMap(({ name, nameZh, members }) =>
        told(
          { name, nameZh },
          viewings.filter((viewing) => members.has(viewing.member)),
        ),
      ),
    ],
    stops: [
      stopEffect(viewings, "long", ({ runtime }) => runtime >= longFrom, "member", fewestMembers),
      stopEffect(viewings, "late", (viewing) => viewing.start >= lateFrom, "film", fewestMembers),
      stopEffect(viewings, "weekend", (viewing) => weekdayOfDay(viewing.day) > 4, "film", fewestMembers),
    ].filter((effect) => effect !== null),
    longFilms: enough ? { ratio, low: ratio / spread, high: ratio * spread } : null,
  };
};
