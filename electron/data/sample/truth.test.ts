import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type DayPart, dayPartOf } from "../../../shared/domain/slate.ts";
import { addDays, daysBetween, weekdayOf } from "./calendar.ts";
import { voucherEffect } from "./campaign.ts";
import { trustOn } from "./demand.ts";
import { groupBy } from "./grouping.ts";
import type { Member } from "./members.ts";
import type { Rating } from "./ratings.ts";
import { sampleToday } from "./sample.ts";
import { readSources } from "./sources.ts";
import { tasteOf } from "./taste.ts";
import { tasteGroups } from "./taste-groups.ts";
import {
  campaignTruth,
  crisisTruth,
  demandTruth,
  experienceTruth,
  ratingTruth,
  viewingTruth,
  voiceTruth,
} from "./truth.ts";
import { makeWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  const sources = readSources(join(import.meta.dirname, "../../../assets"));
  world = await makeWorld(sources, sampleToday, 1, () => {}, new AbortController().signal);
}, 120_000);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const rmse = (errors: readonly number[]): number => Math.sqrt(mean(errors.map((error) => error ** 2)));

/** What the model without the visit would say. */
const predicted = ({ member, film }: Rating): number =>
  ratingTruth.mean + member.bias + film.quality + tasteOf(world.taste, member.id - 1, film);

/** Admissions to a genre in one day-part over those in another, on days when the same film played in both. */
const partRatio = (genre: string, part: DayPart, other: DayPart): number => {
  const days = groupBy(
    world.showings.filter(
      ({ film }) => film.genres[0] === genre || (genre === "Children" && film.genres.includes(genre)),
    ),
    ({ film, date }) => `${film.id} ${date}`,
  );
  let [ones, others] = [0, 0];
  for (const ofDay of days.values()) {
    const inPart = (of: DayPart) =>
      ofDay.filter(({ start }) => dayPartOf(start) === of).map(({ admissions }) => admissions);
    if (inPart(part).length === 0 || inPart(other).length === 0) continue;
    ones += sum(inPart(part));
    others += sum(inPart(other));
  }
  return ones / others;
};

