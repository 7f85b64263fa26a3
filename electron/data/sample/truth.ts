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
  /** o_fg = shared genres / all genres of both + toneOverlap where the tones agree, at most 1. */
  toneOverlap: 0.25,
  leastDecay: 0.06,
  /** The programmer of the past believed E_fdp * exp(N(0, beliefError)), one error a film. */
  beliefError: 0.3,
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
  /** The first of these genres that a film has counts: [morning, afternoon, evening, late]. */
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
export type LapseReason = "drift" | "starved" | "price" | "fault" | "studentsLeave";

/**
 * A booklet of vouchers for seats by day to `members` members who had come, half of them drawn as its control. Over `weeks` weeks it brings Poisson(m)
 * visits more: m by why the member had stopped before it was sent, or by the taste group of one who still comes.
 */
export const voucherTruth = {
  daysBefore: 56,
  weeks: 8,
  members: 2000,
  lapsed: { price: 2.4, starved: 1.2, drift: 0.8, fault: 0.1, studentsLeave: 0 },
  groups: { families: 2, "matinee seniors": 2.6 } as Readonly<Record<string, number>>,
  others: 0.1,
} as const;

/** Spread of members around their group's weights, and weight of the nameless factors and favourite people. */
export const memberSpread = { weight: 0.35, nameless: 0.55, favourites: 4, favouriteWeight: 0.9 } as const;

/** Which film a visitor picks: odds exp(taste t_uf + scale scale_f) among those playing and not yet seen. */
export const choiceTruth = { taste: 1.9, scale: 0.3, memberShare: 0.75 } as const;

/**
 * Ratings without a ticket: of `candidates` films out for `window` days, the largest
 * taste t_uf + scale scale_f + quality q_f + N(0, noise) is rated, on any of the last `days` days.
 */
export const homeTruth = {
  candidates: 3,
  taste: 1.2,
  scale: 0.42,
  quality: 0.5,
  noise: 0.8,
  window: 70,
  days: 480,
  /** Share that remains after a member has stopped coming to the house. */
  afterLapse: 0.2,
} as const;

/** Watching at home: a viewer stops at each minute with probability hazard * exp(-tasteEffect t_uf + slowEffect [runtime >= slowFrom]). */
export const viewingTruth = { hazard: 0.0035, tasteEffect: 0.9, slowEffect: 0.55, slowFrom: 120 } as const;

/**
 * Polarity of aspect a in a text on film f: sign(c_fa + aspectSlope (rating - neutral) + N(0, aspectNoise)), c_fa ~ N(0, aspectSpread).
 * Rating of the house by member u on day d: venueMood.mean + bias b_u + fault (1 - trust_d) / (1 - floor) + N(0, noise);
 * its aspects: sign(rating - 3 + N(0, aspectNoise)).
 */
export const voiceTruth = {
  chinese: 0.4,
  venueShare: 0.2,
  aspectSpread: 0.9,
  aspectSlope: 0.9,
  neutral: 3.2,
  aspectNoise: 0.45,
  venueMood: { mean: 3.5, bias: 0.6, fault: -0.9, noise: 0.9 },
  posts: 0.3, // of members' texts on films; the rest are reviews with stars
  crisisTexts: 150,
  recoveryTexts: 80,
  sarcasm: 0.15, // of the texts with 2.5 stars or fewer
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
