/** Predicted preferences out of a model and the library's present ratings: for a member, a newcomer, a segment, a film. */
import type { Interval, LikeShare, Reason, Recommendation } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { intervalZ } from "../../shared/domain/intervals.ts";
import { topK } from "../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { Audience } from "./audience.ts";
import { leftOut, likingOf } from "./feedback.ts";
import { type Estimate, type History, historyOf, type PreferenceModel, type Taste } from "./model.ts";
import { sharedTraits } from "./traits.ts";

export interface Wanting {
  readonly member: number;
  readonly score: number;
  readonly interval: Interval;
  readonly like: number;
  readonly reasons: Reason[];
}

/** Films, by index, that a member (by index) saw without rating them. */
export type Watched = ReadonlyMap<number, readonly number[]>;

/** Reasons given one by one; the rest of the history is summed up. */
const namedReasons = 5;

/** The largest film shares by name and with their common traits, the others as one sum: all shares still add up. */
const summarised = ({ catalogue }: PreferenceModel, film: number, reasons: readonly Reason[]): Reason[] => {
  const films = reasons.filter((reason) => reason.kind === "film");
  const named = films.slice(0, namedReasons).map((reason) => ({
    ...reason,
    shared: sharedTraits(catalogue.traits, catalogue.filmIds.indexOf(reason.film), film),
  }));
  const rest = films.slice(namedReasons);
  const others: Reason[] =
    rest.length === 0
      ? []
      : [{ kind: "others", films: rest.length, share: rest.reduce((sum, { share }) => sum + share, 0) }];
  return [...named, ...others, ...reasons.filter((reason) => reason.kind !== "film")];
};

const intervalOf = ({ low, high }: Estimate): Interval => [low, high];

const recommendation = (model: PreferenceModel, taste: Taste, film: number): Recommendation => {
  const score = taste.predict(film);
  const like = taste.like(film);
  return {
    film: model.catalogue.filmIds[film] as number,
    score: score.value,
    unit: model.unit,
    interval: intervalOf(score),
    like: like.value,
    likeInterval: intervalOf(like),
    ratings: model.ratings[film] as number,
    reasons: summarised(model, film, taste.explain(film)),
  };
};

/** Everything a list of films for somebody is made of. */
export interface Listing {
  readonly model: PreferenceModel;
  /** What films are ranked by, [films]. */
  readonly ranks: Float32Array;
  readonly seen: ReadonlySet<number>;
  score(film: number): number;
  recommend(film: number): Recommendation;
}

const best = ({ ranks, seen, recommend }: Listing, top: number): Recommendation[] =>
  topK(
    ranks.map((rank, film) => (seen.has(film) ? Number.NEGATIVE_INFINITY : rank)),
    top,
  ).map(recommend);

export const historyListing = (
  model: PreferenceModel,
  history: History,
  without: ReadonlySet<number> = new Set(history.films),
): Listing => {
  const taste = model.foldIn(history);
  return {
    model,
    ranks: taste.rank(),
    seen: without,
    score: (film) => taste.predict(film).value,
    recommend: (film) => recommendation(model, taste, film),
  };
};

export const memberListing = (
  model: PreferenceModel,
  audience: Audience,
  member: number,
  watched: Watched,
): Listing =>
  historyListing(
    model,
    historyOf(audience.histories, member),
    leftOut(audience, member, watched.get(member) ?? []),
  );

export const recommend = (
  model: PreferenceModel,
  audience: Audience,
  member: number,
  watched: Watched,
  top: number,
): Recommendation[] => best(memberListing(model, audience, member, watched), top);

/** Films by index with a rating, or null for a film simply liked. */
type Picked = readonly { readonly film: number; readonly rating: number | null }[];

export const newcomerHistory = (scale: RatingScale, films: Picked): History => {
  const liking = likingOf(scale);
  const latest = new Map(films.map(({ film, rating }, at) => [film, { rating: rating ?? liking, at }]));
  const ordered = [...latest].sort(([a], [b]) => a - b);
  return {
    films: Int32Array.from(ordered, ([film]) => film),
    ratings: Float32Array.from(ordered, ([, { rating }]) => rating),
    at: Uint32Array.from(ordered, ([, { at }]) => at),
  };
};

