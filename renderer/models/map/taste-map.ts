/**
 * Films and members on one plane. Films with the most ratings are laid out; other films stand among the films nearest to them, members
 * among those of their own films that are the most typical of their taste: p_u = Σ e^{β cos(v_u, f_i)} p_i / Σ e^{β cos(v_u, f_i)}.
 */
import type { MapCluster, MapPoints, TasteMap } from "../../../shared/contract/exploring.ts";
import type { FilmTraits } from "../../../shared/domain/interactions.ts";
import { toldParts } from "../../../shared/domain/privacy.ts";
import { normal, type Random, seededRandom } from "../../../shared/domain/random.ts";
import type { Audience } from "../audience.ts";
import { countRatings, historyOf } from "../model.ts";
import { clusterTraits } from "./cluster-traits.ts";
import { type Hills, hillsOf } from "./clusters.ts";
import { layOut, type Plane } from "./layout.ts";
import { NearIndex } from "./near.ts";
import { likedBy, type TasteSpace } from "./taste-space.ts";

const mostLandmarks = 8000;
const fewLandmarks = 100;
const enoughRatings = 3;
const mostClusters = 24;
const placedBy = 5;
const β = 12;
/** Points of the same place are set apart by this share of the map. */
const jitter = 0.006;
const knownFilms = 5;
const mostGenres = 8;

export interface MapInput {
  readonly space: TasteSpace;
  readonly modelId: string | null;
  readonly traits: FilmTraits;
  readonly audience: Audience;
  readonly filmIds: Int32Array;
  readonly minimum: number;
  readonly seed: number;
}
export interface MapHooks {
  breathe(): Promise<void>;
  progress(phase: "laying" | "placing", share: number): void;
}

/** The longer side lies across, the middle is 0, and all but the outermost two of a hundred lie between −1 and 1. */
const fitted = ({ x, y }: Plane): Plane => {
  const middle = (values: Float32Array): number => values.slice().sort()[values.length >> 1] ?? 0;
  const [mx, my] = [middle(x), middle(y)];
  const [xx, xy, yy] = [0, 0, 0].map((_, part) =>
    x.reduce((sum, px, n) => {
      const [dx, dy] = [px - mx, (y[n] as number) - my];
      return sum + (part === 0 ? dx * dx : part === 1 ? dx * dy : dy * dy);
    }, 0),
  ) as [number, number, number];
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = x.map((px, n) => cos * (px - mx) + sin * ((y[n] as number) - my));
  const up = y.map((py, n) => cos * (py - my) - sin * ((x[n] as number) - mx));
  const radii = across.map((px, n) => Math.max(Math.abs(px), Math.abs(up[n] as number))).sort();
  const radius = radii[Math.floor(0.98 * (radii.length - 1))] || 1;
  return { x: across.map((value) => value / radius), y: up.map((value) => value / radius) };
};

/** Films that enough members rated; all films where there are few of these. */
const landmarksOf = (counts: Int32Array): Int32Array => {
  const all = Int32Array.from(counts.keys());
  const rated = all.filter((film) => (counts[film] as number) >= enoughRatings);
  return (rated.length >= fewLandmarks ? rated : all)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, mostLandmarks)
    .sort();
};

const gathered = (values: Float32Array, rows: Int32Array, width: number): Float32Array => {
  const some = new Float32Array(rows.length * width);
  for (const [n, row] of rows.entries()) some.set(values.subarray(row * width, (row + 1) * width), n * width);
  return some;
};

class Placing {
  #x = 0;
  #y = 0;
  #weight = 0;
  add(cosine: number, px: number, py: number): void {
    const weight = Math.exp(β * cosine);
    this.#x += weight * px;
    this.#y += weight * py;
    this.#weight += weight;
  }
  /** Beside the mean of what was added. */
  take(random: Random): [x: number, y: number] {
    const place: [number, number] = [
      this.#x / this.#weight + jitter * normal(random),
      this.#y / this.#weight + jitter * normal(random),
    ];
    this.#x = 0;
    this.#y = 0;
    this.#weight = 0;
    return place;
  }
}

const placeFilms = async (
  { films, width }: TasteSpace,
  landmarks: Int32Array,
  index: NearIndex,
  plane: Plane,
  random: Random,
  breathe: () => Promise<void>,
): Promise<Plane> => {
  const count = films.length / width;
  const x = new Float32Array(count).fill(Number.NaN);
  const y = new Float32Array(count);
  for (const [n, film] of landmarks.entries()) {
    x[film] = plane.x[n] as number;
    y[film] = plane.y[n] as number;
  }
  const placing = new Placing();
  for (let film = 0; film < count; film++) {
    if (!Number.isNaN(x[film])) continue;
    if (film % 256 === 0) await breathe();
    const { rows, cosines } = index.nearest(films, film * width, placedBy);
    for (const [n, row] of rows.entries())
      placing.add(cosines[n] as number, plane.x[row] as number, plane.y[row] as number);
    if (rows.length === 0) placing.add(0, 0, 0);
    [x[film], y[film]] = placing.take(random);
  }
  return { x, y };
};

