/**
 * What is known of a member and a film before the film is rated, as numbers. From the member's own ratings r_uj of other films, with e_uj = r_uj − μ − b_u − b_j
 * (b shrunk means of what is left) and f_j the words of a film (film-likeness.ts), field by field:
 *   liking of what is alike = Σ_j e_uj f_j·f_i / (κ + Σ_j f_j·f_i),
 * beside how the member rates (share of likes, b_u, ln n_u) and how the film stands (the same of the film). A rating that is to be learned from is left out of
 * all of it, so that it cannot tell itself.
 */
import { likenessFields, traitFields } from "../../shared/contract/training.ts";
import { likedFrom, type RatingScale } from "../../shared/domain/interactions.ts";
import { logit } from "./calibration.ts";
import { type FilmWords, filmWords, type LikenessField } from "./film-likeness.ts";
import type { Catalogue, Histories, History } from "./model.ts";

/** How all members take each film, [films]. */
export interface Standings {
  readonly ratings: Int32Array;
  readonly likes: Int32Array;
  readonly sum: Float32Array; // of the ratings
}

export interface LikeBasis {
  readonly catalogue: Catalogue;
  readonly scale: RatingScale;
  readonly standings: Standings;
  readonly κ: number;
  readonly words: FilmWords;
  readonly fieldOf: Uint8Array; // [words]
  readonly mean: number; // μ
  readonly share: number; // of likes among all ratings
}

/** What the features speak of, in their order. */
export const featureGroups: readonly ("habit" | "standing" | LikenessField)[] = [
  "habit",
  "habit",
  "habit",
  "standing",
  "standing",
  "standing",
  ...likenessFields,
];
const firstField = 6;

/** Ratings at the mean with which means and shares are smoothed. */
const smoothing = 5;

export const standingsOf = ({ film, rating }: Histories, films: number, scale: RatingScale): Standings => {
  const standings = {
    ratings: new Int32Array(films),
    likes: new Int32Array(films),
    sum: new Float32Array(films),
  };
  const t = likedFrom(scale);
  for (const [n, i] of film.entries()) {
    const r = rating[n] as number;
    standings.ratings[i] = (standings.ratings[i] as number) + 1;
    standings.likes[i] = (standings.likes[i] as number) + (r >= t ? 1 : 0);
    standings.sum[i] = (standings.sum[i] as number) + r;
  }
  return standings;
};

export const likeBasis = (
  catalogue: Catalogue,
  scale: RatingScale,
  standings: Standings,
  κ: number,
): LikeBasis => {
  const words = filmWords(
    catalogue.traits,
    Int32Array.from({ length: catalogue.filmIds.length }, (_, film) => film),
    Object.fromEntries(likenessFields.map((field) => [field, 1])),
  );
  let n = 0;
  let likes = 0;
  let sum = 0;
  for (const [i, ratings] of standings.ratings.entries()) {
    n += ratings;
    likes += standings.likes[i] as number;
    sum += standings.sum[i] as number;
  }
  return {
    catalogue,
    scale,
    standings,
    κ,
    words,
    fieldOf: Uint8Array.from(words.words, ({ field }) => traitFields.indexOf(field)),
    mean: n === 0 ? likedFrom(scale) : sum / n,
    share: (likes + 1) / (n + 2),
  };
};

const smoothedLogit = (likes: number, n: number, share: number): number =>
  logit((likes + smoothing * share) / (n + smoothing));
const shrunk = (sum: number, n: number): number => sum / (n + smoothing);

/** A member by the history: sums over words of what was felt and how often. */
export interface MemberProfile {
  readonly liked: number;
  readonly n: number;
  readonly offset: number; // Σ_j (r − μ − b_j), of which b_u is the shrunk mean
  readonly felt: Float64Array; // [words] Σ_j e_uj f_j
  readonly met: Float64Array; // [words] Σ_j f_j
}