export const recommendForNew = (
  model: PreferenceModel,
  scale: RatingScale,
  films: Picked,
  top: number,
): Recommendation[] => best(historyListing(model, newcomerHistory(scale, films)), top);

/** The members folded in last are kept: a segment or a slate asks for the same ones again. */
export class Tastes {
  readonly #model: PreferenceModel;
  readonly #audience: Audience;
  readonly #folded = new Map<number, Taste>();

  constructor(model: PreferenceModel, audience: Audience) {
    this.#model = model;
    this.#audience = audience;
  }

  of(member: number): Taste {
    const known = this.#folded.get(member);
    if (known) return known;
    const taste = this.#model.foldIn(historyOf(this.#audience.histories, member));
    const [oldest] = this.#folded.keys();
    if (oldest !== undefined && this.#folded.size >= mostAsked) this.#folded.delete(oldest);
    this.#folded.set(member, taste);
    return taste;
  }
}

/** Most members who are asked when a question goes to all of them: for one film, for a ranking of all films, for reasons. */
const mostAsked = 2000;
const mostRanking = 200;
const mostReasoning = 20;

/** The members asked: all of them, or a sample that repeats. */
export const asked = (members: readonly number[], most = mostAsked): readonly number[] =>
  members.length <= most
    ? members
    : [...shuffle(Int32Array.from(members), seededRandom(members.length)).slice(0, most)].sort(
        (a, b) => a - b,
      );

/** Asks members one by one, with pauses: what a taste works out for its first film is then there for the others. */
export const askEach = async (
  tastes: Tastes,
  members: readonly number[],
  ask: (taste: Taste) => unknown,
  pause: (share: number) => Promise<void>,
): Promise<void> => {
  for (const [n, member] of members.entries()) {
    await pause(n / members.length);
    ask(tastes.of(member));
  }
};

/** The members of a segment whose rankings make its own, and those asked about one film. */
export const askedToRank = (members: readonly number[]): readonly number[] => asked(members, mostRanking);
export const askedOfFilm = ({ memberIds }: Audience): readonly number[] =>
  asked(Array.from(memberIds.keys()));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Mean over members. What is unknown of a film shifts all of them alike, so the ends are the means of the members' own ends;
 * a sample of m out of M members adds its sampling error.
 */
export const meanEstimate = (each: readonly Estimate[], population: number): Estimate => {
  const value = mean(each.map((one) => one.value));
  const variance = mean(each.map((one) => (one.value - value) ** 2));
  const sampling =
    intervalZ * Math.sqrt((variance / each.length) * (1 - each.length / Math.max(population, each.length)));
  return {
    value,
    low: mean(each.map((one) => one.low)) - sampling,
    high: mean(each.map((one) => one.high)) + sampling,
  };
};

export const bounded = ({ value, low, high }: Estimate): Estimate => ({
  value,
  low: Math.max(0, low),
  high: Math.min(1, high),
});

/** Expected share of members who would like a film. */
const share = (likes: readonly Estimate[], population: number): Estimate =>
  bounded(meanEstimate(likes, population));

/** Of those of `members` (indices: of a segment, or of everybody) who are asked. */
export const likesOf = (tastes: Tastes, members: readonly number[], film: number): Estimate[] =>
  asked(members).map((u) => tastes.of(u).like(film));

/** `members` are indices; `likes` those of them who were asked. */
export const likeShare = (
  model: PreferenceModel,
  tastes: Tastes,
  members: readonly number[],
  film: number,
  likes: readonly Estimate[] = likesOf(tastes, members, film),
): LikeShare => {
  const { value, low, high } =
    likes.length === 0 ? { value: 0.5, low: 0, high: 1 } : share(likes, members.length);
  return {
    film: model.catalogue.filmIds[film] as number,
    likeShare: value,
    low,
    high,
    ratings: model.ratings[film] as number,
  };
};

/** Films for members together: by mean rank score, leaving out what half of them have seen; reasons are means over the members. */
export const segmentListing = (
  model: PreferenceModel,
  tastes: Tastes,
  audience: Audience,
  members: readonly number[],
  watched: Watched,
): Listing => {
  const asking = askedToRank(members);
  const films = model.catalogue.filmIds.length;
  const ranks = new Float32Array(films);
  const seers = new Int32Array(films);
  for (const member of asking) {
    const own = tastes.of(member).rank();
    for (let i = 0; i < films; i++) ranks[i] = (ranks[i] as number) + (own[i] as number) / asking.length;
    for (const film of leftOut(audience, member, watched.get(member) ?? []))
      seers[film] = (seers[film] as number) + 1;
  }
  return {
    model,
    ranks,
    seen: new Set([...seers.keys()].filter((film) => (seers[film] as number) * 2 > asking.length)),
    score: (film) => mean(asking.map((member) => tastes.of(member).predict(film).value)),
    recommend(film) {
      const scores = asking.map((member) => tastes.of(member).predict(film));
      const like = share(
        asking.map((member) => tastes.of(member).like(film)),
        members.length,
      );
      return {
        film: model.catalogue.filmIds[film] as number,
        score: mean(scores.map(({ value }) => value)),
        unit: model.unit,
        interval: [mean(scores.map(({ low }) => low)), mean(scores.map(({ high }) => high))],
        like: like.value,
        likeInterval: intervalOf(like),
        ratings: model.ratings[film] as number,
        reasons: summarised(model, film, reasonsOfMembers(tastes, asking, film)),
      };
    },
  };
};

export const recommendForSegment = (
  model: PreferenceModel,
  tastes: Tastes,
  audience: Audience,
  members: readonly number[],
  watched: Watched,
  top: number,
): Recommendation[] => best(segmentListing(model, tastes, audience, members, watched), top);

const keyOf = (reason: Reason): string => {
  if (reason.kind === "film") return `film ${reason.film}`;
  if (reason.kind === "alike") return `alike ${reason.field}`;
  if (reason.kind === "trait") return `trait ${reason.trait} ${reason.value}`;
  return reason.kind;
};

const meanReasons = (lists: readonly Reason[][]): Reason[] => {
  const sums = new Map<string, Reason>();
  for (const reason of lists.flat()) {
    const sum = sums.get(keyOf(reason));
    const share = (sum?.share ?? 0) + reason.share / lists.length;
    if (reason.kind === "film" && reason.error !== undefined) {
      const before = sum?.kind === "film" ? (sum.error ?? 0) : 0;
      sums.set(keyOf(reason), { ...reason, share, error: Math.hypot(before, reason.error / lists.length) });
    } else sums.set(keyOf(reason), { ...reason, share });
  }
  return [...sums.values()].sort((a, b) => Math.abs(b.share) - Math.abs(a.share));
};

/** Reasons of members together: means over those, or over a sample, who are asked for them. */
export const reasonsOfMembers = (tastes: Tastes, members: readonly number[], film: number): Reason[] =>
  meanReasons(asked(members, mostReasoning).map((member) => tastes.of(member).explain(film)));

/** What speaks for a film and against it with members together. */
export const segmentReasons = (
  model: PreferenceModel,
  tastes: Tastes,
  members: readonly number[],
  film: number,
): Reason[] => summarised(model, film, reasonsOfMembers(tastes, members, film));

/** Members who have not seen the film, the likeliest to like it first. */
export const audienceOf = (
  model: PreferenceModel,
  tastes: Tastes,
  audience: Audience,
  watched: Watched,
  film: number,
  top: number,
): Wanting[] => {
  const candidates = askedOfFilm(audience).filter(
    (u) => !leftOut(audience, u, watched.get(u) ?? []).has(film),
  );
  const keenness = Float32Array.from(candidates, (u) => tastes.of(u).like(film).value);
  return topK(keenness, top).map((n) => {
    const u = candidates[n] as number;
    const taste = tastes.of(u);
    const score = taste.predict(film);
    return {
      member: audience.memberIds[u] as number,
      score: score.value,
      interval: intervalOf(score),
      like: taste.like(film).value,
      reasons: summarised(model, film, taste.explain(film)),
    };
  });
};
