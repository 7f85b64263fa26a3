/**
 * Admissions of a room whose demand D is known but for its size: log-normal, with mean m and standard deviation s.
 *
 *   E min(c, D) = m Phi((ln(c / m) - t^2 / 2) / t) + c (1 - Phi((ln(c / m) + t^2 / 2) / t)),   t^2 = ln(1 + s^2 / m^2)
 *
 * Source: the value of a call with its strike at c (Black & Scholes, 1973), less what it is written on.
 */

import { normalBelow } from "../../shared/domain/normal-distribution.ts";

export const filledRoom = (mean: number, deviation: number, capacity: number): number => {
  if (mean <= 0 || capacity <= 0) return 0;
  const t2 = Math.log(1 + (deviation / mean) ** 2);
  const t = Math.sqrt(t2);
  if (t < 1e-6) return Math.min(mean, capacity);
  const far = Math.log(capacity / mean);
  return mean * normalBelow((far - t2 / 2) / t) + capacity * (1 - normalBelow((far + t2 / 2) / t));
};
