/** What release weeks are found from: audiences as a model predicts them, by genres where it cannot, and attendance as it was. */
import {
  type Competitor,
  mostWindowWeeks,
  type TitleWish,
  type WindowQuestion,
} from "../../shared/contract/windows.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { unwrap } from "./read.ts";
import { addDays } from "./slates.ts";

/** Films of the last year whose weeks tell of competition. */
const playedAsked = 80;
const daysAYear = 366;

export interface WindowsAsked {
  readonly from: IsoDate;
  readonly weeks: number;
  readonly titles: readonly TitleWish[];
  readonly competitors: readonly Competitor[];
}
export interface WindowsRead {
  readonly question: WindowQuestion;
  /** Whose predictions these are; null without a model. */
  readonly model: string | null;
}

/** Films that drew most in the year before the last day known, most first. */
const playedMost = ({ film, day, admissions }: WindowQuestion["days"]): number[] => {
  const last = day.reduce((latest, each) => Math.max(latest, each), 0);
  const drawn = new Map<number, number>();
  for (let i = 0; i < film.length; i++)
    if ((day[i] as number) > last - daysAYear)
      drawn.set(film[i] as number, (drawn.get(film[i] as number) ?? 0) + (admissions[i] as number));
  return [...drawn]
    .sort((a, b) => b[1] - a[1])
    .slice(0, playedAsked)
    .map(([id]) => id);
};

/** Of films of which nobody knows the genres: as of two films of any kind. */
const unknownLikeness = 0.2;

/** Genres shared, of those that either has. */
const likeness = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return unknownLikeness;
  const both = a.filter((genre) => b.includes(genre)).length;
  return both / (a.length + b.length - both);
};

interface Side {
  readonly film: number | null;
  readonly genres: readonly string[];
}

/** Overlap by the model where it knows both; else as films of such likeness overlap on average, by a line through those known. */
const overlaps = (
  known: ReadonlyMap<number, ReadonlyMap<number, number>>,
  genresOf: ReadonlyMap<number, readonly string[]>,
) => {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const [film, row] of known)
    for (const [other, overlap] of row) {
      if (film === other) continue;
      const like = likeness(genresOf.get(film) ?? [], genresOf.get(other) ?? []);
      n++;
      x += like;
      y += overlap;
      xx += like * like;
      xy += like * overlap;
    }
  const spread = n * xx - x * x;
  const slope = n === 0 ? 1 : spread > 1e-9 ? Math.max(0, (n * xy - x * y) / spread) : 0;
  const level = n === 0 ? 0 : (y - slope * x) / n;
  return (a: Side, b: Side): number => {
    if (a.film !== null && a.film === b.film) return 1;
    const predicted = a.film === null || b.film === null ? undefined : known.get(a.film)?.get(b.film);
    return predicted ?? Math.min(1, Math.max(0, level + slope * likeness(a.genres, b.genres)));
  };
};

export const readWindowQuestion = async (
  { data, training }: Clients,
  { from, weeks, titles, competitors }: WindowsAsked,
  signal?: AbortSignal,
): Promise<WindowsRead> => {
  const days = await unwrap(data.attendanceDays({}, { signal }));
  const own = titles.map(({ film }) => film);
  const rivals = competitors.flatMap(({ film }) => film ?? []);
  const played = playedMost(days);
  const films = [...new Set([...own, ...rivals, ...played])];
  const known = new Map<number, ReadonlyMap<number, number>>();
  const likeOf = new Map<number, { value: number; low: number; high: number }>();
  let model: string | null = null;
  if (films.length > 0) {
    const answer = await (await training()).audienceOverlap({ films }, { signal });
    // Nor is anything told of an audience that is too small.
    if (answer.ok || !["NoModel", "Suppressed"].includes(answer.error.type)) {
      const { shares, overlap, model: by } = await unwrap(Promise.resolve(answer));
      model = by;
      for (const [f, { film, likeShare, low, high }] of shares.entries()) {
        likeOf.set(film, { value: likeShare, low, high });
        known.set(film, new Map(shares.map((other, g) => [other.film, overlap[f]?.[g] ?? 0])));
      }
    }
  }
  const { rows } = await unwrap(data.filmTitles({ films }, { signal }));
  const genresOf = new Map(rows.map(({ id, genres }) => [id, genres]));
  const sideOf = (film: number): Side => ({ film, genres: genresOf.get(film) ?? [] });
  const overlap = overlaps(known, genresOf);
  const ownSides = own.map(sideOf);
  const rivalSides = competitors.map(({ film, genres }) =>
    film === null || genres.length > 0 ? { film, genres } : sideOf(film),
  );
  const playedSides = played.map(sideOf);
  const matrix = (ones: readonly Side[], others: readonly Side[]): number[][] =>
    ones.map((one) => others.map((other) => overlap(one, other)));
  return {
    model,
    question: {
      weeks: Array.from({ length: Math.min(weeks, mostWindowWeeks) }, (_, n) => addDays(from, 7 * n)),
      titles: titles.map((title) => ({ ...title, like: likeOf.get(title.film) ?? null })),
      competitors: competitors.map(({ date, size }) => ({ date, size })),
      overlap: matrix(ownSides, [...ownSides, ...rivalSides]),
      days,
      played: played.map((film) => ({ film, like: likeOf.get(film)?.value ?? null })),
      playedOverlap: matrix(playedSides, playedSides),
    },
  };
};
