/** A world of the sample as the retention models are given it: what its library holds, without its hidden truth. */
import { join } from "node:path";
import { sampleToday } from "../../electron/data/sample/sample.ts";
import { readSources } from "../../electron/data/sample/sources.ts";
import { makeWorld, type World } from "../../electron/data/sample/world.ts";
import type { RatedFilms } from "../../renderer/models/retention/film-fit.ts";
import type { Visits } from "../../shared/domain/experience.ts";
import type { RetentionFacts } from "../../shared/domain/retention.ts";

const sources = readSources(join(import.meta.dirname, "../../assets"));
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

export const worldOf = (seed: number): Promise<World> =>
  makeWorld(sources, sampleToday, seed, () => {}, new AbortController().signal);

export const factsOf = (world: World): { readonly facts: RetentionFacts; readonly rated: RatedFilms } => {
  const versions = [...new Set(world.showings.map(({ version }) => version))];
  const versionAt = new Map(versions.map((version, at) => [version, at]));
  const key = (member: number, film: number): number => member * 1000 + film;
  const ratings = new Map(world.ratings.map((rating) => [key(rating.member.id, rating.film.id), rating]));
  const all = [...world.visits, ...world.campaign.visits];
  const ratingOf = (n: number): number => {
    const { member, showing } = all[n] as (typeof all)[number];
    const rating = ratings.get(key(member.id, showing.film.id));
    return rating?.showing === showing ? rating.value : Number.NaN;
  };
  const visits: Visits = {
    member: Int32Array.from(all, ({ member }) => member.id),
    film: Int32Array.from(all, ({ showing }) => showing.film.id),
    showing: Int32Array.from(all, ({ showing }) => showing.id),
    screen: Int32Array.from(all, ({ showing }) => showing.screen),
    at: Float64Array.from(all, ({ showing }) => world.instant(showing.date, showing.start)),
    day: Int32Array.from(all, ({ showing }) => dayOf(showing.date)),
    start: Int32Array.from(all, ({ showing }) => showing.start),
    seats: Float32Array.from(all, ({ seats }) => seats),
    filled: Float32Array.from(all, ({ showing }) => showing.admissions / showing.capacity),
    price: Float32Array.from(all, ({ showing }) => showing.gross / showing.admissions),
    version: Int32Array.from(all, ({ showing }) => versionAt.get(showing.version) as number),
    rating: Float32Array.from(all, (_, n) => ratingOf(n)),
    versions,
    unmatched: 0,
  };
  const ageBands = [...new Set(world.members.map(({ ageBand }) => ageBand))].sort();
  const weeks = new Map<string, { film: number; monday: number }>();
  for (const { film, date } of world.showings) {
    const monday = dayOf(date) - ((dayOf(date) + 3) % 7);
    weeks.set(`${film.id} ${monday}`, { film: film.id, monday });
  }
  return {
    facts: {
      visits,
      members: {
        id: Int32Array.from(world.members, ({ id }) => id),
        joined: Int32Array.from(world.members, ({ joined }) => dayOf(joined)),
        ageBand: Int16Array.from(world.members, ({ ageBand }) => ageBands.indexOf(ageBand)),
        ageBands,
      },
      playing: {
        film: Int32Array.from(weeks.values(), ({ film }) => film),
        monday: Int32Array.from(weeks.values(), ({ monday }) => monday),
      },
    },
    rated: {
      member: Int32Array.from(world.ratings, ({ member }) => member.id),
      film: Int32Array.from(world.ratings, ({ film }) => film.id),
      value: Float32Array.from(world.ratings, ({ value }) => value),
      at: Float64Array.from(world.ratings, ({ at }) => at),
    },
  };
};
