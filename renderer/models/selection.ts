/**
 * Whoever has seen a film has chosen it, and chosen by more than a model knows: those who have not would like it less than those who have,
 * although the model sees no difference (ratings missing not at random; Heckman 1979, Marlin & Zemel 2009). Of member u and film f, with η the
 * log-odds of liking it told without the ratings of the films asked about, and v its variance:
 *   P_uf = P(u knows f) = σ(a_f + b_u + β η_uf):   knowing it tilts N(η, v), to a mean of η + β v (1 − P), not knowing it to η − β v P.
 * Films are levelled on those who know them, so whoever does not likes them less by
 *   δ = β v (E[1 − P | knows] + E[P | does not]).
 * a, b and β by Newton's method one after the other, b_u ~ N(0, 1 / λ), β ~ N(0, 1), β ≥ 0. v is the median film's: what is unknown of a
 * film itself, as of one that few have rated, nobody chose by.
 */
import { intervalZ } from "../../shared/domain/intervals.ts";
import { logit, sigmoid } from "./calibration.ts";
import type { Estimate } from "./model.ts";

const λ = 0.2;
const rounds = 100;
const settled = 1e-4;

/** A log-odds that can be told. */
const oddsOf = (p: number): number => logit(Math.min(1 - 1e-6, Math.max(1e-6, p)));

export interface Choosing {
  readonly β: number;
  /** E[1 − P | knows] + E[P | does not]. */
  readonly told: number;
}

/** `knows` and `η` are [films][members]. β is 0 where fewer than two films are known to some and not to others. */
export const choosing = (knows: readonly Uint8Array[], η: readonly Float64Array[]): Choosing => {
  const usable = knows.flatMap((of, f) => (of.includes(1) && of.includes(0) ? [f] : []));
  const members = η[0]?.length ?? 0;
  if (usable.length < 2) return { β: 0, told: 0 };
  const a = new Float64Array(knows.length);
  const b = new Float64Array(members);
  let β = 0;
  const each = (visit: (f: number, u: number, e: number, weight: number) => void): void => {
    for (const f of usable) {
      const [known, odds] = [knows[f] as Uint8Array, η[f] as Float64Array];
      for (let u = 0; u < members; u++) {
        const p = sigmoid((a[f] as number) + (b[u] as number) + β * (odds[u] as number));
        visit(f, u, (known[u] as number) - p, p * (1 - p));
      }
    }
  };
  const add = (sums: Float64Array, at: number, by: number): void => {
    sums[at] = (sums[at] as number) + by;
  };
  for (let round = 0; round < rounds; round++) {
    const [gf, hf] = [new Float64Array(a.length), new Float64Array(a.length).fill(1e-3)];
    each((f, _, e, weight) => {
      add(gf, f, e);
      add(hf, f, weight);
    });
    for (const f of usable) add(a, f, (gf[f] as number) / (hf[f] as number));
    const [gu, hu] = [new Float64Array(members), new Float64Array(members).fill(λ)];
    each((_, u, e, weight) => {
      add(gu, u, e);
      add(hu, u, weight);
    });
    for (let u = 0; u < members; u++)
      add(b, u, ((gu[u] as number) - λ * (b[u] as number)) / (hu[u] as number));
    let [g, h] = [-β, 1];
    each((f, u, e, weight) => {
      const x = (η[f] as Float64Array)[u] as number;
      g += e * x;
      h += weight * x * x;
    });
    const before = β;
    β = Math.max(0, β + g / h);
    if (Math.abs(β - before) < settled) break;
  }
  const [sums, counts] = [
    [0, 0],
    [0, 0],
  ];
  each((f, u, e) => {
    const known = (knows[f] as Uint8Array)[u] as 0 | 1;
    sums[known] = (sums[known] as number) + Math.abs(e);
    counts[known] = (counts[known] as number) + 1;
  });
  return {
    β,
    told: sums.reduce((all, sum, known) => all + sum / (counts[known] as number), 0),
  };
};

/** v: of each film the mean over members, of those the median. `likes` are [films][members]. */
const unknownTaste = (likes: readonly (readonly Estimate[])[]): number => {
  const means = likes
    .map(
      (of) =>
        of.reduce((sum, { low, high }) => sum + ((oddsOf(high) - oddsOf(low)) / (2 * intervalZ)) ** 2, 0) /
        Math.max(1, of.length),
    )
    .sort((one, other) => one - other);
  return means[Math.floor(means.length / 2)] ?? 0;
};

/** δ, in log-odds. `apart`: told without the films asked about, [films][members]. */
export const chosenBy = (knows: readonly Uint8Array[], apart: readonly (readonly Estimate[])[]): number => {
  const { β, told } = choosing(
    knows,
    apart.map((of) => Float64Array.from(of, ({ value }) => oddsOf(value))),
  );
  return β * told * unknownTaste(apart);
};

/** An estimate for somebody who knows the film, for somebody who does not. */
export const unchosen = ({ value, low, high }: Estimate, less: number): Estimate => {
  // p / (p + (1 − p) e^less) is σ(logit p − less), and holds at 0 and 1.
  const moved = (p: number): number => p / (p + (1 - p) * Math.exp(less));
  return { value: moved(value), low: moved(low), high: moved(high) };
};
