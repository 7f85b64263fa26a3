/** A forecast that a user replaced, and who came nearer afterwards. */
import { movedOutlook, type Outlook, type Ranged } from "./outlook.ts";

export const overrideKinds = ["number", "factor"] as const;

export interface ForecastOverride {
  readonly venue: number;
  readonly film: number;
  readonly from: string;
  readonly to: string; // the last day
  readonly kind: (typeof overrideKinds)[number]; // admissions a day, or a multiple of the forecast
  readonly value: number;
}

/** The override that counts for a day: of several, the last in the list. */
export const overrideOf = <T extends ForecastOverride>(
  overrides: readonly T[],
  venue: number,
  film: number,
  date: string,
): T | undefined =>
  overrides.findLast(
    (each) => each.venue === venue && each.film === film && each.from <= date && date <= each.to,
  );

/** What an override says of a day for which the model says `expected`. */
export const figureOf = ({ kind, value }: ForecastOverride, expected: number): number =>
  kind === "number" ? value : value * expected;

/** An outlook with the user's figures, and what they change of its sums. */
export const overriddenOutlook = <
  C extends Ranged & { readonly film: number; readonly venue: number },
  F extends Ranged & { readonly film: number },
  D extends Ranged,
>(
  outlook: Outlook<C, F, D>,
  overrides: readonly ForecastOverride[],
) =>
  movedOutlook(outlook, ({ venue, film, date, expected }) => {
    const override = overrideOf(overrides, venue, film, date);
    return override ? figureOf(override, expected) : null;
  });

export interface OverrideScore {
  readonly days: number;
  readonly override: number;
  /** Null where the model had no figure then: the film was new, or the days too far ahead. */
  readonly model: number | null;
}

/** Mean absolute error a day of override and model, over days of which the model's figure then and the outcome are known. */
export const scoreOf = (
  override: ForecastOverride,
  model: Readonly<Record<string, number>>,
  seen: Readonly<Record<string, number>>,
): OverrideScore | null => {
  const known = Object.keys(seen);
  const days = known.filter((date) => model[date] !== undefined);
  const error = (of: readonly string[], said: (date: string) => number): number =>
    of.reduce((sum, date) => sum + Math.abs(said(date) - (seen[date] as number)), 0) / of.length;
  if (days.length > 0)
    return {
      days: days.length,
      override: error(days, (date) => figureOf(override, model[date] as number)),
      model: error(days, (date) => model[date] as number),
    };
  return known.length > 0 && override.kind === "number"
    ? { days: known.length, override: error(known, () => override.value), model: null }
    : null;
};

const later = (a: string, b: string): string => [a, b].sort()[1] as string;
const earlier = (a: string, b: string): string => [a, b].sort()[0] as string;

/** A week's overrides, on its own days: those of several weeks can stand in one list, where of two for one day the later counts. */
export const overridesWithin = <T extends ForecastOverride>(
  overrides: readonly T[],
  days: readonly string[],
): T[] => {
  const [first, last] = [days[0] as string, days.at(-1) as string];
  return overrides.map((override) => ({
    ...override,
    from: later(override.from, first),
    to: earlier(override.to, last),
  }));
};
