/**
 * A trailer against others: curves at the same share of the running time, with what lies between the 10th and the 90th percentile of the others.
 * Pace at a time is the ends of shots in the `paceWindow` seconds around it, a minute; average shot length is running time over shots (Salt 1974).
 */
import { type CurveName, curveNames, curveStep, shotLengths, type TrailerReading } from "./trailers.ts";

export const measures = ["pace", ...curveNames] as const;
export type Measure = (typeof measures)[number];
export const trailerFigures = ["shotLength", "medianShot", ...measures] as const;
export type TrailerFigure = (typeof trailerFigures)[number];

/** Places that curves are told at, from the beginning to the end of the running time. */
const steps = 40;
export const places: readonly number[] = Array.from({ length: steps + 1 }, (_, n) => n / steps);
export const paceWindow = 10;
/** A band of fewer others is chance. */
export const fewestTrailers = 5;

const quantile = (sorted: readonly number[], q: number): number => {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  return below + (at % 1) * ((sorted[Math.ceil(at)] as number) - below);
};
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const paceAt = ({ seconds, cuts }: TrailerReading, time: number): number => {
  const [from, to] = [Math.max(0, time - paceWindow / 2), Math.min(seconds, time + paceWindow / 2)];
  return (60 * cuts.filter((at) => at >= from && at < to).length) / (to - from);
};

const points = ({ curves }: TrailerReading, name: CurveName): number[] => {
  const at = curveNames.indexOf(name);
  return Array.from(
    { length: curves.length / curveNames.length },
    (_, point) => curves[point * curveNames.length + at] as number,
  );
};

/** At each of the places; light and motion are means of what is nearer to it than to another. */
export const curveOf = (reading: TrailerReading, measure: Measure): number[] => {
  const part = reading.seconds / steps;
  const times = places.map((place) => place * reading.seconds);
  if (measure === "pace") return times.map((time) => paceAt(reading, time));
  const all = points(reading, measure);
  return times.map((time) => {
    const first = Math.max(0, Math.floor((time - part / 2) / curveStep));
    const last = Math.max(first + 1, Math.ceil((time + part / 2) / curveStep));
    return meanOf(all.slice(Math.min(first, all.length - 1), last));
  });
};

export const figuresOf = (reading: TrailerReading): Readonly<Record<TrailerFigure, number>> => {
  const lengths = shotLengths(reading).sort((a, b) => a - b);
  const mean = (name: CurveName): number => meanOf(points(reading, name));
  return {
    shotLength: reading.seconds / lengths.length,
    medianShot: quantile(lengths, 0.5),
    pace: (60 * reading.cuts.length) / reading.seconds,
    brightness: mean("brightness"),
    saturation: mean("saturation"),
    warmth: mean("warmth"),
    motion: mean("motion"),
  };
};

export interface Band {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}
const bandOf = (values: readonly number[]): Band => {
  const sorted = values.toSorted((a, b) => a - b);
  return { low: quantile(sorted, 0.1), median: quantile(sorted, 0.5), high: quantile(sorted, 0.9) };
};

interface OfFilm extends TrailerReading {
  readonly film: number;
  readonly genres: readonly string[];
}

/** Other films' trailers, of one genre or, with null, of all. */
export const othersOf = <T extends OfFilm>(trailers: readonly T[], film: number, genre: string | null): T[] =>
  trailers.filter((other) => other.film !== film && (genre === null || other.genres.includes(genre)));

/** The band of others at each of the places; null where they are too few. */
export const bandsOf = (others: readonly TrailerReading[], measure: Measure): Band[] | null => {
  if (others.length < fewestTrailers) return null;
  const curves = others.map((other) => curveOf(other, measure));
  return places.map((_, n) => bandOf(curves.map((curve) => curve[n] as number)));
};

export interface Standing extends Band {
  readonly value: number;
  /** Others with a lower value. */
  readonly above: number;
}
/** Null where the others are too few. */
export const standingOf = (
  own: TrailerReading,
  others: readonly TrailerReading[],
): Readonly<Record<TrailerFigure, Standing>> | null => {
  if (others.length < fewestTrailers) return null;
  const figures = figuresOf(own);
  const theirs = others.map(figuresOf);
  return Object.fromEntries(
    trailerFigures.map((name) => {
      const values = theirs.map((each) => each[name]);
      const value = figures[name];
      return [name, { ...bandOf(values), value, above: values.filter((each) => each < value).length }];
    }),
  ) as Record<TrailerFigure, Standing>;
};
