/**
 * Segments by taste. A member's profile has one number for each genre and language g that enough visits go to:
 *
 *   x_g = n / (n + 10) * (p_g - u_g) / sqrt(u_g (1 - u_g))
 *
 * n films of the member, p_g the share of them that carry g, u_g the share among all visits: how far the member departs
 * from the whole audience, in standard deviations of one visit, drawn to 0 where few films are known; then divided by
 * its standard deviation over the sampled members, so that a rare taste weighs as much as a common one.
 * k-means over a sample makes the centres; then every member with enough films goes to the nearest. Without a wish, the
 * number of clusters is the one whose centres part the sample best.
 */
import { seededRandom } from "../../../shared/domain/random.ts";
import { breathe } from "../breathe.ts";
import { listAt } from "../columns/answer.ts";
import type { ColumnTable, NumberColumn } from "../columns/column.ts";
import type { Visitors } from "../columns/visitors.ts";
import { countFilms } from "./genre-counts.ts";
import { type Clustering, kMeans, nearest, type Points } from "./k-means.ts";

export interface Trait {
  readonly kind: "genre" | "language";
  readonly name: string;
  /** Mean share of the cluster's members' films; `usual` among all visits. */
  readonly share: number;
  readonly usual: number;
}
export interface Cluster {
  readonly members: Int32Array;
  /** What sets it apart, most first. */
  readonly traits: readonly Trait[];
}
export interface Clusters {
  readonly clusters: readonly Cluster[];
  readonly tried: readonly { readonly k: number; readonly silhouette: number }[];
  readonly sample: number;
  /** Members with too few films to tell. */
  readonly left: number;
}

const fewestFilms = 5;
const sampled = 12_000;
const leastShare = 0.005;
const mostTraits = 28;
const shrink = 10;
const triedK = [3, 4, 5, 6, 7, 8, 9, 10];
/** A mean this many standard deviations of members above 0 sets a cluster apart. */
const apart = 0.25;
const namedTraits = 3;

interface Feature {
  readonly kind: Trait["kind"];
  readonly name: string;
  readonly usual: number;
  readonly films: readonly number[];
}

const featuresOf = async (films: ColumnTable, pause: () => Promise<void>): Promise<Feature[]> => {
  const visits = (films.columns.members as NumberColumn).values;
  const language = films.columns.language;
  const marks = new Map<string, { kind: Trait["kind"]; name: string; films: number[]; visits: number }>();
  let total = 0;
  for (let row = 0; row < films.ids.length; row++) {
    if (row % rowsAtOnce === rowsAtOnce - 1) await pause();
    const came = visits[row] as number;
    total += came;
    const spoken = language?.kind === "text" ? (language.names[language.codes[row] as number] as string) : "";
    const carried = listAt(films, "genres", row).map((name) => ["genre", name] as const);
    for (const [kind, name] of spoken === "" ? carried : [...carried, ["language", spoken] as const]) {
      const key = `${kind} ${name}`;
      const mark = marks.get(key) ?? { kind, name, films: [], visits: 0 };
      mark.films.push(films.ids[row] as number);
      mark.visits += came;
      marks.set(key, mark);
    }
  }
  return [...marks.values()]
    .map(({ visits, ...mark }) => ({ ...mark, usual: visits / Math.max(1, total) }))
    .filter(({ usual }) => usual >= leastShare && usual <= 1 - leastShare)
    .sort((a, b) => b.usual - a.usual)
    .slice(0, mostTraits);
};

class Profiles {
  readonly #seen: ArrayLike<number>;
  readonly #features: readonly Feature[];
  readonly #counts: readonly Uint16Array[];
  /** Standard deviations of the features; 1 until they are measured. */
  #spread: Float64Array;

  constructor(seen: ArrayLike<number>, features: readonly Feature[], counts: readonly Uint16Array[]) {
    this.#seen = seen;
    this.#features = features;
    this.#counts = counts;
    this.#spread = new Float64Array(features.length).fill(1);
  }

