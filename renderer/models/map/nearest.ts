/**
 * What stands near what. By the model: cosine of their directions in the taste space. By traits: Σ idf of the shared traits over the
 * root of the product of both films' sums, idf = ln(films / carriers). By posters: cosine of what these look like.
 */
import type { FilmTraits } from "../../../shared/domain/interactions.ts";
import { topK } from "../../../shared/domain/metrics.ts";
import type { Audience } from "../audience.ts";
import { historyOf } from "../model.ts";
import { likedBy, type TasteSpace } from "./taste-space.ts";
import { type MapTrait, mapTraits, traitKey } from "./traits.ts";

export interface NearFilm {
  readonly film: number; // index
  readonly likeness: number;
  readonly shared: MapTrait[];
}
export interface NearMember {
  readonly member: number; // index
  readonly likeness: number;
  /** Films both liked. */
  readonly films: number;
}

const cosines = (rows: Float32Array, width: number, at: number): Float32Array => {
  const likeness = new Float32Array(rows.length / width);
  for (let row = 0; row < likeness.length; row++) {
    let sum = 0;
    for (let a = 0; a < width; a++)
      sum += (rows[row * width + a] as number) * (rows[at * width + a] as number);
    likeness[row] = sum;
  }
  likeness[at] = Number.NEGATIVE_INFINITY;
  return likeness;
};

const sharedOf = (traits: FilmTraits, a: number, b: number): MapTrait[] => {
  const own = new Set(mapTraits(traits, a).map(traitKey));
  return mapTraits(traits, b).filter((trait) => own.has(traitKey(trait)));
};

const nearest = (likeness: Float32Array, traits: FilmTraits, film: number, top: number): NearFilm[] =>
  topK(likeness, top)
    .filter((other) => (likeness[other] as number) > 0)
    .map((other) => ({
      film: other,
      likeness: likeness[other] as number,
      shared: sharedOf(traits, film, other),
    }));

export const nearestByModel = (
  { films, width }: TasteSpace,
  traits: FilmTraits,
  film: number,
  top: number,
): NearFilm[] => nearest(cosines(films, width, film), traits, film, top);

export const nearestByTraits = (traits: FilmTraits, film: number, top: number): NearFilm[] => {
  const films = traits.filmIds.length;
  const keys = Array.from({ length: films }, (_, other) => mapTraits(traits, other).map(traitKey));
  const carriers = new Map<string, number>();
  for (const key of keys.flat()) carriers.set(key, (carriers.get(key) ?? 0) + 1);
  const idf = (key: string): number => Math.log(films / (carriers.get(key) as number));
  const sum = (some: readonly string[]): number => some.reduce((total, key) => total + idf(key), 0);
  const own = new Set(keys[film]);
  const whole = sum([...own]);
  const likeness = Float32Array.from(keys, (theirs, other) => {
    const shared = theirs.filter((key) => own.has(key));
    return other === film || shared.length === 0
      ? Number.NEGATIVE_INFINITY
      : sum(shared) / Math.sqrt(Math.max(whole * sum(theirs), Number.EPSILON));
  });
  return nearest(likeness, traits, film, top);
};

export const nearestByPoster = (traits: FilmTraits, film: number, top: number): NearFilm[] => {
  const own = traits.posters?.[film];
  if (!traits.posters || !own) return [];
  const likeness = Float32Array.from(traits.posters, (picture, other) =>
    picture && other !== film
      ? picture.reduce((sum, value, axis) => sum + value * (own[axis] as number), 0)
      : Number.NEGATIVE_INFINITY,
  );
  return nearest(likeness, traits, film, top);
};

export const nearestMembers = (
  { members, width }: TasteSpace,
  audience: Audience,
  member: number,
  top: number,
): NearMember[] => {
  if (historyOf(audience.histories, member).films.length === 0) return [];
  const likeness = cosines(members, width, member);
  const own = new Set(likedBy(audience, member));
  return topK(likeness, top)
    .filter((other) => (likeness[other] as number) > 0)
    .map((other) => ({
      member: other,
      likeness: likeness[other] as number,
      films: likedBy(audience, other).filter((film) => own.has(film)).length,
    }));
};
