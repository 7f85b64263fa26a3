/**
 * What people write: reviews of members' ratings, posts without one, and talk about the house, with the labels
 * that a reader of texts is to find (`aspects`, `sarcastic`, `origin`), which are not written into the library.
 */
import { normal, type Random } from "../../../shared/domain/random.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";
import { addDays } from "./calendar.ts";
import { pick, poisson, shuffled, streamOf } from "./chance.ts";
import { compose, type Stated } from "./composition.ts";
import { trustOn } from "./demand.ts";
import type { Film } from "./films.ts";
import type { Member } from "./members.ts";
import type { Rating } from "./ratings.ts";
import type { PhraseBank } from "./sources.ts";
import { tasteGroups } from "./taste-groups.ts";
import { campaignTruth, counts, crisisTruth, filmAspects, venueAspects, voiceTruth } from "./truth.ts";
import type { Visit } from "./visits.ts";

export interface Review {
  readonly id: number;
  readonly film: Film | null;
  readonly ofVenue: boolean;
  readonly member: Member | null;
  readonly channel: "review" | "post";
  readonly language: "en" | "zh";
  readonly at: number;
  readonly rating: number | null;
  readonly text: string;
  /** Labels. */
  readonly aspects: readonly Stated[];
  readonly sarcastic: boolean;
  readonly origin: "member" | "campaign" | "crisis" | "recovery" | "series";
}

type Draft = Omit<Review, "id">;
type Banks = Readonly<Record<"en" | "zh", PhraseBank>>;
type Instant = (date: IsoDate, minutes: number) => number;

const chineseReaders = tasteGroups.findIndex(({ name }) => name === "Chinese-language");

/** Members of the Chinese-language group nearly always write Chinese, others as often as makes the whole share. */
const languageOf = (member: Member, film: Film | null, random: Random): "en" | "zh" => {
  const lean = member.group === chineseReaders ? 0.9 : film?.language === "zh" ? 0.5 : 0.31;
  return random() < lean ? "zh" : "en";
};

const aspectsOf = (film: Film, rating: number, random: Random): Stated[] => {
  const n = Math.min(4, 1 + poisson(1.2, random));
  return shuffled(filmAspects, random)
    .slice(0, n)
    .map((aspect) => ({
      aspect,
      polarity:
        film.aspects[aspect] +
          voiceTruth.aspectSlope * (rating - voiceTruth.neutral) +
          voiceTruth.aspectNoise * normal(random) >
        0
          ? 1
          : -1,
    }));
};

const ofFilm = (
  banks: Banks,
  { member, film, value, at }: Rating,
  channel: Draft["channel"],
  now: number,
  random: Random,
): Draft => {
  const language = languageOf(member, film, random);
  const sarcastic = value <= 2.5 && random() < voiceTruth.sarcasm;
  const aspects = sarcastic ? [] : aspectsOf(film, value, random);
  const names = {
    title: language === "zh" ? film.titleZh : film.title,
    actor: nameIn(language, pick(film.cast, random)),
    director: nameIn(language, film.director),
  };
  return {
    film,
    ofVenue: false,
    member,
    channel,
    language,
    at: Math.min(now - 60, at + Math.round(300 + random() * (channel === "post" ? 5 : 1) * 20_000)),
    rating: channel === "review" ? value : null,
    text: compose(
      banks[language],
      language,
      { names, rating: value, aspects, sarcastic, venue: false },
      random,
    ),
    aspects,
    sarcastic,
    origin: "member",
  };
};

const nameIn = (language: "en" | "zh", person: { readonly name: string; readonly nameZh: string }): string =>
  language === "zh" ? person.nameZh : person.name;

const ofVenue = (
  banks: Banks,
  { member, showing }: Visit,
  instant: Instant,
  today: IsoDate,
  random: Random,
): Draft => {
  const language = languageOf(member, null, random);
  const { mean, bias, fault, noise } = voiceTruth.venueMood;
  const hurt = (1 - trustOn(showing.date, today)) / (1 - crisisTruth.floor);
  const mood = mean + bias * member.bias + fault * hurt + noise * normal(random);
  const rating = Math.min(5, Math.max(0.5, Math.round(mood * 2) / 2));
  const sarcastic = rating <= 2.5 && random() < voiceTruth.sarcasm;
  const aspects: Stated[] = sarcastic
    ? []
    : shuffled(venueAspects, random)
        .slice(0, 1 + Math.floor(random() * 3))
        .map((aspect) => ({
          aspect,
          polarity: rating - 3 + voiceTruth.aspectNoise * normal(random) > 0 ? 1 : -1,
        }));
  const channel = random() < 0.5 ? "review" : "post";
  const at = instant(showing.date, showing.start + 150) + Math.round(random() * 40_000);
  return {
    film: null,
    ofVenue: true,
    member,
    channel,
    language,
    at: Math.min(instant(today, 0) - 60, at),
    rating: channel === "review" ? rating : null,
    text: compose(banks[language], language, { names: {}, rating, aspects, sarcastic, venue: true }, random),
    aspects,
    sarcastic,
    origin: "member",
  };
};