  /** From now on points are measured by how much these members differ. */
  measureBy(rows: Uint32Array): void {
    const { values, width } = this.points(rows);
    const count = Math.max(1, rows.length);
    this.#spread = Float64Array.from({ length: width }, (_, feature) => {
      let sum = 0;
      let squares = 0;
      for (let at = feature; at < values.length; at += width) {
        sum += values[at] as number;
        squares += (values[at] as number) ** 2;
      }
      return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)) || 1;
    });
  }

  share(row: number, feature: number): number {
    return (this.#counts[feature]?.[row] as number) / (this.#seen[row] as number);
  }

  points(rows: Uint32Array): Points {
    const width = this.#features.length;
    const values = new Float32Array(rows.length * width);
    for (const [at, row] of rows.entries()) {
      const films = this.#seen[row] as number;
      const weight = films / (films + shrink);
      for (let feature = 0; feature < width; feature++) {
        const { usual } = this.#features[feature] as Feature;
        const departs = (this.share(row, feature) - usual) / Math.sqrt(usual * (1 - usual));
        values[at * width + feature] = (weight * departs) / (this.#spread[feature] as number);
      }
    }
    return { values, width };
  }
}

const sampleOf = (rows: Uint32Array, seed: number): Uint32Array => {
  if (rows.length <= sampled) return rows;
  const random = seededRandom(seed);
  const step = rows.length / sampled;
  return Uint32Array.from({ length: sampled }, (_, at) => rows[Math.floor((at + random()) * step)] as number);
};

const rowsWithFilms = (seen: ArrayLike<number>): Uint32Array => {
  const rows = new Uint32Array(seen.length);
  let found = 0;
  for (let row = 0; row < seen.length; row++) if ((seen[row] as number) >= fewestFilms) rows[found++] = row;
  return rows.slice(0, found);
};

const rowsAtOnce = 5000;

/** Null when too few members have been seen often enough. */
export const makeClusters = async (
  members: ColumnTable,
  films: ColumnTable,
  visitors: Visitors,
  wish: { readonly k: number | null; readonly seed: number },
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Clusters | null> => {
  const pause = async (): Promise<void> => {
    await breathe();
    signal.throwIfAborted();
  };
  const features = await featuresOf(films, pause);
  const counts: Uint16Array[] = [];
  for (const [at, feature] of features.entries()) {
    counts.push(await countFilms(members, visitors, feature.films));
    progress((0.3 * (at + 1)) / features.length);
    await pause();
  }
  const seen = (members.columns.films as NumberColumn).values;
  const rows = rowsWithFilms(seen);
  const ks = (wish.k === null ? triedK : [wish.k]).filter((k) => k <= rows.length / 10);
  if (features.length < 2 || ks.length === 0) return null;
  const profiles = new Profiles(seen, features, counts);
  const sampledRows = sampleOf(rows, wish.seed);
  profiles.measureBy(sampledRows);
  const sample = profiles.points(sampledRows);
  const tried: Clustering[] = [];
  for (const k of ks) {
    tried.push(await kMeans(sample, k, wish.seed, pause));
    progress(0.3 + (0.5 * tried.length) / ks.length);
  }
  const best = tried.reduce((best, other) => (other.silhouette > best.silhouette ? other : best));

  const found = Array.from({ length: best.k }, () => [] as number[]);
  const shares = Array.from({ length: best.k }, () => new Float64Array(features.length));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.subarray(from, from + rowsAtOnce);
    const points = profiles.points(some);
    for (const [at, row] of some.entries()) {
      const [cluster] = nearest(points, at, best.centres);
      (found[cluster] as number[]).push(members.ids[row] as number);
      const sums = shares[cluster] as Float64Array;
      for (let feature = 0; feature < sums.length; feature++)
        sums[feature] = (sums[feature] as number) + profiles.share(row, feature);
    }
    progress(0.8 + (0.2 * from) / rows.length);
    await pause();
  }
  const clusters = found.map((ids, cluster) => ({
    members: Int32Array.from(ids),
    traits: features
      .map((feature, at) => ({ feature, at, z: best.centres[cluster * features.length + at] as number }))
      .filter(({ z }) => z > apart)
      .sort((a, b) => b.z - a.z)
      .slice(0, namedTraits)
      .map(({ feature: { kind, name, usual }, at }) => ({
        kind,
        name,
        usual,
        share: (shares[cluster]?.[at] as number) / Math.max(1, ids.length),
      })),
  }));
  return {
    clusters: clusters
      .filter(({ members }) => members.length > 0)
      .sort((a, b) => b.members.length - a.members.length),
    tried: tried.map(({ k, silhouette }) => ({ k, silhouette })),
    sample: sample.values.length / sample.width,
    left: members.ids.length - rows.length,
  };
};
