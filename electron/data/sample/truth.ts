/**
 * The hidden truth of the sample library. The generator reads every parameter from here and from nowhere else,
 * so that a test can prove that a model has recovered it. Nothing of this file is written into the library.
 *
 * Symbols: u member, f film, g taste group, d day, p day-part, j showing.
 *
 * Rating of film f by member u (rounded to half a star, clipped to 0.5..5):
 *   r_uf = mean + b_u + q_f + t_uf + x_j + e,   e ~ N(0, noise)
 *   b_u ~ N(0, memberBias), q_f ~ N(scaleQuality * (scale - 3), filmQuality), x_j: effects of the showing visited,
 *   t_uf = taste * z(w_u . a_f): member weights on genre, tone, language, favourite people and four nameless
 *   factors, centred over members for each film and scaled to unit variance over all pairs.
 *
 * Demand for film f on day d in day-part p, before the house's choices:
 *   E_fdp = exp(level + strengthPerScale * scale_f + s_f - decay_f * weeks) * weekday_d * part_dp * affinity_fp
 *           * season_d * holiday_df * weather_d * trust_d * exp(priceElasticity * ln(price_d / price_0))
 *   decay_f = decay - decayPerQuality * q_f: films that please are talked about and hold.
 * Of that pool each of n showings of f in (d, p) meets
 *   D_j = E_fdp * n^(repeat - 1) * (capacity / 150)^roomElasticity * format_j / (1 + cannibalisation * sum_g o_fg E_gdp / E_dp)
 *   where o_fg is the overlap of genres and tone of another film playing that day and E_dp is the pool of all films.
 *   Admissions = min(capacity, Poisson(D_j * G)), G ~ Gamma(dispersion, 1 / dispersion): a full house hides the rest.
 */
import type { DayPart } from "../../../shared/domain/slate.ts";

export const counts = {
  members: 3000,
  interactions: 200_000,
  views: 10_000,
  reviews: 5000,
  people: 150,
} as const;

export const ratingTruth = {
  mean: 3.42,
  memberBias: 0.38,
  filmQuality: 0.32,
  scaleQuality: 0.06,
  taste: 0.58,
  noise: 0.6,
  nameless: 4,
} as const;

/** What the visit does to the rating beyond the film: each is added to r_uf where its condition holds. */
export const experienceTruth = {
  largeFormat: 0.18,
  crowded: -0.22, // more than `crowdedFrom` of the seats taken
  crowdedFrom: 0.85,
  lateAndLong: -0.3, // starts 21:00 or later and runs 125 minutes or more
  threeD: -0.1,
  dubbedForArtHouse: -0.25, // dubbed showing seen by the art-house group
  matineeForFamilies: 0.15, // family group before 17:00
  fault: -0.55, // the faulty screen while the fault lasts
} as const;

export const demandTruth = {
  level: 3.02,
  strengthPerScale: 0.36,
  strengthNoise: 0.22,
  decay: 0.19,
  decayPerQuality: 0.12,
  repeat: 0.62,
  roomElasticity: 0.12,
  format: { "2D": 1, "3D": 1.04, LF: 1.22 } as Readonly<Record<string, number>>,
  cannibalisation: 0.9,
  dispersion: 9,
  priceElasticity: -0.6,
  /** Monday to Sunday. */
  weekday: [0.62, 0.7, 0.72, 0.92, 1.25, 1.62, 1.35],
  part: { morning: 0.42, afternoon: 0.82, evening: 1.38, late: 0.74 } as Readonly<Record<DayPart, number>>,
  weekendMorning: 1.6, // morning on Saturday, Sunday and holidays
  weekendLate: 1.5, // late on Friday and Saturday
  /** January to December. */
  season: [1.06, 1.02, 0.96, 0.94, 0.88, 0.8, 0.84, 0.9, 0.92, 1.06, 1.12, 1.28],
  holiday: 1.45, // public holidays of the house's region, every film
  chineseHoliday: 1.6, // Chinese holidays, films in Chinese
  weather: { persistence: 0.7, noise: 0.13 }, // ln weather is an AR(1) series over days
  /** Strongest matching genre counts: [morning, afternoon, evening, late]. */
  affinity: {
    Children: [2.1, 1.6, 0.5, 0.08],
    Animation: [1.7, 1.45, 0.65, 0.18],
    Horror: [0.15, 0.4, 1.05, 2.1],
    Thriller: [0.5, 0.75, 1.1, 1.35],
    Action: [0.6, 0.95, 1.1, 1.25],
    Documentary: [1.3, 1.25, 0.9, 0.4],
    Romance: [0.8, 1, 1.15, 0.75],
  } as Readonly<Record<string, readonly [number, number, number, number]>>,
} as const;

