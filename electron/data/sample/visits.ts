/** A year of visits, week by week: who comes when, to which showing, and who stops coming and why. */
import type { Random } from "../../../shared/domain/random.ts";
import { type DayPart, dayPartOf, type IsoDate } from "../../../shared/domain/slate.ts";
import { addDays, daysBetween, monthOf, weekdayOf } from "./calendar.ts";
import { poisson, streamOf, weighted } from "./chance.ts";
import { trustOn } from "./demand.ts";
import type { Film } from "./films.ts";
import { groupBy } from "./grouping.ts";
import { groupOf, type Member } from "./members.ts";
import type { Showing } from "./programme.ts";
import { type Taste, tasteOf } from "./taste.ts";
import { choiceTruth, crisisTruth, demandTruth, type LapseReason, lapseTruth, priceTruth } from "./truth.ts";

export interface Visit {
  readonly member: Member;
  readonly showing: Showing;
  readonly seats: number;
}

export interface Lapse {
  readonly member: Member;
  readonly date: IsoDate;
  readonly reason: LapseReason;
}

export const isFaulty = (showing: Showing, today: IsoDate): boolean => {
  const ago = daysBetween(showing.date, today);
  return (
    showing.screen === crisisTruth.screenOrdinal && ago <= crisisTruth.starts && ago > crisisTruth.repaired
  );
};

const isWeekend = (showing: Showing): boolean => {
  const weekday = weekdayOf(showing.date);
  return weekday > 4 || (weekday === 4 && showing.start >= 1020);
};

/** A showing as a member weighs it. */
interface Offer {
  readonly showing: Showing;
  readonly part: DayPart;
  readonly weekend: boolean;
  left: number; // seats still for members
}

const offersOf = (film: Film, showings: readonly Showing[]): Offer[] =>
  showings
    .filter((showing) => showing.film === film)
    .map((showing) => ({
      showing,
      part: dayPartOf(showing.start),
      weekend: isWeekend(showing),
      left: Math.floor(showing.admissions * choiceTruth.memberShare),
    }));

export const makeVisits = (
  members: readonly Member[],
  showings: readonly Showing[],
  taste: Taste,
  today: IsoDate,
  seed: number,
): { readonly visits: Visit[]; readonly lapses: Lapse[] } => {
  const random = streamOf(seed, "visits");
  const weeks = groupBy(showings, ({ date }) => addDays(date, -weekdayOf(date)));
  const visits: Visit[] = [];
  const lapses: Lapse[] = [];
  const gone = new Set<Member>();
  const seen = new Map(members.map((member) => [member, new Set<Film>()]));
  for (const [monday, ofWeek] of weeks) {
    const playing = [...new Set(ofWeek.map(({ film }) => film))];
    const offers = new Map(playing.map((film) => [film, offersOf(film, ofWeek)]));
    const season = demandTruth.season[monthOf(monday)] ?? 1;
    for (const member of members) {
      if (gone.has(member) || member.joined > monday) continue;
      const lapse = (reason: LapseReason): void => {
        gone.add(member);
        lapses.push({ member, date: addDays(monday, 6), reason });
      };
      const rate = member.visits * season * trustOn(monday, today);
      let unlucky = false;
      for (let n = poisson(rate, random); n > 0; n--) {
        const visit = choose(member, playing, offers, seen.get(member) as Set<Film>, taste, random);
        if (!visit) break;
        visits.push(visit);
        if (isFaulty(visit.showing, today) && random() < lapseTruth.fault) unlucky = true;
      }
      if (unlucky) lapse("fault");
      else {
        const reason = lapseOf(member, monday, playing, taste, today, random);
        if (reason) lapse(reason);
      }
    }
  }
  return { visits, lapses };
};

const lapseOf = (
  member: Member,
  monday: IsoDate,
  playing: readonly Film[],
  taste: Taste,
  today: IsoDate,
  random: Random,
): LapseReason | null => {
  const sinceRise =
    daysBetween(monday, today) <= priceTruth.rise.daysBefore
      ? priceTruth.rise.daysBefore - daysBetween(monday, today)
      : -1;
  const starved = !playing.some((film) => tasteOf(taste, member.id - 1, film) > lapseTruth.starvedBelow);
  const month = monthOf(monday);
  if (starved && random() < lapseTruth.starved) return "starved";
  if (member.priceSensitive && sinceRise >= 0 && sinceRise < 84 && random() < lapseTruth.price)
    return "price";
  if (member.ageBand === "18-24" && month >= 5 && month <= 7 && random() < lapseTruth.studentsLeave)
    return "studentsLeave";
  return random() < lapseTruth.drift ? "drift" : null;
};

/** The film first, by taste and by how much it is in the air; then the showing, by habit and by seats left. */
const choose = (
  member: Member,
  playing: readonly Film[],
  offers: ReadonlyMap<Film, readonly Offer[]>,
  seen: Set<Film>,
  taste: Taste,
  random: Random,
): Visit | null => {
  const group = groupOf(member);
  const appeal = playing.map((film) =>
    seen.has(film)
      ? 0
      : Math.exp(choiceTruth.taste * tasteOf(taste, member.id - 1, film) + choiceTruth.scale * film.scale),
  );
  if (!appeal.some((weight) => weight > 0)) return null;
  for (let attempt = 0; attempt < 4; attempt++) {
    const film = playing[weighted(appeal, random)] as Film;
    const seats = 1 + Math.min(4, poisson(group.company, random));
    const options = offers.get(film) ?? [];
    const weights = options.map(({ part, weekend, left }) =>
      left < seats ? 0 : left * group.parts[part] * (weekend ? group.weekend : 1),
    );
    if (!weights.some((weight) => weight > 0)) continue;
    const offer = options[weighted(weights, random)] as Offer;
    offer.left -= seats;
    seen.add(film);
    return { member, showing: offer.showing, seats };
  }
  return null;
};
