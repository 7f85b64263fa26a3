/** What is known of members on the day a campaign begins, as columns for a model of whom it moves. Standardised by whoever fits. */
import type { RetentionFacts } from "../../../shared/domain/retention.ts";
import { mondayOf } from "./house-weeks.ts";
import { type Forecast, forecastOf } from "./lapse-forecast.ts";
import { beliefsOf } from "./lapse-model.ts";
import type { FittedHouse } from "./retention-model.ts";
import { seasonAhead } from "./season.ts";

export interface ContactFacts {
  readonly memberId: Int32Array;
  readonly expected: Float64Array; // visits in the weeks of the campaign, without it
  readonly gone: Float64Array; // P(has stopped)
  readonly lost: Float64Array; // visits that stopping costs in those weeks
  /** Place of the likeliest reason in the fitted house's reasons. */
  readonly reason: Int32Array;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

const reasonKinds = ["silence", "taste", "price", "room", "season"] as const;
const mostGenres = 10;

export const contactFacts = (
  { visits, members }: RetentionFacts,
  { house, reasons, parameters }: FittedHouse,
  weeks: number,
  genresOf: (film: number) => readonly string[],
): ContactFacts => {
  const until = house.first + 7 * house.weeks;
  const n = house.members;
  const column = () => new Float64Array(n);
  const struck = reasonKinds.map(column);
  const reason = new Int32Array(n);
  const beliefs = beliefsOf(house, reasons, parameters, (i, expected) => {
    let most = 0;
    for (const [k, { reason: its }] of reasons.entries()) {
      const at = reasonKinds.indexOf(its.kind);
      const into = struck[at] as Float64Array;
      into[i] = (into[i] as number) + (expected.struck[k] as number);
      if ((expected.struck[k] as number) > (expected.struck[most] as number)) most = k;
    }
    reason[i] = most;
  });
  const { mean, ifStayed }: Forecast = forecastOf(
    house,
    reasons,
    parameters,
    beliefs,
    seasonAhead(parameters.h, weeks).h,
  );
  const [day, late, weekend, seats, price] = [column(), column(), column(), column(), column()];
  const [came, priced] = [column(), column()];
  const byGenre = new Map<string, Float64Array>();
  for (const [at, id] of visits.member.entries()) {
    const i = house.placeOf.get(id);
    const when = visits.day[at] as number;
    if (i === undefined || when >= until) continue;
    const start = visits.start[at] as number;
    const add = (to: Float64Array, by: number): void => {
      to[i] = (to[i] as number) + by;
    };
    add(came, 1);
    add(day, start < 1020 ? 1 : 0);
    add(late, start >= 1260 ? 1 : 0);
    add(weekend, when - mondayOf(when) > 4 ? 1 : 0);
    add(seats, visits.seats[at] as number);
    if ((visits.price[at] as number) > 0) {
      add(price, visits.price[at] as number);
      add(priced, 1);
    }
    for (const genre of genresOf(visits.film[at] as number)) {
      const its = byGenre.get(genre) ?? column();
      byGenre.set(genre, its);
      add(its, 1);
    }
  }
  // Towards everybody's mean, by four visits: few visits tell little of habits.
  const shrunk = (sum: Float64Array, count: Float64Array): Float64Array => {
    const all = count.reduce((total, value) => total + value, 0);
    const usual = all > 0 ? sum.reduce((total, value) => total + value, 0) / all : 0;
    return sum.map((value, i) => (value + 4 * usual) / ((count[i] as number) + 4));
  };
  const genres = [...byGenre]
    .sort(
      ([, a], [, b]) => b.reduce((sum, value) => sum + value, 0) - a.reduce((sum, value) => sum + value, 0),
    )
    .slice(0, mostGenres);
  const named: (readonly [string, Float64Array])[] = [
    ["expected", mean.map(Math.sqrt)],
    ["rate", ifStayed.map(Math.sqrt)],
    ...reasonKinds.map((kind, at) => [kind, struck[at] as Float64Array] as const),
    ["day", shrunk(day, came)],
    ["late", shrunk(late, came)],
    ["weekend", shrunk(weekend, came)],
    ["seats", shrunk(seats, came)],
    ["price", shrunk(price, priced)],
    ...genres.map(([genre, sum]) => [`genre ${genre}`, shrunk(sum, came)] as const),
    ...members.ageBands.map(
      (band, code) =>
        [
          `age ${band}`,
          Float64Array.from(house.factAt, (at) => (members.ageBand[at] === code ? 1 : 0)),
        ] as const,
    ),
  ];
  return {
    memberId: house.memberId,
    expected: mean,
    gone: beliefs.alive.map((alive) => 1 - alive),
    lost: beliefs.alive.map((alive, i) => (1 - alive) * (ifStayed[i] as number)),
    reason,
    names: named.map(([name]) => name),
    columns: named.map(([, values]) => values),
  };
};