/** Prices in euro. A matinee is a showing before 17:00 from Monday to Friday. */
export const priceTruth = {
  standard: 11.5,
  matinee: 9,
  weekendEvening: 13,
  supplement: { "2D": 0, "3D": 1.5, LF: 3 } as Readonly<Record<string, number>>,
  childrensFilm: 0.82, // average price of a film for children, as a share
  rise: { daysBefore: 120, factor: 1.08 }, // from `today` less `daysBefore`
} as const;

/** The sound of one screen fails, the house answers late, then repairs and apologises. Days before `today`. */
export const crisisTruth = {
  screenOrdinal: 3,
  starts: 214,
  repaired: 186,
  /** trust_d falls to `floor` while the fault lasts and then recovers with this half-life in days. */
  floor: 0.8,
  halfLife: 24,
} as const;

export const campaignTruth = [
  { film: "The Cobalt Inheritance", daysAfterRelease: 3, days: 2, posts: 62, polarity: 1, language: "en" },
  { film: "Undertow City", daysAfterRelease: 5, days: 2, posts: 48, polarity: -1, language: "zh" },
] as const;

/** Why members stop coming: probability per week where the condition holds; the first that strikes is the reason. */
export const lapseTruth = {
  drift: 0.0022, // nothing in particular
  starved: 0.011, // no film playing that week with t_uf above `starvedBelow`
  starvedBelow: 0.45,
  price: 0.009, // price-sensitive members in the twelve weeks after the rise
  fault: 0.16, // at each visit to the faulty screen
  studentsLeave: 0.02, // 18-24, June to August
} as const;
/** Share of the ratings from home that remain after a member has stopped coming. */
export const homeAfterLapse = 0.2;
export type LapseReason = "drift" | "starved" | "price" | "fault" | "studentsLeave";

export interface TasteGroup {
  readonly name: string;
  readonly share: number;
  /** Weights on "genre:", "tone:" and "language:" traits. */
  readonly weights: Readonly<Record<string, number>>;
  readonly ages: Readonly<Record<string, number>>;
  /** Visits a week while active: Gamma(2, mean / 2) over members. */
  readonly visits: number;
  /** Share of visits on Friday evening to Sunday, against the house's own pattern. */
  readonly weekend: number;
  readonly parts: Readonly<Record<DayPart, number>>;
  /** Seats bought at a visit: 1 + Poisson(company). */
  readonly company: number;
  readonly priceSensitive: number; // share of members
  readonly rates: number; // share of visits that are rated
}

