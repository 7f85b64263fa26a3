/**
 * Fitted on the weeks before, judged on the weeks held out: members in tenths by the visits expected of them. How busy the house was in those
 * weeks no visit before them tells; it is taken from the other half of the members, so that a forecast has seen no visit of those it is judged on.
 */
import { intervalZ } from "../../../shared/domain/intervals.ts";
import { seededRandom, shuffle } from "../../../shared/domain/random.ts";
import type { Decile, Validation } from "../../../shared/domain/retention.ts";
import { bgNbdExpected, fitBgNbd, type Summaries } from "./bg-nbd.ts";
import { type HouseWeeks, isoDay } from "./house-weeks.ts";
import { type Forecast, forecastOf, gradientsOf, sumOf, uncertaintyOf } from "./lapse-forecast.ts";
import { beliefsOf, type LapseParameters, type Reason } from "./lapse-model.ts";
import { seasonAhead } from "./season.ts";

/** x, t_x and T of BG/NBD in the house's time: a week counts h of it. */
export const summariesOf = ({ members, weeks, start, visits }: HouseWeeks, h: Float64Array): Summaries => {
  const before = new Float64Array(weeks + 1);
  for (let w = 0; w < weeks; w++) before[w + 1] = (before[w] as number) + (h[w] as number);
  const x = new Float64Array(members);
  const tx = new Float64Array(members);
  const T = new Float64Array(members);
  for (let i = 0; i < members; i++) {
    const s = before[start[i] as number] as number;
    T[i] = (before[weeks] as number) - s;
    for (let w = start[i] as number; w < weeks; w++) {
      const n = visits[i * weeks + w] as number;
      if (n === 0) continue;
      x[i] = (x[i] as number) + n;
      tx[i] = (before[w + 1] as number) - s;
    }
  }
  return { x, tx, T };
};

const tenths = 10;
const seed = 1;
const draws = 200;

const turns = 6;

/** Each half is foretold with the house as busy, against h, as the visits of the other half show it to have been. */
const asBusy = (
  forecast: (busy: number) => Float64Array,
  actual: Float64Array,
  half: Uint8Array,
): { readonly mean: Float64Array; readonly busy: number } => {
  const sides = [0, 1].map((side) => {
    const others = [...half.keys()].filter((i) => half[i] !== side);
    const sum = (values: Float64Array): number => others.reduce((all, i) => all + (values[i] as number), 0);
    const came = sum(actual);
    let busy = 1;
    for (let turn = 0; turn < turns; turn++) busy *= came / Math.max(1e-9, sum(forecast(busy)));
    return { busy, mean: forecast(busy) };
  });
  return {
    mean: Float64Array.from(half, (side, i) => sides[side]?.mean[i] as number),
    busy: ((sides[0]?.busy as number) + (sides[1]?.busy as number)) / 2,
  };
};

export interface Judged {
  /** The weeks before, and their fit. */
  readonly house: HouseWeeks;
  readonly reasons: readonly Reason[];
  readonly parameters: LapseParameters;
  readonly actual: Float64Array; // visits held out, by place in `house`
  readonly holdoutWeeks: number;
  readonly leftOut: number;
}

/** Where the sum's variance is that of the model, how large Σ |actual − expected| / Σ expected gets by chance: its mean over draws. */
const chanceError = (sums: readonly { readonly value: number; readonly sd: number }[]): number => {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const total = sums.reduce((sum, { value }) => sum + value, 0);
  let all = 0;
  for (let n = 0; n < draws; n++)
    all += sums.reduce((sum, { sd }) => sum + Math.abs(sd * normal()), 0) / total;
  return all / draws;
};

export const validationOf = (judged: Judged): Validation => {
  const { house, reasons, parameters, actual, holdoutWeeks, leftOut } = judged;
  const { members, weeks, first } = house;
  const { h, spread } = seasonAhead(parameters.h, holdoutWeeks);
  const forecast = (p: LapseParameters, busy = 1): Forecast =>
    forecastOf(
      house,
      reasons,
      p,
      beliefsOf(house, reasons, p),
      h.map((value) => value * busy),
    );
  const plain = forecast(parameters);
  const uncertainty = uncertaintyOf(house, reasons, parameters);
  const gradients = gradientsOf(uncertainty, (p) => forecast(p).mean);
  const half = Uint8Array.from({ length: members }, (_, i) => i % 2);
  shuffle(half, seededRandom(seed));
  const { mean, busy } = asBusy((times) => forecast(parameters, times).mean, actual, half);
  const summaries = summariesOf(house, parameters.h);
  const bg = fitBgNbd(summaries);
  const time = h.reduce((sum, value) => sum + value, 0);
  const { mean: byBg } = asBusy(
    (times) =>
      summaries.x.map((x, i) =>
        bgNbdExpected(bg, {
          x,
          tx: summaries.tx[i] as number,
          T: summaries.T[i] as number,
          t: time * times,
        }),
      ),
    actual,
    half,
  );
  const everybody = [...mean.keys()];
  const order = [...everybody].sort((a, b) => (mean[b] as number) - (mean[a] as number));
  const asItWas = (p: LapseParameters): Forecast => forecast(p, busy);
  const told = { mean, variance: asItWas(parameters).variance };
  const slopes = gradientsOf(uncertainty, (p) => asItWas(p).mean);
  const deciles = Array.from({ length: tenths }, (_, at): Decile => {
    const its = order.slice(Math.floor((at * members) / tenths), Math.floor(((at + 1) * members) / tenths));
    const add = (values: Float64Array): number => its.reduce((sum, i) => sum + (values[i] as number), 0);
    return {
      members: its.length,
      expected: sumOf(its, told, slopes, uncertainty),
      actual: add(actual),
      bgNbd: add(byBg),
    };
  });
  // BG/NBD is judged by its own tenths.
  const byOwn = [...everybody].sort((a, b) => (byBg[b] as number) - (byBg[a] as number));
  const errorBy = (ranked: readonly number[], values: Float64Array): number => {
    let [off, all] = [0, 0];
    for (let at = 0; at < tenths; at++) {
      const its = ranked.slice(
        Math.floor((at * members) / tenths),
        Math.floor(((at + 1) * members) / tenths),
      );
      off += Math.abs(its.reduce((sum, i) => sum + (actual[i] as number) - (values[i] as number), 0));
      all += its.reduce((sum, i) => sum + (values[i] as number), 0);
    }
    return off / all;
  };
  return {
    calibrationWeeks: weeks,
    holdoutWeeks,
    from: isoDay(first + 7 * weeks),
    members,
    leftOut,
    actual: actual.reduce((sum, value) => sum + value, 0),
    blind: sumOf(everybody, plain, gradients, uncertainty, spread),
    deciles,
    error: { lapse: errorBy(order, mean), bgNbd: errorBy(byOwn, byBg) },
    chance: chanceError(
      deciles.map(({ expected }) => ({
        value: expected.value,
        sd: (expected.high - expected.value) / intervalZ,
      })),
    ),
  };
};
