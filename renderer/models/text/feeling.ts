/**
 * How good and how strongly a text speaks by the word lists: with v the valences of its tokens,
 *   f₁ = Σ v / √((Σ |v|)² + α),   f₂ = Σ |v| / √((Σ |v|)² + α)   (Hutto & Gilbert 2014, VADER, with α = 15).
 */
import { valencesOf } from "./lexicon.ts";
import type { ReadText } from "./reading.ts";

const α = 15;

export interface Feeling {
  readonly valences: Float64Array; // [tokens]
  /** 1 / √((Σ |v|)² + α) */
  readonly scale: number;
  readonly f: readonly [f1: number, f2: number];
}

export const feelingOf = ({ tokens }: ReadText): Feeling => {
  const valences = valencesOf(tokens);
  let sum = 0;
  let strength = 0;
  for (const v of valences) {
    sum += v;
    strength += Math.abs(v);
  }
  const scale = 1 / Math.sqrt(strength * strength + α);
  return { valences, scale, f: [sum * scale, strength * scale] };
};

/** β₁ f₁ + β₂ f₂ */
export const weighed = ({ f: [f1, f2] }: Feeling, [β1, β2]: readonly [number, number]): number =>
  β1 * f1 + β2 * f2;

/** What each token adds to `weighed`. */
export const weighedShares = (
  { valences, scale }: Feeling,
  [β1, β2]: readonly [number, number],
): Float64Array => valences.map((v) => scale * (β1 * v + β2 * Math.abs(v)));
