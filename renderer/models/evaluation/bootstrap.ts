/**
 * How far held-out figures would be off with other members: percentile intervals of the bootstrap over members (Efron & Tibshirani 1993),
 * and of two models on the same held-out ratings the difference with its paired interval, and p from a permutation test that lets chance say
 * which model's sums of a member are whose. The effect is the difference in standard deviations of one member (Cohen's d, paired).
 */
import { seededRandom } from "../../../shared/domain/random.ts";
import {
  type FigureName,
  figureNames,
  figureOf,
  figures,
  presentRows,
  sumNames,
  sumsOf,
  type Tally,
  totalOf,
} from "./tally.ts";

/** Share of the intervals of figures. */
export const figureLevel = 0.95;
const usualDraws = 1000;
const permutations = 1999;

export type FigureInterval = [low: number, high: number];

/** Rows of the sums that these figures are made of, and no others: drawing goes over them a thousand times. */
interface Sample {
  readonly rows: Float64Array; // [units x width]
  readonly width: number;
  figure(name: FigureName, total: Float64Array): number;
}

const sampleOf = (rows: Float64Array, names: readonly FigureName[]): Sample => {
  const used = [...sumsOf(names)];
  const at = new Map(used.map((sum, n) => [sum, n]));
  const chosen = new Float64Array((rows.length / sumNames.length) * used.length);
  for (const [n, sum] of used.entries()) {
    const from = sumNames.indexOf(sum);
    for (let unit = 0; unit * used.length < chosen.length; unit++)
      chosen[unit * used.length + n] = rows[unit * sumNames.length + from] as number;
  }
  return {
    rows: chosen,
    width: used.length,
    figure: (name, total) => figures[name]((sum) => total[at.get(sum) as number] as number),
  };
};

const add = (total: Float64Array, { rows, width }: Pick<Sample, "rows" | "width">, unit: number): void => {
  for (let n = 0, from = unit * width; n < width; n++)
    total[n] = (total[n] as number) + (rows[from + n] as number);
};

const quantile = (sorted: Float64Array, q: number): number => {
  const at = q * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  return below + ((sorted[Math.ceil(at)] as number) - below) * (at - Math.floor(at));
};

/** Of as many draws: `measure` is told which units one of them holds. */
const resampled = (
  units: number,
  count: number,
  draws: number,
  seed: number,
  measure: (drawn: Int32Array) => readonly number[],
): readonly Float64Array[] => {
  const random = seededRandom(seed);
  const drawn = new Int32Array(units);
  const values = Array.from({ length: count }, () => new Float64Array(draws));
  for (let draw = 0; draw < draws; draw++) {
    for (let n = 0; n < units; n++) drawn[n] = Math.floor(random() * units);
    for (const [n, value] of measure(drawn).entries()) (values[n] as Float64Array)[draw] = value;
  }
  return values;
};

/** Draws without anything to measure count for nothing. */
const intervalOf = (values: Float64Array): FigureInterval | null => {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < values.length / 2) return null;
  const tail = (1 - figureLevel) / 2;
  return [quantile(sorted, tail), quantile(sorted, 1 - tail)];
};

/** Null where there is nothing to measure, or one member alone. */
export const bootstrapIntervals = <Name extends FigureName>(
  tally: Pick<Tally, "rows">,
  names: readonly Name[],
  seed: number,
  draws = usualDraws,
): Record<Name, FigureInterval | null> => {
  const sample = sampleOf(presentRows(tally), names);
  const units = sample.rows.length / sample.width;
  const total = new Float64Array(sample.width);
  const values =
    units < 2
      ? []
      : resampled(units, names.length, draws, seed, (drawn) => {
          total.fill(0);
          for (let n = 0; n < units; n++) add(total, sample, drawn[n] as number);
          return names.map((name) => sample.figure(name, total));
        });
  return Object.fromEntries(
    names.map((name, n) => [name, values[n] ? intervalOf(values[n]) : null]),
  ) as Record<Name, FigureInterval | null>;
};

export interface FigureDifference {
  readonly metric: FigureName;
  readonly first: number;
  readonly second: number;
  /** second - first. */
  readonly difference: number;
  readonly interval: FigureInterval;
  readonly p: number;
  readonly effect: number;
}

/** Null where the two were not measured on the same members. */
export const pairedComparison = (
  first: Pick<Tally, "rows">,
  second: Pick<Tally, "rows">,
  seed: number,
): FigureDifference[] | null => {
  const rows = [presentRows(first), presentRows(second)] as const;
  if (rows[0].length !== rows[1].length || rows[0].length === 0) return null;
  const measured = figureNames.filter((name) =>
    rows.every((one) => !Number.isNaN(figureOf(name, totalOf(one)))),
  );
  const samples = [sampleOf(rows[0], measured), sampleOf(rows[1], measured)] as const;
  const units = samples[0].rows.length / samples[0].width;
  const totals = samples.map((sample) => {
    const total = new Float64Array(sample.width);
    for (let unit = 0; unit < units; unit++) add(total, sample, unit);
    return total;
  }) as [Float64Array, Float64Array];
  const sums = samples.map(({ width }) => new Float64Array(width)) as [Float64Array, Float64Array];
  const differences = resampled(units, measured.length, usualDraws, seed, (drawn) => {
    for (const [m, sample] of samples.entries()) {
      const total = sums[m] as Float64Array;
      total.fill(0);
      for (let n = 0; n < units; n++) add(total, sample, drawn[n] as number);
    }
    return measured.map((name) => samples[0].figure(name, sums[1]) - samples[0].figure(name, sums[0]));
  });
  const asFar = permuted(samples, totals, measured, seed);
  return measured.flatMap((metric, n) => {
    const values = differences[n] as Float64Array;
    const interval = intervalOf(values);
    if (!interval) return [];
    const [a, b] = totals.map((total) => samples[0].figure(metric, total)) as [number, number];
    const spread = deviation(values) * Math.sqrt(units);
    return [
      {
        metric,
        first: a,
        second: b,
        difference: b - a,
        interval,
        p: (1 + (asFar[n] as number)) / (1 + permutations),
        effect: spread > 0 ? (b - a) / spread : 0,
      },
    ];
  });
};

const deviation = (values: Float64Array): number => {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (present.length - 1));
};

/** How often chance alone parts the two at least as far as they are apart. */
const permuted = (
  samples: readonly [Sample, Sample],
  totals: readonly [Float64Array, Float64Array],
  names: readonly FigureName[],
  seed: number,
): Int32Array => {
  const { width, figure } = samples[0];
  const units = samples[0].rows.length / width;
  const apart = names.map((name) => Math.abs(figure(name, totals[1]) - figure(name, totals[0])));
  const change = { width, rows: samples[1].rows.map((value, n) => value - (samples[0].rows[n] as number)) };
  const moved = new Float64Array(width);
  const asFar = new Int32Array(names.length);
  const random = seededRandom(seed + 1);
  for (let permutation = 0; permutation < permutations; permutation++) {
    moved.fill(0);
    for (let unit = 0; unit < units; unit++) if (random() < 0.5) add(moved, change, unit);
    const a = totals[0].map((sum, n) => sum + (moved[n] as number));
    const b = totals[1].map((sum, n) => sum - (moved[n] as number));
    for (const [n, name] of names.entries())
      if (Math.abs(figure(name, b) - figure(name, a)) >= (apart[n] as number) - 1e-12)
        asFar[n] = (asFar[n] as number) + 1;
  }
  return asFar;
};
