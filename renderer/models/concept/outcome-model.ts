/**
 * What will come of a film, from what is known before its release: ŷ = b + x·w, a ridge regression on features.ts in which a film of h years ago counts
 * half. How wrong it will be is read from forecasts of the past: at origins in the last ten years a model learned from
 * the films up to there alone forecasts those of the next six years (rolling origin). Their errors, each over a usual size s(x) of error that is learned from the same past, give the interval (split
 * conformal prediction with normalised errors: Papadopoulos et al. 2002; Lei et al. 2018; s from other films' errors: Vovk 2015): ŷ + s(x) · [q_{α/2}, q_{1−α/2}].
 */
import type { Concept } from "../../../shared/domain/concept.ts";
import type { ConceptField, Forecast, Part } from "../../../shared/domain/concept-outlook.ts";
import { ends, levelOf, stretched } from "./conformal.ts";
import { type Basis, learnBasis } from "./features.ts";
import { along, fitSparseRidge, type Line } from "./sparse-ridge.ts";

export interface Setting {
  /** Films that an effect needs to count for half. */
  readonly penalties: Readonly<Record<ConceptField | "cross", number>>;
  /** Years after which a film counts half. */
  readonly half: number;
  /** Errors beyond this are not squared; null = all are. */
  readonly δ: number | null;
}

/** Chosen within the films up to 2010 of tmdb-5000: six years forecast from those before them, 1991-96, 1995-2000, 1999-2004, 2002-07, 2005-10. */
export const settings = {
  vote: {
    penalties: {
      budget: 6,
      year: 6,
      runtime: 4,
      month: 90,
      genre: 5,
      keyword: 1,
      synopsis: 3,
      person: 5,
      studio: 12,
      language: 5,
      country: 16,
      certificate: 3,
      series: 100,
      cross: 80,
    },
    half: 10,
    δ: null,
  },
  revenue: {
    penalties: {
      budget: 5,
      year: 100,
      runtime: 10,
      month: 300,
      genre: 5,
      keyword: 1,
      synopsis: 3,
      person: 5,
      studio: 10,
      language: 100,
      country: 10,
      certificate: 3,
      series: 50,
      cross: 60,
    },
    half: 10,
    δ: 0.5,
  },
} as const satisfies Readonly<Record<string, Setting>>;

export interface Known {
  readonly id: number; // of the film in the library
  readonly film: Concept;
  readonly y: number;
}
/** A film of the past, forecast from the years before it. */
export interface PastForecast extends Forecast {
  readonly film: Concept;
  /** The error over its usual size. */
  readonly ratio: number;
  readonly id: number;
  readonly year: number;
  /** The last year that was learned from. */
  readonly origin: number;
  readonly actual: number;
}
export interface OutcomeModel {
  forecast(film: Concept): Forecast;
  /** The outcome below which a share of films like it end, 0 < share < 1: the shape of the errors of the past, its 80 % ends those of the forecast. */
  quantiles(film: Concept): (share: number) => number;
  /** Parts that add up to the forecast, from the largest down, and the forecast for a film that is usual in everything. */
  parts(film: Concept): { readonly usual: number; readonly parts: readonly Part[] };
  readonly past: readonly PastForecast[];
}

/** Years before the latest at which the past is forecast from, and how many years ahead. */
const origins = [10, 8, 6, 4, 2];
const horizon = 6;
/** Films that a year to be forecast needs before it. */
export const fewestBefore = 100;
const errorPenalty = 30;
const errorFields: ReadonlySet<ConceptField> = new Set(["budget", "year", "runtime", "language"]);

interface Fitted {
  readonly basis: Basis;
  readonly line: Line;
}

const fitLine = (known: readonly Known[], { penalties, half, δ }: Setting): Fitted => {
  const films = known.map(({ film }) => film);
  const basis = learnBasis(films);
  const latest = Math.max(...films.map(({ year }) => year ?? 0));
  const line = fitSparseRidge(
    basis.rows(films),
    Float64Array.from(known, ({ y }) => y),
    Float64Array.from(films, ({ year }) => 0.5 ** ((latest - (year ?? latest)) / half)),
    Float64Array.from(basis.features, ({ field, crossed }) => penalties[crossed ? "cross" : field]),
    δ,
  );
  return { basis, line };
};

const valuesOf = ({ basis, line }: Fitted, films: readonly Concept[]): Float64Array => {
  const rows = basis.rows(films);
  return Float64Array.from(films, (_, n) => line.b + along(rows, n, line.w));
};

interface PastError {
  readonly of: Known;
  readonly origin: number;
  readonly value: number;
  readonly error: number;
}

/** The usual size of an error, never below half of the mean one. */
const errorSize = (errors: readonly PastError[]) => {
  const films = errors.map(({ of }) => of.film);
  const basis = learnBasis(films);
  const size = Float64Array.from(errors, ({ error }) => Math.abs(error));
  const mean = size.reduce((sum, each) => sum + each, 0) / size.length;
  const line = fitSparseRidge(
    basis.rows(films),
    size,
    size.map(() => 1),
    Float64Array.from(basis.features, ({ field, crossed }) =>
      errorFields.has(field) && !crossed ? errorPenalty : 1e9,
    ),
    null,
  );
  return (given: readonly Concept[]): Float64Array =>
    valuesOf({ basis, line }, given).map((each) => Math.max(0.5 * mean, each));
};

