/**
 * What goes with stopping a film sooner: how many times as many viewers stop per minute where a condition holds, compared within strata:
 *
 *   R = Σ_i a_i T0_i / T_i  /  Σ_i b_i T1_i / T_i        (Mantel & Haenszel 1959, of rates; Rothman & Boice 1979)
 *
 *   i          stratum: the film, for conditions of the hour; the member, for conditions of the film
 *   a_i, b_i   stops where the condition held and where it did not; T1_i, T0_i minutes watched so; T_i = T1_i + T0_i
 * A member's stops go together, so the interval comes of leaving out each of G groups of members in turn (jackknife of ln R,
 * Student's t with G - 1 degrees of freedom).
 */
import type { StopCondition, StopEffect } from "../../../shared/domain/experience-report.ts";

export interface Watched {
  readonly member: number;
  readonly film: number;
  readonly minutes: number;
  /** Left before the credits. */
  readonly stopped: boolean;
}

const groups = 20;
/** 97.5 % point of Student's t with 19 degrees of freedom. */
const t19 = 2.093;
const fewestStops = 20;

interface Sums {
  readonly held: number;
  readonly other: number;
}

/** Sums of R's numerator and denominator. */
const sumsOf = <T extends Watched>(
  viewings: readonly T[],
  holds: (viewing: T) => boolean,
  stratumOf: (viewing: T) => number,
): Sums => {
  const strata = new Map<number, { a: number; b: number; T1: number; T0: number }>();
  for (const viewing of viewings) {
    const key = stratumOf(viewing);
    const stratum = strata.get(key) ?? { a: 0, b: 0, T1: 0, T0: 0 };
    strata.set(key, stratum);
    if (holds(viewing)) {
      stratum.T1 += viewing.minutes;
      stratum.a += Number(viewing.stopped);
    } else {
      stratum.T0 += viewing.minutes;
      stratum.b += Number(viewing.stopped);
    }
  }
  let [held, other] = [0, 0];
  for (const { a, b, T1, T0 } of strata.values()) {
    if (T1 + T0 === 0) continue;
    held += (a * T0) / (T1 + T0);
    other += (b * T1) / (T1 + T0);
  }
  return { held, other };
};

/** Null where too few stopped, with the condition or without, to be told. */
export const stopEffect = <T extends Watched>(
  viewings: readonly T[],
  condition: StopCondition,
  holds: (viewing: T) => boolean,
  within: "film" | "member",
  fewestMembers: number,
): StopEffect | null => {
  const where = viewings.filter(holds);
  const members = new Set(where.map(({ member }) => member)).size;
  const stops = where.filter(({ stopped }) => stopped).length;
  const others = viewings.filter(({ stopped }) => stopped).length - stops;
  if (Math.min(stops, others) < fewestStops || members < fewestMembers) return null;
  const logRatio = (some: readonly T[]): number => {
    const { held, other } = sumsOf(some, holds, (viewing) => viewing[within]);
    return Math.log(held / other);
  };
  const whole = logRatio(viewings);
  const without = Array.from({ length: groups }, (_, g) =>
    logRatio(viewings.filter(({ member }) => member % groups !== g)),
  );
  const mean = without.reduce((sum, each) => sum + each, 0) / groups;
  const variance = ((groups - 1) / groups) * without.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const half = t19 * Math.sqrt(variance);
  if (!Number.isFinite(whole) || !Number.isFinite(half)) return null;
  return {
    condition,
    viewings: where.length,
    members,
    ratio: Math.exp(whole),
    low: Math.exp(whole - half),
    high: Math.exp(whole + half),
  };
};
