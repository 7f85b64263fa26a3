import { describe, expect, it } from "vitest";
import { normal, seededRandom } from "../../shared/domain/random.ts";
import { fitArrowPoisson, type Terms } from "./arrow-poisson.ts";

const penalty = { shared: Float64Array.of(1e-4, 1e-3), own: Float64Array.of(1) };
const groups = 40;

/** y with mean exp(3 + 0.5 x + u_g), full houses cut at `capacity`. */
const sample = (capacity: number) => {
  const random = seededRandom(3);
  const truth = Array.from({ length: groups }, () => 0.8 * normal(random));
  const rows: Terms[] = [];
  const y: number[] = [];
  for (let i = 0; i < 4000; i++) {
    const group = i % groups;
    const x = 2 * random() - 1;
    const mean = Math.exp(3 + 0.5 * x + (truth[group] as number));
    rows.push({ columns: [0, 1], values: [1, x], group, own: [1] });
    y.push(
      Math.min(
        capacity,
        Math.max(0, Math.round(mean + Math.sqrt(mean + 0.05 * mean * mean) * normal(random))),
      ),
    );
  }
  return { rows, y: Float64Array.from(y), truth };
};

describe("fitArrowPoisson", () => {
  it("recovers shared and group effects", () => {
    const { rows, y, truth } = sample(Number.POSITIVE_INFINITY);
    const fit = fitArrowPoisson({ rows, y, censored: new Uint8Array(y.length), groups }, penalty, 0);
    expect(fit.b[1]).toBeCloseTo(0.5, 1);
    const error = truth.map((u, g) => (fit.b[0] as number) + (fit.u[g] as number) - 3 - u);
    expect(Math.sqrt(error.reduce((sum, e) => sum + e * e, 0) / groups)).toBeLessThan(0.05);
    expect(fit.a).toBeGreaterThan(0.03);
    expect(fit.a).toBeLessThan(0.08);
  });

  it("sees the demand that full houses hide", () => {
    const capacity = 40;
    const { rows, y, truth } = sample(capacity);
    const censored = Uint8Array.from(y, (value) => (value >= capacity ? 1 : 0));
    const biasOf = (flags: Uint8Array): number => {
      const fit = fitArrowPoisson({ rows, y, censored: flags, groups }, penalty, 0);
      const strong = truth.flatMap((u, g) =>
        u > 0.6 ? [(fit.b[0] as number) + (fit.u[g] as number) - 3 - u] : [],
      );
      return strong.reduce((sum, e) => sum + e, 0) / strong.length;
    };
    expect(biasOf(new Uint8Array(y.length))).toBeLessThan(-0.3);
    expect(Math.abs(biasOf(censored))).toBeLessThan(0.15);
  });

  it("knows less of a group never seen than of one seen often", () => {
    const { rows, y } = sample(Number.POSITIVE_INFINITY);
    const fit = fitArrowPoisson({ rows, y, censored: new Uint8Array(y.length), groups }, penalty, 0);
    const known = fit.variance(rows[0] as Terms);
    expect(known).toBeLessThan(0.01);
    expect(fit.variance({ ...(rows[0] as Terms), group: -1 })).toBeGreaterThan(1);
  });

  it("keeps to the given intercept without observations", () => {
    const empty = { rows: [], y: new Float64Array(), censored: new Uint8Array(), groups: 0 };
    const fit = fitArrowPoisson(empty, penalty, Math.log(30));
    expect(Math.exp(fit.eta({ columns: [0], values: [1], group: -1, own: [1] }))).toBeCloseTo(30);
  });
});
