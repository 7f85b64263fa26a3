/** Interactions: tickets of visits, ratings of what was seen here or at home, and home viewing to the end or not. */
import { normal, type Random } from "../../../shared/domain/random.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { addDays } from "./calendar.ts";
import { streamOf } from "./chance.ts";
import type { Film } from "./films.ts";
import { groupOf, type Member } from "./members.ts";
import type { Showing } from "./programme.ts";
import { type Taste, tasteOf } from "./taste.ts";
import { tasteGroups } from "./taste-groups.ts";
import { counts, experienceTruth, homeTruth, ratingTruth, viewingTruth } from "./truth.ts";
import { isFaulty, type Lapse, type Visit } from "./visits.ts";

export interface Rating {
  readonly member: Member;
  readonly film: Film;
  readonly value: number;
  readonly at: number;
  readonly showing: Showing | null;
}
export interface Viewing {
  readonly member: Member;
  readonly film: Film;
  readonly at: number;
  readonly minutes: number;
}

const indexOfGroup = (name: string): number => tasteGroups.findIndex((group) => group.name === name);
const families = indexOfGroup("families");
const artHouse = indexOfGroup("art house");

/** x_j of truth.ts for one member's visit. */
export const experienceEffect = (member: Member, showing: Showing, today: IsoDate): number => {
  const { film, version, start } = showing;
  const dubbed = version.subtitles === null && version.audio !== film.language;
  let effect = 0;
  if (version.format === "LF") effect += experienceTruth.largeFormat;
  if (version.format === "3D") effect += experienceTruth.threeD;
  if (showing.admissions > experienceTruth.crowdedFrom * showing.capacity) effect += experienceTruth.crowded;
  if (start >= 1260 && film.runtime >= 125) effect += experienceTruth.lateAndLong;
  if (dubbed && member.group === artHouse) effect += experienceTruth.dubbedForArtHouse;
  if (member.group === families && start < 1020) effect += experienceTruth.matineeForFamilies;
  if (isFaulty(showing, today)) effect += experienceTruth.fault;
  return effect;
};

const onScale = (rating: number): number => Math.min(5, Math.max(0.5, Math.round(rating * 2) / 2));

const day = 86_400;

export const makeRatings = (
  members: readonly Member[],
  films: readonly Film[],
  visits: readonly Visit[],
  lapses: readonly Lapse[],
  taste: Taste,
  instant: (date: IsoDate, minutes: number) => number,
  today: IsoDate,
  seed: number,
): { readonly ratings: Rating[]; readonly viewings: Viewing[] } => {
  const random = streamOf(seed, "ratings");
  const rated = new Set<number>();
  const pair = (member: Member, film: Film): number => member.id * 1000 + film.id;
  const ratings: Rating[] = [];
  const rate = (member: Member, film: Film, at: number, showing: Showing | null, effect: number): void => {
    rated.add(pair(member, film));
    const value =
      ratingTruth.mean +
      member.bias +
      film.quality +
      tasteOf(taste, member.id - 1, film) +
      effect +
      ratingTruth.noise * normal(random);
    ratings.push({ member, film, value: onScale(value), at: Math.round(at), showing });
  };

  const now = instant(today, 0);
  for (const { member, showing } of visits) {
    if (rated.has(pair(member, showing.film)) || random() > groupOf(member).rates) continue;
    const ends = instant(showing.date, showing.start + 15 + showing.film.runtime);
    const at = ends + 600 + random() ** 2 * 2.5 * day;
    if (at < now) rate(member, showing.film, at, showing, experienceEffect(member, showing, today));
  }

  const seenAtHome = homeLibrary(films, today, instant);
  const choose = chooser(seenAtHome, taste, rated, pair, random);
  const appetite = members.map((member) => member.appetite);
  const drawMember = tableOf(appetite, random);
  const drawFilm = tableOf(
    seenAtHome.map(({ weight }) => weight),
    random,
  );
  const wanted = counts.interactions - visits.length - 2 * counts.views;
  const lapsedAt = new Map(lapses.map(({ member, date }) => [member, instant(date, 720)]));
  const earliest = instant(addDays(today, -homeTruth.days), 0);
  const evening = (member: Member): number | null => {
    const from = Math.max(earliest, instant(member.joined, 1200));
    const at = from + random() * (now - from);
    return at > (lapsedAt.get(member) ?? now) && random() > homeTruth.afterLapse ? null : at;
  };
  while (ratings.length < wanted) {
    const member = members[drawMember()] as Member;
    const at = evening(member);
    const film = at === null ? null : choose(member, at);
    if (at !== null && film) rate(member, film, at, null, 0);
  }

  const viewings: Viewing[] = [];
  const viewed = new Set<number>();
  while (viewings.length < counts.views) {
    const member = members[drawMember()] as Member;
    const at = evening(member);
    const { film, from } = seenAtHome[drawFilm()] as HomeFilm;
    if (at === null || at < from || viewed.has(pair(member, film))) continue;
    viewed.add(pair(member, film));
    const minutes = minutesWatched(film, tasteOf(taste, member.id - 1, film), random);
    viewings.push({ member, film, at: Math.round(at), minutes });
  }
  return { ratings, viewings };
};

interface HomeFilm {
  readonly film: Film;
  readonly from: number; // first instant at which it can be seen at home
  readonly weight: number;
}

/** Films that have been out long enough to be seen at home. */
const homeLibrary = (
  films: readonly Film[],
  today: IsoDate,
  instant: (date: IsoDate, minutes: number) => number,
): HomeFilm[] =>
  films
    .filter(({ releaseDate }) => addDays(releaseDate, homeTruth.window + 10) < today)
    .map((film) => ({
      film,
      from: instant(addDays(film.releaseDate, homeTruth.window), 0),
      weight: Math.exp(homeTruth.scale * film.scale + homeTruth.quality * film.quality),
    }));

/** People rate what they expected to like: some films come to mind, the one that appeals most is taken. */
const chooser =
  (
    library: readonly HomeFilm[],
    taste: Taste,
    rated: ReadonlySet<number>,
    pair: (member: Member, film: Film) => number,
    random: Random,
  ) =>
  (member: Member, at: number): Film | null => {
    let best: Film | null = null;
    let bestWorth = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < homeTruth.candidates; k++) {
      const candidate = library[Math.floor(random() * library.length)] as HomeFilm;
      if (candidate.from > at || rated.has(pair(member, candidate.film))) continue;
      const worth =
        homeTruth.taste * tasteOf(taste, member.id - 1, candidate.film) +
        Math.log(candidate.weight) +
        homeTruth.noise * normal(random);
      if (worth > bestWorth) [best, bestWorth] = [candidate.film, worth];
    }
    return best;
  };

/** Inverse-transform sampling from cumulative weights. */
const tableOf = (weights: readonly number[], random: Random): (() => number) => {
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, index) => {
    total += weight;
    cumulative[index] = total;
  });
  return () => {
    const target = random() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) <= target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
};

/** Exponential time to stopping, cut at the running time. */
const minutesWatched = (film: Film, liking: number, random: Random): number => {
  const slow = film.runtime >= viewingTruth.slowFrom ? viewingTruth.slowEffect : 0;
  const hazard = viewingTruth.hazard * Math.exp(-viewingTruth.tasteEffect * liking + slow);
  return Math.min(film.runtime, Math.max(1, Math.round(-Math.log(1 - random()) / hazard)));
};