const filmOffset = (standings: Standings, mean: number, film: number, without: number | null): number => {
  const n = standings.ratings[film] as number;
  const left = without === null ? 0 : 1;
  return shrunk(
    (standings.sum[film] as number) - n * mean - (left ? (without as number) - mean : 0),
    n - left,
  );
};

export const profileOf = (basis: LikeBasis, { films, ratings }: History): MemberProfile => {
  const { words, mean, standings } = basis;
  const t = likedFrom(basis.scale);
  const above = Float64Array.from(
    films,
    (film, n) => (ratings[n] as number) - mean - filmOffset(standings, mean, film, null),
  );
  const offset = above.reduce((sum, value) => sum + value, 0);
  const bu = shrunk(offset, films.length);
  const felt = new Float64Array(words.words.length);
  const met = new Float64Array(words.words.length);
  for (const [n, film] of films.entries()) {
    const e = (above[n] as number) - bu;
    for (let at = words.start[film] as number; at < (words.start[film + 1] as number); at++) {
      const word = words.word[at] as number;
      const weight = words.weight[at] as number;
      felt[word] = (felt[word] as number) + e * weight;
      met[word] = (met[word] as number) + weight;
    }
  }
  return {
    liked: ratings.reduce((count, r) => count + (r >= t ? 1 : 0), 0),
    n: films.length,
    offset,
    felt,
    met,
  };
};

const features = featureGroups.length;
const met = new Float64Array(likenessFields.length);

/** Writes the features of a film from X[at] on; X is zero there. */
const addFeatures = (
  { words, fieldOf, standings, κ, mean, share, scale }: LikeBasis,
  profile: MemberProfile,
  film: number,
  own: number | null,
  X: Float64Array,
  at: number,
): void => {
  const left = own === null ? 0 : 1;
  const ownLike = own !== null && own >= likedFrom(scale) ? 1 : 0;
  const n = profile.n - left;
  const ni = (standings.ratings[film] as number) - left;
  // e of the own rating, and what leaving it out moves b_u and so every other e by.
  const ownAbove = own === null ? 0 : own - mean - filmOffset(standings, mean, film, null);
  const bu = shrunk(profile.offset - ownAbove, n);
  const shift = shrunk(profile.offset, profile.n) - bu;
  const ownFelt = own === null ? 0 : ownAbove - shrunk(profile.offset, profile.n);
  X[at] = smoothedLogit(profile.liked - ownLike, n, share);
  X[at + 1] = bu;
  X[at + 2] = Math.log1p(n);
  X[at + 3] = smoothedLogit((standings.likes[film] as number) - ownLike, ni, share);
  X[at + 4] = filmOffset(standings, mean, film, own);
  X[at + 5] = Math.log1p(ni);
  const first = at + firstField;
  met.fill(0);
  for (let entry = words.start[film] as number; entry < (words.start[film + 1] as number); entry++) {
    const word = words.word[entry] as number;
    const weight = words.weight[entry] as number;
    const field = fieldOf[word] as number;
    X[first + field] =
      (X[first + field] as number) + weight * ((profile.felt[word] as number) - left * weight * ownFelt);
    met[field] = (met[field] as number) + weight * ((profile.met[word] as number) - left * weight);
  }
  for (let field = 0; field < met.length; field++) {
    const alike = met[field] as number;
    X[first + field] = ((X[first + field] as number) + shift * alike) / (κ + Math.max(0, alike));
  }
};

/** The features of a film for a member; `own` is the member's rating of it, which is left out, or null where there is none. */
export const featuresOf = (
  basis: LikeBasis,
  profile: MemberProfile,
  film: number,
  own: number | null,
): Float64Array => {
  const x = new Float64Array(features);
  addFeatures(basis, profile, film, own, x, 0);
  return x;
};

/** Those of films that the member has not rated, [films x features]. */
export const featuresOfAll = (basis: LikeBasis, profile: MemberProfile, films: Int32Array): Float64Array => {
  const X = new Float64Array(films.length * features);
  for (let n = 0; n < films.length; n++)
    addFeatures(basis, profile, films[n] as number, null, X, n * features);
  return X;
};
