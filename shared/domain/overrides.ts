/** A forecast that a user replaced, and who came nearer afterwards. */

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

/** Mean absolute error a day of override and model, over days of which the model's figure then and the outcome are known. */
export const scoreOf = (
  override: ForecastOverride,
  model: Readonly<Record<string, number>>,
  seen: Readonly<Record<string, number>>,
): { readonly days: number; readonly override: number; readonly model: number } | null => {
  const days = Object.keys(seen).filter((date) => model[date] !== undefined);
  if (days.length === 0) return null;
  const mean = (of: (date: string) => number): number =>
    days.reduce((sum, date) => sum + Math.abs(of(date) - (seen[date] as number)), 0) / days.length;
  return {
    days: days.length,
    override: mean((date) => figureOf(override, model[date] as number)),
    model: mean((date) => model[date] as number),
  };
};
