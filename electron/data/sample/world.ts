/**
 * The sample's whole world in memory, hidden truth included, made anew from seed, day and sources: what
 * `writeSample` writes and what tests of recovery compare with.
 */
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { breathe } from "../breathe.ts";
import { addDays, type Holiday, holidaysBetween, instantIn } from "./calendar.ts";
import { type Campaign, makeCampaign } from "./campaign.ts";
import { type Demand, makeDemand } from "./demand.ts";
import { type Film, makeFilms } from "./films.ts";
import { house } from "./house.ts";
import { type Member, makeMembers } from "./members.ts";
import { makePeople, type Person } from "./people.ts";
import { makeShowings, makeSlates, type Showing, slateOn } from "./programme.ts";
import { makeRatings, type Rating, type Viewing } from "./ratings.ts";
import { makeReviews, type Review } from "./reviews.ts";
import { makeSegments, type Segment } from "./segments.ts";
import type { Sources } from "./sources.ts";
import { makeTaste, type Taste } from "./taste.ts";
import { type Lapse, makeVisits, type Visit } from "./visits.ts";

export interface World {
  readonly today: IsoDate;
  readonly people: readonly Person[];
  readonly films: readonly Film[];
  readonly members: readonly Member[];
  readonly taste: Taste;
  readonly holidays: readonly Holiday[];
  readonly demand: Demand;
  /** The slate of the day before `today`: what still plays. */
  readonly playing: readonly Film[];
  /** Last day on which each film played. */
  readonly lastPlayed: ReadonlyMap<Film, IsoDate>;
  readonly showings: readonly Showing[];
  readonly visits: readonly Visit[];
  readonly lapses: readonly Lapse[];
  readonly ratings: readonly Rating[];
  readonly viewings: readonly Viewing[];
  readonly segments: readonly { readonly segment: Segment; readonly members: readonly Member[] }[];
  readonly reviews: readonly Review[];
  readonly campaign: Campaign;
  /** Seconds since 1970 UTC of a minute of the house's business day. */
  readonly instant: (date: IsoDate, minutes: number) => number;
}

export const daysOfShowings = 365;

export const makeWorld = async (
  sources: Sources,
  today: IsoDate,
  seed: number,
  reached: (share: number, phase: string) => void,
  signal: AbortSignal,
): Promise<World> => {
  const step = async (share: number, phase: string): Promise<void> => {
    reached(share, phase);
    await breathe();
    signal.throwIfAborted();
  };
  const from = addDays(today, -daysOfShowings);
  const holidays = holidaysBetween(addDays(today, -730), addDays(today, 400));
  const instant = instantIn(house.timeZone);

  await step(0, "films");
  const people = makePeople(sources.names, seed);
  const films = makeFilms(sources.films, sources.names, people, today, seed);

  await step(0.05, "members");
  const members = makeMembers(sources.names, today, seed);
  const taste = makeTaste(
    Uint8Array.from(members, ({ group }) => group),
    films,
    people.length,
    seed,
  );

  await step(0.15, "showings");
  const demand = makeDemand(films[0]?.releaseDate ?? from, today, seed);
  const slates = makeSlates(films, from, today, demand);
  const days = Array.from({ length: daysOfShowings }, (_, index) => addDays(from, index));
  const dutch = new Set(holidays.filter(({ region }) => region === "NL").map(({ date }) => date));
  const showings = makeShowings(slates, days, dutch, demand, today, seed);

  await step(0.3, "visits");
  const { visits, lapses } = makeVisits(members, showings, taste, today, seed);

  await step(0.5, "ratings");
  const { ratings, viewings } = makeRatings(members, films, visits, lapses, taste, instant, today, seed);
  const segments = makeSegments(members, visits, ratings, today);

  await step(0.7, "reviews");
  const reviews = makeReviews(sources.phrases, films, ratings, visits, instant, today, seed);
  const lastPlayed = new Map(showings.map(({ film, date }) => [film, date]));
  const playing = slateOn(slates, addDays(today, -1));
  return {
    today,
    people,
    films,
    members,
    taste,
    holidays,
    demand,
    playing,
    lastPlayed,
    showings,
    visits,
    lapses,
    ratings,
    viewings,
    segments,
    reviews,
    campaign: makeCampaign(showings, visits, lapses, today, seed),
    instant,
  };
};
