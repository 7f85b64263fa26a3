/** Names of screens and films in rules that the week does not hold, so that a misspelled rule is not silently idle. */
import type { Candidate, House } from "../slate.ts";
import type { Rule } from "./rule.ts";

export interface UnknownNames {
  readonly rule: string;
  readonly screens: readonly (number | string)[];
  readonly films: readonly (number | string)[];
}

/** Rules of other venues and such as are switched off may name what they like. */
export const unknownNames = (
  rules: readonly Rule[],
  house: House,
  candidates: readonly Candidate[],
): UnknownNames[] => {
  const screens = new Set<number | string>(house.screens.flatMap(({ screen, name }) => [screen, name]));
  const films = new Set<number | string | null>(
    candidates.flatMap(({ film, title, titleZh }) => [film, title, titleZh]),
  );
  return rules.flatMap(({ id, on, scope, params }) => {
    const isHere = scope.venues?.some((venue) => venue === house.venue || venue === house.name) ?? true;
    if (!on || !isHere) return [];
    const named = [...(scope.screens ?? []), ...("screens" in params ? (params.screens ?? []) : [])];
    const unknown = {
      rule: id,
      screens: named.filter((screen) => !screens.has(screen)),
      films: [...(scope.films ?? []), ...("films" in params ? params.films : [])].filter(
        (film) => !films.has(film),
      ),
    };
    return unknown.screens.length + unknown.films.length > 0 ? [unknown] : [];
  });
};
