/** The library's posters as they are learned from: embedding and measured features side by side, with what the library says of their films. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { LabelKind } from "../../shared/domain/image-labels.ts";
import { lookFeatures } from "../../shared/domain/poster-look.ts";
import { posterNetwork } from "../../shared/domain/posters.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { type NoLibrary, received } from "./received.ts";
import type { LibraryData } from "./training-library.ts";

/** More are spread over the catalogue: their inner products fill a matrix. */
const mostPosters = 800;
const atOnce = 500;
/** Labels of fewer posters cannot be judged in folds. */
const fewestOfLabel = 8;
const mostKeywords = 20;
const { length } = posterNetwork;
export const rowWidth = length + lookFeatures.length;

export interface SeenPosters {
  readonly films: Int32Array;
  /** Raw, [n x rowWidth]. */
  readonly rows: Float32Array;
}
export interface Label {
  readonly kind: LabelKind;
  readonly name: string;
  readonly truth: readonly boolean[];
}

export const rowOf = (embedding: Float32Array, features: ArrayLike<number>): Float32Array => {
  const row = new Float32Array(rowWidth);
  row.set(embedding);
  row.set(Array.from(features), length);
  return row;
};

export const readSeenPosters = async (
  data: DataClient,
  signal: AbortSignal,
): Promise<Result<SeenPosters, NoLibrary>> => {
  const looks = received(await data.posterLooks({}, { signal }), signal);
  if (!looks.ok) return looks;
  const { films: looked, features } = looks.value;
  const stride = Math.max(1, looked.length / mostPosters);
  const chosen = Array.from({ length: Math.min(mostPosters, looked.length) }, (_, n) =>
    Math.floor(n * stride),
  );
  const featuresOf = new Map(
    chosen.map((n) => [
      looked[n] as number,
      features.subarray(n * lookFeatures.length, (n + 1) * lookFeatures.length),
    ]),
  );
  const ids = [...featuresOf.keys()];
  const films: number[] = [];
  const rows: Float32Array[] = [];
  for (let first = 0; first < ids.length; first += atOnce) {
    const part = received(
      await data.posterEmbeddings({ films: ids.slice(first, first + atOnce) }, { signal }),
      signal,
    );
    if (!part.ok) return part;
    for (const [n, film] of part.value.films.entries()) {
      films.push(film);
      rows.push(
        rowOf(
          part.value.embeddings.subarray(n * length, (n + 1) * length),
          featuresOf.get(film) as Float32Array,
        ),
      );
    }
  }
  const all = new Float32Array(rows.length * rowWidth);
  for (const [n, row] of rows.entries()) all.set(row, n * rowWidth);
  return ok({ films: Int32Array.from(films), rows: all });
};

/** What the library calls enough of these films, and not nearly all: genres by name, the most frequent keywords. */
export const labelsOfFilms = ({ ratings, traits }: LibraryData, films: Int32Array): Label[] => {
  const at = new Map([...ratings.filmIds].map((id, index) => [id, index]));
  const indices = Array.from(films, (film) => at.get(film) as number);
  const counted = (kind: LabelKind, of: readonly (readonly string[])[]): Label[] => {
    const counts = new Map<string, number>();
    for (const i of indices) for (const name of new Set(of[i])) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count >= fewestOfLabel && count <= films.length - fewestOfLabel)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([name]) => ({
        kind,
        name,
        truth: indices.map((i) => (of[i] as readonly string[]).includes(name)),
      }));
  };
  return [...counted("genre", traits.genres), ...counted("keyword", traits.keywords).slice(0, mostKeywords)];
};

/** Mean ratings of these films by some members, given by index; NaN where fewer than `minimum` of them rated. */
export const meanRatings = (
  { ratings }: LibraryData,
  films: Int32Array,
  members: Iterable<number> | null,
  minimum: number,
): Float64Array => {
  const place = new Map([...films].map((film, n) => [film, n]));
  const placeOf = Int32Array.from(ratings.filmIds, (film) => place.get(film) ?? -1);
  const among = members && new Set(members);
  const sums = new Float64Array(films.length);
  const counts = new Int32Array(films.length);
  for (let row = 0; row < ratings.value.length; row++) {
    const n = placeOf[ratings.film[row] as number] as number;
    if (n < 0 || (among && !among.has(ratings.member[row] as number))) continue;
    sums[n] = (sums[n] as number) + (ratings.value[row] as number);
    counts[n] = (counts[n] as number) + 1;
  }
  return sums.map((sum, n) => ((counts[n] as number) >= minimum ? sum / (counts[n] as number) : Number.NaN));
};
