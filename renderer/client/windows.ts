/** What release weeks are found from: audiences as a model predicts them, by genres where it cannot, and attendance as it was. */
import {
  type Competitor,
  mostWindowWeeks,
  type TitleWish,
  type WindowQuestion,
} from "../../shared/contract/windows.ts";
import type { IsoDate } from "../../shared/domain/slate.ts";
import type { Clients } from "./client.ts";
import { audienceOverlaps, predictedAudiences, type Side } from "./overlaps.ts";
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

export const readWindowQuestion = async (
  clients: Clients,
  { from, weeks, titles, competitors }: WindowsAsked,
  signal?: AbortSignal,
): Promise<WindowsRead> => {
  const { data } = clients;
  const days = await unwrap(data.attendanceDays({}, { signal }));
  const own = titles.map(({ film }) => film);
  const rivals = competitors.flatMap(({ film }) => film ?? []);
  const played = playedMost(days);
  const films = [...new Set([...own, ...rivals, ...played])];
  const { model, likes, overlap: known } = await predictedAudiences(clients, films, signal);
  const { rows } = await unwrap(data.filmTitles({ films }, { signal }));
  const genresOf = new Map(rows.map(({ id, genres }) => [id, genres]));
  const sideOf = (film: number): Side => ({ film, traits: genresOf.get(film) ?? [] });
  const overlap = audienceOverlaps(known, genresOf);
  const ownSides = own.map(sideOf);
  const rivalSides = competitors.map(({ film, genres }) =>
    film === null || genres.length > 0 ? { film, traits: genres } : sideOf(film),
  );
  const playedSides = played.map(sideOf);
  const matrix = (ones: readonly Side[], others: readonly Side[]): number[][] =>
    ones.map((one) => others.map((other) => overlap(one, other)));
  return {
    model,
    question: {
      weeks: Array.from({ length: Math.min(weeks, mostWindowWeeks) }, (_, n) => addDays(from, 7 * n)),
      titles: titles.map((title) => ({ ...title, like: likes.get(title.film) ?? null })),
      competitors: competitors.map(({ date, size }) => ({ date, size })),
      overlap: matrix(ownSides, [...ownSides, ...rivalSides]),
      days,
      played: played.map((film) => ({ film, like: likes.get(film)?.value ?? null })),
      playedOverlap: matrix(playedSides, playedSides),
    },
  };
};