const folds = 5;

/**
 * Of each error the usual size as learned from the errors of other films alone (cross-conformal: Vovk 2015). Sizes learned from the very errors that they
 * are to measure would follow them, and intervals come out too narrow.
 */
const heldOutSizes = (errors: readonly PastError[]): Float64Array => {
  const order = [...new Set(errors.map(({ of }) => of.id))].sort((a, b) => a - b);
  const foldOf = new Map(order.map((id, at) => [id, at % folds]));
  const sizes = new Float64Array(errors.length);
  for (let fold = 0; fold < folds; fold++) {
    const own = [...errors.keys()].filter((n) => foldOf.get((errors[n] as PastError).of.id) === fold);
    const others = errors.filter(({ of }) => foldOf.get(of.id) !== fold);
    const given = errorSize(others)(own.map((n) => (errors[n] as PastError).of.film));
    for (const [at, n] of own.entries()) sizes[n] = given[at] as number;
  }
  return sizes;
};

/** `known` with years; null where too few stand before the last years to tell how wrong forecasts are. */
export const fitOutcome = async (
  known: readonly Known[],
  setting: Setting,
  step: (share: number) => Promise<void>,
): Promise<OutcomeModel | null> => {
  const yearOf = ({ film }: Known): number => film.year as number;
  const latest = known.reduce((last, each) => Math.max(last, yearOf(each)), 0);
  const possible = origins.filter(
    (back) => known.filter((each) => yearOf(each) <= latest - back).length >= fewestBefore,
  );
  // Where the past is long enough, all look equally far ahead.
  const far = possible.filter((back) => back >= horizon);
  const judged = (far.length < 2 ? possible : far).map((back) => latest - back);
  if (judged.length < 2) return null;
  const errors: PastError[] = [];
  for (const [at, origin] of judged.entries()) {
    const fitted = fitLine(
      known.filter((each) => yearOf(each) <= origin),
      setting,
    );
    const ahead = known.filter((each) => yearOf(each) > origin && yearOf(each) <= origin + horizon);
    const values = valuesOf(
      fitted,
      ahead.map(({ film }) => film),
    );
    for (const [n, each] of ahead.entries()) {
      const value = values[n] as number;
      errors.push({ of: each, origin, value, error: each.y - value });
    }
    await step((at + 1) / (judged.length + 1));
  }
  const sizeOf = errorSize(errors);
  const sizes = heldOutSizes(errors);
  const ratios = Float64Array.from(errors, ({ error }, n) => error / (sizes[n] as number));
  const [below, above] = ends(
    ratios,
    levelOf(
      ratios,
      errors.map(({ origin }) => origin),
    ),
  );
  const ratioAt = stretched(ratios.slice().sort(), below, above);
  const around = (value: number, size: number): Forecast => ({
    value,
    low: value + size * below,
    high: value + size * above,
  });
  const fitted = fitLine(known, setting);
  await step(1);
  const { basis, line } = fitted;
  /** Of the films learned from: what a part is told against. */
  const mean = new Float64Array(line.w.length);
  const all = basis.rows(known.map(({ film }) => film));
  for (const [at, j] of all.column.entries())
    mean[j] = (mean[j] as number) + (all.value[at] as number) / known.length;
  const usual = line.b + mean.reduce((sum, each, j) => sum + each * (line.w[j] as number), 0);
  return {
    forecast: (film) => around(valuesOf(fitted, [film])[0] as number, sizeOf([film])[0] as number),
    quantiles(film) {
      const [value, size] = [valuesOf(fitted, [film])[0] as number, sizeOf([film])[0] as number];
      return (share) => value + size * ratioAt(share);
    },
    parts(film) {
      const { column, value } = basis.rows([film]);
      const shares = mean.map((each, j) => -each * (line.w[j] as number));
      for (const [at, j] of column.entries())
        shares[j] = (shares[j] as number) + (value[at] as number) * (line.w[j] as number);
      const has = new Set(column);
      const parts = new Map<string, Part>();
      for (const [j, share] of shares.entries()) {
        const { field, value: own } = basis.features[j] as Basis["features"][number];
        // What the film lacks is told as one.
        const told = has.has(j) && field !== "synopsis" ? own : "";
        const key = `${field}:${told}`;
        parts.set(key, { field, value: told, share: (parts.get(key)?.share ?? 0) + share });
      }
      return {
        usual,
        parts: [...parts.values()].sort((a, b) => Math.abs(b.share) - Math.abs(a.share)),
      };
    },
    past: errors.map(({ of, origin, value, error }, at) => ({
      id: of.id,
      film: of.film,
      ratio: ratios[at] as number,
      year: yearOf(of),
      origin,
      actual: value + error,
      ...around(value, sizes[at] as number),
    })),
  };
};
