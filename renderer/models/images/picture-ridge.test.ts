import { beforeAll, expect, test } from "vitest";
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import { useEngine } from "../../../test/models/fixture.ts";
import { factorise, solveFactorised } from "../linear-algebra.ts";
import { activationMap, fitHead, folds, judgeLabels, labelsOf, reportOf } from "./label-head.ts";
import { type Fit, fitRidge, framed, frameOf, kernelOf, predicted, varianceAlong } from "./picture-ridge.ts";

const embedded = 20;
const width = 24;
const n = 120;
const breathe = async (): Promise<void> => undefined;
const random = seededRandom(7);
const raw = Float32Array.from({ length: n * width }, (_, at) => 3 + (1 + (at % 5)) * normal(random));
const frame = frameOf(raw, n, embedded);
const X = framed(frame, raw);
const row = (i: number): Float32Array => X.subarray(i * width, (i + 1) * width);
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const truth = Array.from({ length: width }, () => normal(random));
const f = Float64Array.from({ length: n }, (_, i) => 2 + dot(row(i), truth));
const y = f.map((value) => value + 0.5 * normal(random));

beforeAll(() => useEngine("cpu"));

test("pictures lie with their embedding of size one and their features of size a quarter, in the mean", () => {
  const size = (from: number, to: number): number =>
    Array.from({ length: n }, (_, i) => dot(row(i).subarray(from, to), row(i).subarray(from, to))).reduce(
      (sum, one) => sum + one / n,
      0,
    );
  expect(size(0, embedded)).toBeCloseTo(1, 4);
  expect(size(embedded, width)).toBeCloseTo(0.25, 4);
});

test("what is told of a picture left out is what is told without it", async () => {
  const K = await kernelOf(X, n, 0, width);
  const { fits, λ } = await fitRidge(K, [y], breathe);
  const [fit] = fits as [Fit];
  // The mean stays that of all; the rest is fitted anew on the others.
  const others = Array.from({ length: n }, (_, i) => i).filter((i) => i !== 5);
  const H = new Float64Array(width * width);
  const g = new Float64Array(width);
  for (let d = 0; d < width; d++) H[d * width + d] = λ;
  for (const i of others)
    for (const [d, x] of row(i).entries()) {
      g[d] = (g[d] as number) + x * ((y[i] as number) - fit.mean);
      for (const [e, z] of row(i).entries()) H[d * width + e] = (H[d * width + e] as number) + x * z;
    }
  const w = solveFactorised(factorise(H, width), width, g);
  expect(fit.leftOut[5]).toBeCloseTo(fit.mean + dot(row(5), w), 2);
});

test("intervals of 90 % for the difference of two new pictures hold the truth about nine times of ten", async () => {
  const K = await kernelOf(X, n, 0, width);
  const ridge = await fitRidge(K, [y], breathe);
  const [fit] = ridge.fits as [Fit];
  let held = 0;
  const trials = 300;
  for (let trial = 0; trial < trials; trial++) {
    const d = Float32Array.from({ length: width }, (_, c) => (c < embedded ? 0.3 : 0.35) * normal(random));
    const along = Float64Array.from({ length: n }, (_, i) => dot(row(i), d));
    const mean = predicted({ ...fit, mean: 0 }, along);
    const spread = 1.6449 * Math.sqrt(varianceAlong(ridge, fit, along, dot(d, d)));
    if (Math.abs(mean - dot(d, truth)) <= spread) held++;
  }
  expect(held / trials).toBeGreaterThan(0.8);
  expect(held / trials).toBeLessThan(0.99);
});

test("labels that pictures show are told well above chance, labels drawn by lot are not; probabilities are calibrated", async () => {
  const K = await kernelOf(X, n, 0, width);
  const labels = [Array.from(f, (value) => value > 2.6), Array.from({ length: n }, () => random() < 0.3)];
  const fold = Int32Array.from({ length: n }, (_, i) => i % folds);
  const report = reportOf(labels, await judgeLabels(K, labels, fold, breathe));
  const [shown, lot] = report.scores as [(typeof report.scores)[0], (typeof report.scores)[0]];
  expect(shown.ap).toBeGreaterThan(shown.baselineAp + 0.3);
  expect(shown.f1).toBeGreaterThan(shown.baselineF1 + 0.1);
  expect(lot.ap).toBeLessThan(lot.baselineAp + 0.2);
  expect(report.brier).toBeLessThan(report.baselineBrier);
  expect(report.ece).toBeLessThan(0.12);
});

test("the log-odds of a label are the mean over its map, and what the features say", async () => {
  const K = await kernelOf(X, n, 0, width);
  const head = await fitHead(frame, X, K, [Array.from(f, (value) => value > 2.6)], breathe);
  const places = Float32Array.from({ length: 49 * embedded }, () => 3 + normal(random));
  const whole = new Float32Array(width);
  for (let at = 0; at < places.length; at++)
    whole[at % embedded] = (whole[at % embedded] as number) + (places[at] as number) / 49;
  whole.set(raw.subarray(embedded, width), embedded);
  const map = activationMap(head, 0, places);
  const x = framed(frame, whole);
  const features = dot(x.subarray(embedded), head.weights.subarray(embedded, width));
  const p = labelsOf(head, x)[0] as number;
  const mean = map.reduce((sum, value) => sum + value / 49, 0);
  expect((head.intercepts[0] as number) + mean + features).toBeCloseTo(Math.log(p / (1 - p)), 3);
});