export const tasteGroups: readonly TasteGroup[] = [
  {
    name: "families",
    share: 0.17,
    weights: {
      "genre:Children": 1.4,
      "genre:Animation": 1.3,
      "genre:Adventure": 0.5,
      "genre:Comedy": 0.3,
      "genre:Horror": -1.4,
      "genre:Crime": -0.6,
      "tone:warm": 0.5,
      "tone:dark": -0.9,
    },
    ages: { "25-34": 0.25, "35-44": 0.55, "45-54": 0.2 },
    visits: 0.51,
    weekend: 2.2,
    parts: { morning: 1.6, afternoon: 2, evening: 0.5, late: 0.05 },
    company: 1.7,
    priceSensitive: 0.5,
    rates: 0.45,
  },
  {
    name: "spectacle",
    share: 0.18,
    weights: {
      "genre:Action": 1.1,
      "genre:Sci-Fi": 0.8,
      "genre:Adventure": 0.7,
      "genre:Fantasy": 0.4,
      "genre:Documentary": -0.9,
      "genre:Romance": -0.4,
      "tone:spectacle": 1.1,
      "tone:cerebral": -0.7,
    },
    ages: { "18-24": 0.35, "25-34": 0.4, "35-44": 0.2, "45-54": 0.05 },
    visits: 0.67,
    weekend: 1.8,
    parts: { morning: 0.3, afternoon: 0.8, evening: 1.4, late: 1.1 },
    company: 0.9,
    priceSensitive: 0.25,
    rates: 0.5,
  },
  {
    name: "art house",
    share: 0.14,
    weights: {
      "genre:Drama": 0.7,
      "genre:Documentary": 0.7,
      "genre:History": 0.4,
      "genre:Action": -0.9,
      "genre:Fantasy": -0.4,
      "genre:Animation": -0.3,
      "tone:cerebral": 1.3,
      "tone:spectacle": -0.9,
      "language:fr": 0.6,
      "language:zh": 0.25,
    },
    ages: { "25-34": 0.2, "35-44": 0.2, "45-54": 0.25, "55-64": 0.25, "65+": 0.1 },
    visits: 0.98,
    weekend: 0.8,
    parts: { morning: 0.5, afternoon: 1, evening: 1.5, late: 0.5 },
    company: 0.4,
    priceSensitive: 0.15,
    rates: 0.75,
  },
  {
    name: "after dark",
    share: 0.11,
    weights: {
      "genre:Horror": 1.6,
      "genre:Thriller": 0.8,
      "genre:Mystery": 0.5,
      "genre:Film-Noir": 0.5,
      "genre:Children": -0.9,
      "genre:Romance": -0.7,
      "tone:dark": 1,
      "tone:warm": -0.7,
    },
    ages: { "16-17": 0.1, "18-24": 0.5, "25-34": 0.35, "35-44": 0.05 },
    visits: 0.67,
    weekend: 1.6,
    parts: { morning: 0.05, afternoon: 0.3, evening: 1, late: 2.2 },
    company: 1,
    priceSensitive: 0.4,
    rates: 0.6,
  },
  {
    name: "warm hearts",
    share: 0.14,
    weights: {
      "genre:Romance": 1.3,
      "genre:Musical": 0.7,
      "genre:Drama": 0.4,
      "genre:Comedy": 0.4,
      "genre:War": -0.5,
      "genre:Horror": -1.1,
      "genre:Action": -0.4,
      "tone:warm": 1.1,
      "tone:dark": -0.7,
    },
    ages: { "18-24": 0.2, "25-34": 0.3, "35-44": 0.2, "45-54": 0.2, "55-64": 0.1 },
    visits: 0.61,
    weekend: 1.1,
    parts: { morning: 0.4, afternoon: 1.1, evening: 1.5, late: 0.4 },
    company: 0.9,
    priceSensitive: 0.3,
    rates: 0.55,
  },
  {
    name: "Chinese-language",
    share: 0.1,
    weights: {
      "language:zh": 1.8,
      "genre:History": 0.5,
      "genre:Drama": 0.3,
      "genre:Comedy": 0.3,
      "genre:Western": -0.6,
      "genre:Horror": -0.3,
      "tone:warm": 0.3,
    },
    ages: { "18-24": 0.3, "25-34": 0.35, "35-44": 0.2, "45-54": 0.1, "55-64": 0.05 },
    visits: 0.61,
    weekend: 1.3,
    parts: { morning: 0.4, afternoon: 1, evening: 1.4, late: 0.6 },
    company: 0.9,
    priceSensitive: 0.25,
    rates: 0.65,
  },
  {
    name: "matinee seniors",
    share: 0.08,
    weights: {
      "genre:History": 0.9,
      "genre:Drama": 0.7,
      "genre:Documentary": 0.5,
      "genre:War": 0.4,
      "genre:Horror": -1.2,
      "genre:Sci-Fi": -0.7,
      "genre:Animation": -0.4,
      "tone:warm": 0.6,
      "tone:quirky": -0.2,
      "language:nl": 0.5,
    },
    ages: { "55-64": 0.35, "65+": 0.65 },
    visits: 0.92,
    weekend: 0.35,
    parts: { morning: 1.8, afternoon: 2.2, evening: 0.3, late: 0.01 },
    company: 0.5,
    priceSensitive: 0.45,
    rates: 0.35,
  },
  {
    name: "laughter",
    share: 0.08,
    weights: {
      "genre:Comedy": 1.5,
      "genre:Crime": 0.3,
      "genre:Fantasy": 0.2,
      "genre:War": -0.7,
      "genre:Drama": -0.4,
      "genre:History": -0.3,
      "tone:quirky": 1.3,
      "tone:dark": -0.5,
      "language:nl": 0.3,
    },
    ages: { "16-17": 0.1, "18-24": 0.35, "25-34": 0.3, "35-44": 0.15, "45-54": 0.1 },
    visits: 0.61,
    weekend: 1.5,
    parts: { morning: 0.2, afternoon: 0.8, evening: 1.6, late: 0.8 },
    company: 1.2,
    priceSensitive: 0.35,
    rates: 0.5,
  },
];

/** Spread of members around their group's weights, and weight of the nameless factors and favourite people. */
export const memberSpread = { weight: 0.35, nameless: 0.55, favourites: 4, favouriteWeight: 0.9 } as const;

/** Watching at home: a viewer stops at each minute with probability hazard * exp(-tasteEffect t_uf + slowEffect [runtime >= slowFrom]). */
export const viewingTruth = { hazard: 0.0035, tasteEffect: 0.9, slowEffect: 0.55, slowFrom: 120 } as const;

/** Polarity of aspect a in a text on film f: sign(c_fa + 0.9 (rating - 3.2) + N(0, aspectNoise)), c_fa ~ N(0, aspectSpread). */
export const voiceTruth = {
  chinese: 0.4,
  venueShare: 0.2,
  aspectSpread: 0.9,
  aspectNoise: 0.45,
  sarcasm: 0.03,
  emoji: 0.16,
} as const;
export const filmAspects = [
  "story",
  "acting",
  "direction",
  "picture",
  "sound",
  "pace",
  "dialogue",
  "originality",
  "credibility",
] as const;
export const venueAspects = ["seat", "soundLevel", "price", "service", "cleanliness", "crowd"] as const;
export type FilmAspect = (typeof filmAspects)[number];
export type VenueAspect = (typeof venueAspects)[number];
