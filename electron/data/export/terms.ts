/** What the house's own rules ask of a film by its title or its distributor, and where the week falls short. */

import type { PlanDocument } from "../../../shared/domain/plan-document.ts";
import { brokenRules } from "../../../shared/domain/rules/broken-rules.ts";
import { compileRules } from "../../../shared/domain/rules/measure.ts";
import type { RuleKind } from "../../../shared/domain/rules/rule.ts";
import type { IsoDate } from "../../../shared/domain/slate.ts";

export interface Term {
  readonly name: string; // empty: the kind's
  readonly kind: RuleKind;
  /** Days on which it is missed; null: over the week. Empty: it is met. */
  readonly missed: readonly (IsoDate | null)[];
}

/** By film; rules of every film alike, or of rooms and hours alone, are no film's terms. */
export const termsOf = ({
  house,
  films,
  week,
  days,
  showings,
  rules = [],
}: PlanDocument): ReadonlyMap<number, readonly Term[]> => {
  const candidates = films.map((film) => ({ ...film, hasPoster: false }));
  const slate = new Set(films.map(({ film }) => film));
  const filmOf = new Map(showings.map(({ id, film }) => [id, film]));
  const terms = new Map<number, Term[]>();
  for (const compiled of compileRules({ house, candidates, week }, rules)) {
    const { rule, scope } = compiled;
    if (rule.scope.films === undefined && rule.scope.distributors === undefined) continue;
    const broken = brokenRules([compiled], showings, { days, slate });
    for (const film of scope.films) {
      const own = broken.filter(({ params, showings: ids }) =>
        typeof params.film === "number" && params.have !== undefined
          ? params.film === film
          : params.have !== undefined || ids.some((id) => filmOf.get(id) === film),
      );
      const missed = [...new Set(own.map(({ date }) => date))];
      terms.set(film, [...(terms.get(film) ?? []), { name: rule.name, kind: rule.kind, missed }]);
    }
  }
  return terms;
};
