/**
 * Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio & Kégl 2011, Algorithms for hyper-parameter optimization): with the trials
 * in order, the best quarter makes the density l and the rest g; expected improvement grows with l(x) / g(x), so of some values drawn
 * from l the one with the greatest ratio is tried next. Parameters are drawn apart, on the unit interval:
 *   density(x) = 1 / (n + 1) (1 + Σ_i N(x; x_i, σ_i) on [0, 1]), σ_i the larger gap to a neighbour, not below 1 / (n + 1).
 * The first trials are a Latin hypercube (McKay, Beckman & Conover 1979): each parameter takes each part of its range once.
 */
import { normal, type Random, seededRandom, shuffle } from "../../../shared/domain/random.ts";

const goodShare = 0.25;
const candidates = 24;

/** Φ, to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
const normalCdf = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-x * x);
  return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
};

interface Kernel {
  readonly μ: number;
  readonly σ: number;
  readonly mass: number; // inside the interval
}

const kernelsOf = (points: readonly number[]): Kernel[] => {
  const sorted = [...points].sort((a, b) => a - b);
  return sorted.map((μ, at) => {
    const gap = Math.max(μ - (sorted[at - 1] ?? 0), (sorted[at + 1] ?? 1) - μ);
    const σ = Math.max(gap, 1 / (points.length + 1));
    return { μ, σ, mass: normalCdf((1 - μ) / σ) - normalCdf(-μ / σ) };
  });
};

const density = (kernels: readonly Kernel[], x: number): number =>
  kernels.reduce(
    (sum, { μ, σ, mass }) => sum + Math.exp(-(((x - μ) / σ) ** 2) / 2) / (σ * mass * Math.sqrt(2 * Math.PI)),
    1,
  ) /
  (kernels.length + 1);

const draw = (kernels: readonly Kernel[], random: Random): number => {
  const kernel = kernels[Math.floor(random() * (kernels.length + 1))];
  if (!kernel) return random();
  for (;;) {
    const x = kernel.μ + kernel.σ * normal(random);
    if (x >= 0 && x <= 1) return x;
  }
};

/** Points are those of the trials so far, the best first. */
export const propose = (
  points: readonly (readonly number[])[],
  dimensions: number,
  random: Random,
): number[] => {
  const good = Math.ceil(goodShare * points.length);
  return Array.from({ length: dimensions }, (_, j) => {
    const column = points.map((point) => point[j] as number);
    const l = kernelsOf(column.slice(0, good));
    const g = kernelsOf(column.slice(good));
    let best = { x: 0, ratio: Number.NEGATIVE_INFINITY };
    for (let n = 0; n < candidates; n++) {
      const x = draw(l, random);
      const ratio = density(l, x) / density(g, x);
      if (ratio > best.ratio) best = { x, ratio };
    }
    return best.x;
  });
};

/** Point `at` of a Latin hypercube of `size` points. */
export const hypercubePoint = (size: number, at: number, dimensions: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: dimensions }, () => {
    const parts = shuffle(
      Int32Array.from({ length: size }, (_, n) => n),
      random,
    );
    const within = Array.from(parts, () => random());
    return ((parts[at] as number) + (within[at] as number)) / size;
  });
};
