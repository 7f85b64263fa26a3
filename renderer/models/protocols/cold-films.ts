/**
 * Films that nobody has seen: likes (ratings >= 4) of films that are described (keywords or a synopsis), films with at least five likes, then
 * members with at least five. A fifth of the films loses all its likes; each member with a like on both sides gets those films ranked
 * from the other likes; NDCG@10 over the cold films alone.
 */
import type { Ratings } from "../../../shared/domain/interactions.ts";
import { ndcgAtK, topK } from "../../../shared/domain/metrics.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import { historyOf } from "../model.ts";
import { histories, splitRatings } from "../split.ts";
import { type MemberTrial, type ProtocolInput, subset, timedFit } from "./protocol.ts";

const liked = 4;
const least = 5;
const k = 10;
const coldShare = 0.2;

const rowsWithEnough = (rows: readonly number[], key: Int32Array): number[] => {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(key[row] as number, (counts.get(key[row] as number) ?? 0) + 1);
  return rows.filter((row) => (counts.get(key[row] as number) as number) >= least);
};

export const likesOfDescribed = ({ ratings, traits }: Pick<ProtocolInput, "ratings" | "traits">) => {
  const described = (i: number): boolean =>
    (traits.keywords[i]?.length ?? 0) > 0 || traits.synopses[i] !== "" || traits.runtimes[i] !== 0;
  const likes = [...ratings.value.keys()].filter(
    (row) => (ratings.value[row] as number) >= liked && described(ratings.film[row] as number),
  );
  const rows = rowsWithEnough(rowsWithEnough(likes, ratings.film), ratings.member);
  return subset({ ratings, traits }, rows);
};

const randomCold = ({ filmIds }: Ratings, seed: number): ReadonlySet<number> =>
  new Set(
    shuffle(
      Int32Array.from({ length: filmIds.length }, (_, i) => i),
      seededRandom(seed),
    ).slice(0, Math.floor(filmIds.length * coldShare)),
  );

/** `cold` are library ids of the films to be cold; without them a fifth is drawn. */
export const coldFilms = async (
  input: ProtocolInput,
  seed: number,
  cold: ReadonlySet<number> | null,
): Promise<MemberTrial> => {
  const { ratings, traits } = likesOfDescribed(input);
  const isCold = cold
    ? new Set([...ratings.filmIds.keys()].filter((i) => cold.has(ratings.filmIds[i] as number)))
    : randomCold(ratings, seed);
  const rows = [...ratings.film.keys()];
  const warmRows = rows.filter((row) => !isCold.has(ratings.film[row] as number));
  const column = <T extends Int32Array | Float32Array | Float64Array>(values: T): T =>
    values.filter((_, row) => !isCold.has(ratings.film[row] as number)) as T;
  const warm = {
    ...ratings,
    member: column(ratings.member),
    film: column(ratings.film),
    value: column(ratings.value),
    at: column(ratings.at),
  };
  const { training, validation } = splitRatings(warm, "random", 0, seed);
  const catalogue = { filmIds: ratings.filmIds, traits };
  const { model, seconds } = await timedFit(
    input,
    { catalogue, scale: ratings.scale, training, validation },
    seed,
  );
  const started = performance.now();
  const known = histories(ratings, Int32Array.from(warmRows));
  const held = histories(
    ratings,
    Int32Array.from(rows.filter((row) => isCold.has(ratings.film[row] as number))),
  );
  const byMember = new Map<number, number>();
  for (let u = 0; u < ratings.memberIds.length; u++) {
    const history = historyOf(known, u);
    const relevant = new Set(historyOf(held, u).films);
    if (relevant.size === 0 || history.films.length === 0) continue;
    const scores = model
      .foldIn(history)
      .rank()
      .map((score, i) => (isCold.has(i) ? score : Number.NEGATIVE_INFINITY));
    byMember.set(ratings.memberIds[u] as number, ndcgAtK(topK(scores, k), relevant, k) ?? 0);
    await input.hooks.breathe();
  }
  const judged = byMember.size;
  const sum = [...byMember.values()].reduce((total, ndcg) => total + ndcg, 0);
  return {
    byMember,
    metrics: { [`ndcg@${k}`]: sum / Math.max(1, judged) },
    counts: {
      likes: rows.length,
      members: ratings.memberIds.length,
      films: ratings.filmIds.length,
      cold: isCold.size,
      judged, // members with a like on both sides
    },
    fit: seconds,
    score: (performance.now() - started) / 1000,
  };
};