/** Only members with ratings have a place. */
const placeMembers = async (
  space: TasteSpace,
  audience: Audience,
  plane: Plane,
  random: Random,
  breathe: () => Promise<void>,
): Promise<Plane & { readonly rows: Int32Array }> => {
  const { width, films, members } = space;
  const rows = Int32Array.from(audience.memberIds.keys()).filter(
    (u) => historyOf(audience.histories, u).films.length > 0,
  );
  const x = new Float32Array(rows.length);
  const y = new Float32Array(rows.length);
  const placing = new Placing();
  for (const [n, u] of rows.entries()) {
    if (n % 512 === 0) await breathe();
    const typical: [film: number, cosine: number][] = [];
    for (const film of likedBy(audience, u)) {
      let cosine = 0;
      for (let a = 0; a < width; a++)
        cosine += (members[u * width + a] as number) * (films[film * width + a] as number);
      typical.push([film, cosine]);
    }
    typical.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [film, cosine] of typical.slice(0, placedBy))
      placing.add(cosine, plane.x[film] as number, plane.y[film] as number);
    [x[n], y[n]] = placing.take(random);
  }
  return { rows, x, y };
};

const pointsOf = (ids: Int32Array, { x, y }: Plane, hills: Hills): MapPoints => ({
  ids,
  x,
  y,
  cluster: Int16Array.from(x, (px, n) => hills.at(px, y[n] as number)),
});

/** Each film under the first of its genres that many films have. */
const genresOf = ({ genres }: FilmTraits, films: number): { genre: Int16Array; names: string[] } => {
  const counts = new Map<string, number>();
  for (let film = 0; film < films; film++)
    for (const name of genres[film] ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, mostGenres)
    .map(([name]) => name);
  return {
    names,
    genre: Int16Array.from({ length: films }, (_, film) =>
      Math.max(-1, ...(genres[film] ?? []).slice(0, 1).map((name) => names.indexOf(name))),
    ),
  };
};

export const makeTasteMap = async (input: MapInput, { breathe, progress }: MapHooks): Promise<TasteMap> => {
  const started = performance.now();
  const { space, traits, audience, filmIds, minimum, seed } = input;
  const counts = countRatings(audience.histories, filmIds.length);
  const landmarks = landmarksOf(counts);
  const some = gathered(space.films, landmarks, space.width);
  progress("laying", 0);
  const index = await NearIndex.of(some, space.width, seed, breathe);
  const laid = await layOut(some, space.width, index, seed, breathe, (share) => progress("laying", share));
  const plane = fitted(laid);
  progress("placing", 0);
  const random = seededRandom(seed + 1);
  const films = await placeFilms(space, landmarks, index, plane, random, breathe);
  const { rows, ...members } = await placeMembers(space, audience, films, random, breathe);
  progress("placing", 0.9);

  const weight = Float32Array.from(landmarks, (film) => Math.log(2 + (counts[film] as number)));
  const most = Math.max(2, Math.min(mostClusters, Math.round(Math.sqrt(landmarks.length) / 2)));
  const hills = hillsOf(plane, weight, most);
  const filmPoints = pointsOf(filmIds, films, hills);
  const memberPoints = pointsOf(
    rows.map((u) => audience.memberIds[u] as number),
    members,
    hills,
  );
  const told = counts.map((count) => (count < minimum ? 0 : count));
  const { genre, names } = genresOf(traits, filmIds.length);
  return {
    model: input.modelId,
    basis: space.basis,
    films: {
      ...filmPoints,
      ratings: told,
      decades: Int16Array.from(filmIds, (_, film) => Math.floor((traits.years[film] ?? 0) / 10) * 10),
      genre,
    },
    genres: names,
    members: memberPoints,
    clusters: clustersOf(traits, filmPoints, memberPoints, hills, told, minimum),
    seconds: (performance.now() - started) / 1000,
  };
};

const clustersOf = (
  traits: FilmTraits,
  films: MapPoints,
  members: MapPoints,
  hills: Hills,
  ratings: Int32Array,
  minimum: number,
): MapCluster[] => {
  const sizes = new Int32Array(hills.count + 1); // the last: in none
  for (const at of members.cluster)
    sizes[at < 0 ? hills.count : at] = (sizes[at < 0 ? hills.count : at] as number) + 1;
  const told = toldParts([...sizes], minimum);
  const telling = clusterTraits(traits, films.cluster, hills.count, ratings);
  const of: number[][] = Array.from({ length: hills.count }, () => []);
  for (const [film, at] of films.cluster.entries()) if (at >= 0) of[at]?.push(film);
  return hills.peaks.map(({ x, y }, at) => ({
    films: of[at]?.length ?? 0,
    members: told[at] as number | null,
    x,
    y,
    traits: telling[at] ?? [],
    known: (of[at] ?? [])
      .sort((a, b) => (ratings[b] as number) - (ratings[a] as number) || a - b)
      .slice(0, knownFilms)
      .map((film) => films.ids[film] as number),
  }));
};