/** Many copies of one line, hardly varied, in two days and from nobody known. */
const campaigns = (banks: Banks, films: readonly Film[], instant: Instant, random: Random): Draft[] =>
  campaignTruth.flatMap((campaign) => {
    const film = films.find(({ title }) => title === campaign.film);
    if (!film || film.era === "upcoming") return [];
    const { good, bad, variations } = banks[campaign.language].campaign;
    const title = campaign.language === "zh" ? film.titleZh : film.title;
    const first = instant(addDays(film.releaseDate, campaign.daysAfterRelease), 540);
    return Array.from(
      { length: campaign.posts },
      (): Draft => ({
        film,
        ofVenue: false,
        member: null,
        channel: "post",
        language: campaign.language,
        at: Math.round(first + random() * campaign.days * 86_400),
        rating: null,
        text: (campaign.polarity > 0 ? good : bad).replaceAll("{title}", title) + pick(variations, random),
        aspects: [],
        sarcastic: false,
        origin: "campaign",
      }),
    );
  });

/** Posts of nobody known that name a series and are linked to nothing: what a person is asked about. */
const seriesTalk = (
  banks: Banks,
  films: readonly Film[],
  instant: Instant,
  today: IsoDate,
  random: Random,
): Draft[] => {
  const names = new Map(films.flatMap(({ series }) => (series ? [series] : [])));
  return [...names].flatMap(([name, nameZh]) =>
    (["en", "zh"] as const).flatMap((language) =>
      banks[language].series.map(
        (line): Draft => ({
          ...{ film: null, ofVenue: false, member: null, channel: "post", language },
          at: instant(addDays(today, -1 - Math.floor(random() * 200)), Math.round(600 + random() * 830)),
          rating: null,
          text: line.replaceAll("{series}", language === "zh" ? nameZh : name),
          ...{ aspects: [], sarcastic: false, origin: "series" },
        }),
      ),
    ),
  );
};

/** Complaints swell while the fault lasts; thanks follow the repair. */
const crisis = (
  banks: Banks,
  members: readonly Member[],
  instant: Instant,
  today: IsoDate,
  random: Random,
): Draft[] => {
  const draft = (origin: "crisis" | "recovery"): Draft => {
    const member = pick(members, random);
    const language = languageOf(member, null, random);
    const bank = banks[language];
    const span = crisisTruth.starts - crisisTruth.repaired;
    const bad = origin === "crisis";
    const day = bad
      ? addDays(today, -crisisTruth.starts + Math.floor(span * (1 - random() ** 1.6)))
      : addDays(today, -crisisTruth.repaired + Math.floor(random() * 40));
    const line = pick(bad ? bank.crisis : bank.recovery, random);
    const other: Stated = {
      aspect: pick(bad ? (["service", "price"] as const) : (["service", "seat"] as const), random),
      polarity: bad ? -1 : 1,
    };
    const more = random() < 0.6;
    const rating = bad ? pick([0.5, 1, 1, 1.5, 2], random) : pick([4, 4, 4.5, 5], random);
    const channel = random() < 0.35 ? "review" : "post";
    const extra = more
      ? compose(
          bank,
          language,
          { names: {}, rating, aspects: [other], sarcastic: false, venue: true, bare: true },
          random,
        )
      : "";
    const lead = language === "en" ? line.charAt(0).toUpperCase() + line.slice(1) : line;
    return {
      film: null,
      ofVenue: true,
      member: random() < 0.7 ? member : null,
      channel,
      language,
      at: instant(day, Math.round(600 + random() * 830)),
      rating: channel === "review" ? rating : null,
      text: language === "en" ? `${lead}. ${extra}`.trim() : `${lead}。${extra}`,
      aspects: [{ aspect: "soundLevel", polarity: bad ? -1 : 1 }, ...(more ? [other] : [])],
      sarcastic: false,
      origin,
    };
  };
  return [
    ...Array.from({ length: voiceTruth.crisisTexts }, () => draft("crisis")),
    ...Array.from({ length: voiceTruth.recoveryTexts }, () => draft("recovery")),
  ];
};

export const makeReviews = (
  banks: Banks,
  films: readonly Film[],
  ratings: readonly Rating[],
  visits: readonly Visit[],
  instant: Instant,
  today: IsoDate,
  seed: number,
): Review[] => {
  const random = streamOf(seed, "reviews");
  const now = instant(today, 0);
  const members = [...new Set(visits.map(({ member }) => member))];
  const planted = [
    ...campaigns(banks, films, instant, random),
    ...crisis(banks, members, instant, today, random),
    ...seriesTalk(banks, films, instant, today, streamOf(seed, "series")),
  ];
  const venue =
    Math.round(counts.reviews * voiceTruth.venueShare) - voiceTruth.crisisTexts - voiceTruth.recoveryTexts;
  // Strong feelings are written down more often than lukewarm ones.
  const told = shuffled(ratings, random).filter(({ value }) => random() < 0.25 + 0.3 * Math.abs(value - 3.3));
  const drafts: Draft[] = [...planted];
  for (const visit of shuffled(visits, random).slice(0, venue))
    drafts.push(ofVenue(banks, visit, instant, today, random));
  for (const rating of told.slice(0, counts.reviews - drafts.length))
    drafts.push(ofFilm(banks, rating, random() < voiceTruth.posts ? "post" : "review", now, random));
  return drafts.sort((a, b) => a.at - b.at).map((draft, index) => ({ id: index + 1, ...draft }));
};
