/** A small audience whose taste is known: ratings from planted factors, for tests of the models. */
import { type FilmTraits, type Ratings, unknownTraits } from "../../shared/domain/interactions.ts";
import { normal, seededRandom } from "../../shared/domain/random.ts";

export interface PlantedOptions {
  readonly members: number;
  readonly films: number; // the last one is never rated
  readonly known: number; // chance that a member rates a film
  readonly factors: number;
  readonly noise: number; // standard deviation, in stars
  readonly seed: number;
}
export interface Planted {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  /** The rating without noise. */
  truth(member: number, film: number): number;
}

const genres = ["Drama", "Comedy", "Horror"];

export const planted = (options: Partial<PlantedOptions> = {}): Planted => {
  const { members, films, known, factors, noise, seed } = {
    members: 150,
    films: 60,
    known: 0.4,
    factors: 2,
    noise: 0.3,
    seed: 7,
    ...options,
  };
  const random = seededRandom(seed);
  const drawn = (rows: number, scale: number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: factors }, () => scale * normal(random)));
  const taste = drawn(members, 1);
  const kind = drawn(films, 0.7);
  const standing = Array.from(
    { length: films },
    (_, i) => 0.4 * ((i % genres.length) - 1) + 0.2 * normal(random),
  );
  const bounded = (rating: number): number => Math.min(5, Math.max(0.5, rating));
  const truth = (u: number, i: number): number =>
    bounded(
      3.2 +
        (standing[i] as number) +
        (taste[u] as number[]).reduce((sum, p, f) => sum + p * ((kind[i] as number[])[f] as number), 0),
    );
  const member: number[] = [];
  const film: number[] = [];
  const value: number[] = [];
  const at: number[] = [];
  for (let u = 0; u < members; u++)
    for (let i = 0; i < films - 1; i++) {
      // members come to what they like
      if (random() > known * (truth(u, i) > 3.5 ? 1.5 : 0.7)) continue;
      member.push(u);
      film.push(i);
      value.push(bounded(Math.round(2 * (truth(u, i) + noise * normal(random))) / 2));
      at.push(1_700_000_000 + Math.floor(random() * 1e7));
    }
  const filmIds = Int32Array.from({ length: films }, (_, i) => 100 + i);
  return {
    truth,
    ratings: {
      memberIds: Int32Array.from({ length: members }, (_, u) => 10 + u),
      filmIds,
      member: Int32Array.from(member),
      film: Int32Array.from(film),
      value: Float32Array.from(value),
      at: Float64Array.from(at),
      scale: { min: 0.5, max: 5, step: 0.5 },
    },
    traits: {
      ...unknownTraits(filmIds),
      titles: Array.from(filmIds, (id, i) => `${i % 4 === 0 ? "Night" : "Morning"} of film ${id}`),
      genres: Array.from(filmIds, (_, i) => [genres[i % genres.length] as string]),
      people: Array.from(filmIds, (_, i) => [`Person ${i % 7}`]),
      years: Int32Array.from(filmIds, (_, i) => 1990 + (i % 30)),
      certificates: Array.from(filmIds, (_, i) => (i % 5 === 0 ? "PG" : "U")),
      runtimes: Int32Array.from(filmIds, (_, i) => 80 + (i % 6) * 15),
      keywords: Array.from(filmIds, (_, i) => [`keyword ${i % 8}`]),
      studios: Array.from(filmIds, (_, i) => `Studio ${i % 9}`),
      languages: Array.from(filmIds, (_, i) => (i % 10 === 0 ? "fr" : "en")),
      countries: Array.from(filmIds, (_, i) => (i % 11 === 0 ? "FR" : "GB")),
      synopses: Array.from(
        filmIds,
        (_, i) => `Something happens on ${["land", "water", "Mars"][i % 3]}, 雨夜${["长街", "海边"][i % 2]}.`,
      ),
    },
  };
};