describe("the hidden truth shows in what is written", () => {
  it("leaves much to learn: knowing tastes beats knowing each film's mean by far", () => {
    const byFilm = groupBy(world.ratings, ({ film }) => film);
    const means = new Map(
      [...byFilm].map(([film, ratings]) => [film, mean(ratings.map(({ value }) => value))]),
    );
    const filmMean = rmse(world.ratings.map(({ film, value }) => value - (means.get(film) as number)));
    const oracle = rmse(
      world.ratings.map((rating) => rating.value - Math.min(5, Math.max(0.5, predicted(rating)))),
    );
    expect(filmMean).toBeGreaterThan(0.83);
    expect(oracle).toBeLessThan(0.66);
  });

  it("keeps the effects of a visit on its rating", () => {
    const seen = world.ratings.filter(
      ({ showing }) => showing !== null && !showing.film.genres.includes("Children"),
    );
    const residual = (rating: Rating): number => rating.value - predicted(rating);
    const difference = (effect: (rating: Rating) => boolean, control: (rating: Rating) => boolean): number =>
      mean(seen.filter(effect).map(residual)) - mean(seen.filter(control).map(residual));
    const plain = (rating: Rating): boolean =>
      rating.showing?.version.format === "2D" &&
      rating.showing.admissions <= experienceTruth.crowdedFrom * rating.showing.capacity &&
      rating.showing.start < 1260 &&
      rating.showing.screen !== crisisTruth.screenOrdinal;
    const large = difference(
      (rating) => rating.showing?.version.format === "LF" && rating.showing.start < 1260,
      plain,
    );
    const late = difference(
      ({ showing }) =>
        showing?.version.format === "2D" && showing.start >= 1260 && showing.film.runtime >= 125,
      plain,
    );
    const faulty = difference(({ showing }) => {
      const ago = showing ? daysBetween(showing.date, sampleToday) : 0;
      return (
        showing?.screen === crisisTruth.screenOrdinal &&
        ago <= crisisTruth.starts &&
        ago > crisisTruth.repaired
      );
    }, plain);
    expect(Math.abs(large - experienceTruth.largeFormat)).toBeLessThan(0.09);
    expect(Math.abs(late - experienceTruth.lateAndLong)).toBeLessThan(0.09);
    expect(Math.abs(faulty - experienceTruth.fault)).toBeLessThan(0.12);
  });

  it("fills rooms as expected until they are full", () => {
    const roomy = world.showings.filter(({ expected, capacity }) => expected < 0.3 * capacity);
    const ratio =
      mean(roomy.map(({ admissions }) => admissions)) / mean(roomy.map(({ expected }) => expected));
    expect(ratio).toBeGreaterThan(0.96);
    expect(ratio).toBeLessThan(1.04);
    const sold = world.showings.filter(({ admissions, capacity }) => admissions === capacity);
    expect(sold.length).toBeGreaterThan(100);
    expect(sold.every(({ expected, capacity }) => expected > 0.3 * capacity)).toBe(true);
  });

  it("has weekends, late nights and mornings of their own", () => {
    const admissions = (of: (showing: World["showings"][number]) => boolean): number =>
      mean(world.showings.filter(of).map((showing) => showing.admissions));
    const on = (weekday: number) => (showing: World["showings"][number]) =>
      weekdayOf(showing.date) === weekday;
    expect(admissions(on(5)) / admissions(on(0))).toBeGreaterThan(1.6);
    expect(partRatio("Children", "afternoon", "evening")).toBeGreaterThan(1.2);
    expect(partRatio("Romance", "afternoon", "evening")).toBeLessThan(0.9);
    expect(partRatio("Horror", "late", "afternoon")).toBeGreaterThan(2);
  });

  it("lets films fade at about the rate they were given", () => {
    const slopes = world.films
      .filter(({ era, scale }) => era === "shown" && scale >= 4)
      .flatMap((film) => {
        const evenings = world.showings.filter(
          (showing) =>
            showing.film === film && dayPartOf(showing.start) === "evening" && weekdayOf(showing.date) > 3,
        );
        const points = evenings.map(
          ({ date, expected }) => [daysBetween(film.releaseDate, date) / 7, Math.log(expected)] as const,
        );
        if (points.length < 16) return [];
        const x = mean(points.map(([weeks]) => weeks));
        const y = mean(points.map(([, log]) => log));
        const slope =
          mean(points.map(([weeks, log]) => (weeks - x) * (log - y))) /
          mean(points.map(([weeks]) => (weeks - x) ** 2));
        return [-slope / film.decay];
      });
    expect(slopes.length).toBeGreaterThan(10);
    expect(mean(slopes)).toBeGreaterThan(0.6);
    expect(mean(slopes)).toBeLessThan(1.3);
  });

  it("loses audience while the fault lasts and wins it back", () => {
    const ago = (days: number): number => trustOn(addDays(sampleToday, -days), sampleToday);
    expect(ago(crisisTruth.starts + 1)).toBe(1);
    expect(ago(crisisTruth.repaired + 5)).toBeCloseTo(crisisTruth.floor, 9);
    expect(ago(crisisTruth.repaired - crisisTruth.halfLife)).toBeCloseTo((1 + crisisTruth.floor) / 2, 9);
    expect(ago(0)).toBeGreaterThan(0.99);
    const complaints = world.reviews.filter(({ origin }) => origin === "crisis");
    expect(complaints.length).toBe(150);
    expect(
      complaints.every(({ at }) => at >= world.instant(sampleToday, 0) - (crisisTruth.starts + 1) * 86_400),
    ).toBe(true);
  });

  it("gives every lapse a reason and no visit after it", () => {
    const last = new Map<Member, string>();
    for (const { member, showing } of world.visits)
      if ((last.get(member) ?? "") < showing.date) last.set(member, showing.date);
    for (const { member, date } of world.lapses) expect((last.get(member) ?? "") <= date).toBe(true);
    const reasons = groupBy(world.lapses, ({ reason }) => reason);
    for (const reason of ["drift", "starved", "price", "fault", "studentsLeave"] as const)
      expect(reasons.get(reason)?.length ?? 0, reason).toBeGreaterThan(9);
    expect(world.lapses.length).toBeLessThan(0.5 * world.members.length);
  });

  it("stops home viewing sooner where taste is absent", () => {
    const finished = (of: (liking: number) => boolean): number => {
      const some = world.viewings.filter(({ member, film }) => of(tasteOf(world.taste, member.id - 1, film)));
      return some.filter(({ minutes, film }) => minutes >= film.runtime).length / some.length;
    };
    expect(finished((liking) => liking > 0.5)).toBeGreaterThan(finished((liking) => liking < -0.5) + 0.2);
    expect(viewingTruth.tasteEffect).toBeGreaterThan(0);
  });

  it("says what the rating says, more often than not, and plants its bursts", () => {
    const stated = world.reviews.filter(({ origin, rating }) => origin === "member" && rating !== null);
    const agreeing = stated.flatMap(({ rating, aspects }) =>
      rating === null || Math.abs(rating - 3.2) < 1
        ? []
        : aspects.map(({ polarity }) => polarity > 0 === rating > 3.2),
    );
    expect(mean(agreeing.map(Number))).toBeGreaterThan(0.8);
    expect(voiceTruth.sarcasm).toBeLessThan(0.5);
    for (const campaign of campaignTruth) {
      const posts = world.reviews.filter(
        ({ origin, film }) => origin === "campaign" && film?.title === campaign.film,
      );
      expect(posts).toHaveLength(campaign.posts);
      expect(Math.max(...posts.map(({ at }) => at)) - Math.min(...posts.map(({ at }) => at))).toBeLessThan(
        campaign.days * 86_400,
      );
    }
  });

  it("groups its members as it should", () => {
    const shares = tasteGroups.map(
      (_, group) => world.members.filter((member) => member.group === group).length / 3000,
    );
    for (const [index, group] of tasteGroups.entries()) expect(shares[index]).toBeCloseTo(group.share, 1);
    expect(mean(tasteGroups.map(({ share }) => share)) * tasteGroups.length).toBeCloseTo(1, 9);
    expect(demandTruth.weekday).toHaveLength(7);
  });

  it("brings visits by vouchers to those who got one, as many as planted, and to nobody held out", () => {
    const { members, visits, sent } = world.campaign;
    const treated = members.filter((each) => each.treated);
    expect(members).toHaveLength(2 * treated.length);
    const lapseOf = new Map(
      world.lapses.filter(({ date }) => date < sent).map((lapse) => [lapse.member, lapse]),
    );
    const planted = sum(treated.map(({ member }) => voucherEffect(member, lapseOf.get(member))));
    expect(Math.abs(visits.length - planted)).toBeLessThan(4 * Math.sqrt(planted));
    const got = new Set(treated.map(({ member }) => member));
    expect(visits.every(({ member, showing }) => got.has(member) && showing.date >= sent)).toBe(true);
    const sold = new Map<unknown, number>();
    for (const { showing, seats } of [...world.visits, ...visits])
      sold.set(showing, (sold.get(showing) ?? 0) + seats);
    expect(world.showings.every((showing) => (sold.get(showing) ?? 0) <= showing.admissions)).toBe(true);
  });
});
