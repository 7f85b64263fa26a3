/** To which showings of a house's week a rule applies. */
import type { Candidate, House, IsoDate } from "../slate.ts";
import type { RuleScope } from "./rule.ts";

/** What scopes ask of a film. */
export type ScopedFilm = Pick<
  Candidate,
  "film" | "title" | "titleZh" | "distributor" | "certificate" | "formats"
>;

export interface Scoped {
  /** Candidates in scope. */
  readonly films: readonly number[];
  readonly restrictsFilms: boolean;
  /** Candidates that the rule names one by one. */
  readonly named: ReadonlySet<number>;
  includes(place: { readonly film: number; readonly screen: number; readonly date: IsoDate }): boolean;
  includesDay(date: IsoDate): boolean;
}

const dayNumber = (date: IsoDate): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
/** 1 = Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (date: IsoDate): number => ((dayNumber(date) + 3) % 7) + 1;

/** 1 in the week of the release and before it; null where nobody knows the release. */
export const weekOfRun = (release: IsoDate | null, week: IsoDate): number | null =>
  release === null ? null : Math.max(1, Math.floor((dayNumber(week) - dayNumber(release)) / 7) + 1);

type Refs = readonly (number | string)[];
export const refersTo = (refs: Refs | undefined, id: number, ...names: readonly (string | null)[]): boolean =>
  refs === undefined || refs.includes(id) || names.some((name) => name !== null && refs.includes(name));

/** Films and screens that can meet in one of the formats. */
const commonFormats = (
  { screens }: House,
  films: readonly ScopedFilm[],
  formats: readonly string[],
): ReadonlySet<string> =>
  new Set(
    films.flatMap((film) =>
      screens.flatMap((screen) =>
        formats.some((format) => film.formats.includes(format) && screen.formats.includes(format))
          ? [`${film.film} ${screen.screen}`]
          : [],
      ),
    ),
  );

/** Null where the rule is of other venues. */
export const scoped = (
  {
    films,
    distributors,
    certificates,
    venues,
    screens,
    formats,
    weekdays,
    from = "",
    to = "9999",
  }: RuleScope,
  house: House,
  candidates: readonly ScopedFilm[],
): Scoped | null => {
  if (!refersTo(venues, house.venue, house.name)) return null;
  const named = candidates.filter(({ film, title, titleZh }) => refersTo(films, film, title, titleZh));
  const within = named.filter(
    (film) =>
      (distributors?.includes(film.distributor ?? "") ?? true) &&
      (certificates?.includes(film.certificate ?? "") ?? true) &&
      (formats?.some((format) => film.formats.includes(format)) ?? true),
  );
  const filmSet = new Set(within.map(({ film }) => film));
  const screenSet = new Set(
    house.screens.filter(({ screen, name }) => refersTo(screens, screen, name)).map(({ screen }) => screen),
  );
  const restrictsFilms = (films ?? distributors ?? certificates ?? formats) !== undefined;
  const shared = formats && commonFormats(house, within, formats);
  const days = new Map<IsoDate, boolean>();
  const includesDay = (date: IsoDate): boolean => {
    let included = days.get(date);
    if (included === undefined) {
      included = date >= from && date <= to && (weekdays?.includes(weekdayOf(date)) ?? true);
      days.set(date, included);
    }
    return included;
  };
  return {
    films: [...filmSet],
    restrictsFilms,
    named: films === undefined ? new Set() : filmSet,
    includesDay,
    includes: ({ film, screen, date }) =>
      (!restrictsFilms || filmSet.has(film)) &&
      (screens === undefined || screenSet.has(screen)) &&
      (shared === undefined || shared.has(`${film} ${screen}`)) &&
      includesDay(date),
  };
};
