/** How long showings take under a house's rules, written from docs/rules-format.md alone: it shares no code with the scheduler. */
import type { Rule } from "../../shared/domain/rules/rule.ts";

export interface LengthScreen {
  readonly screen: number;
  readonly name?: string;
  readonly formats: readonly string[];
}

export interface LengthHouse {
  readonly venue?: number;
  readonly name?: string;
  readonly trailers: number;
  readonly cleaning: number;
  readonly screens: readonly LengthScreen[];
}

export interface LengthFilm {
  readonly film: number;
  readonly title?: string;
  readonly titleZh?: string | null;
  readonly distributor?: string | null;
  readonly certificate?: string | null;
  readonly formats: readonly string[];
}

export interface Shown {
  readonly film: number;
  readonly screen: number;
  readonly date: string;
}

const dayOfWeek = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay() || 7;

/** "1" for each key that narrows the scope, in the order in which they count, else "0". */
const rankOf = ({ scope }: Rule): string =>
  [
    scope.films,
    scope.distributors,
    scope.certificates,
    scope.screens,
    scope.formats,
    scope.weekdays ?? scope.from ?? scope.to,
  ]
    .map((key) => (key === undefined ? "0" : "1"))
    .join("");

export const applies = ({ on, scope }: Rule, house: LengthHouse, film: LengthFilm, shown: Shown): boolean => {
  if (!on) return false;
  if (scope.venues && !scope.venues.some((venue) => venue === house.venue || venue === house.name))
    return false;
  const { films, distributors, certificates, screens, formats } = scope;
  if (films && !films.some((ref) => ref === film.film || ref === film.title || ref === film.titleZh))
    return false;
  if (distributors && !distributors.includes(film.distributor ?? "")) return false;
  if (certificates && !certificates.includes(film.certificate ?? "")) return false;
  const room = house.screens.find(({ screen }) => screen === shown.screen);
  if (screens && !screens.some((ref) => ref === shown.screen || ref === room?.name)) return false;
  if (formats) {
    const both = film.formats.filter((format) => room?.formats.includes(format));
    if (!both.some((format) => formats.includes(format))) return false;
  }
  if (scope.weekdays && !scope.weekdays.includes(dayOfWeek(shown.date))) return false;
  return (scope.from ?? "") <= shown.date && shown.date <= (scope.to ?? "9999");
};

export const checkedLength = (
  kind: "trailers" | "cleaning",
  house: LengthHouse,
  films: readonly LengthFilm[],
  rules: readonly Rule[],
  shown: Shown,
): number => {
  const film = films.find((each) => each.film === shown.film);
  let minutes = house[kind];
  let rank = "";
  for (const rule of rules) {
    if (rule.kind !== kind || !film || !applies(rule, house, film, shown) || rankOf(rule) < rank) continue;
    rank = rankOf(rule);
    minutes = rule.params.minutes;
  }
  return minutes;
};
