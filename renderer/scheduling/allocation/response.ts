/**
 * What an allocation brings: extra admissions, counted in their worth.
 *   E_fsw = Σ_c b_c (contacts of a member of s with f in w through c)     pressure; b_c: chance that one contact persuades
 *   W_fw  = Σ_s P_fsw (1 − e^−E_fsw)                                      persuaded by at least one of independent contacts
 *   v_fw  = F_fw (1 − e^(−W_fw / F_fw))                                   who finds a seat: free ones are spread over showings that fill unevenly
 *   V_kw  = Σ_{f∈k} ω_f v_fw                                              films that like the same people
 *   value = Σ_kw φ_k(V_kw),  φ_k(V) = V / (1 + γ_k V / A_kw)              as they share attention when promoted together
 * P: members who would like the film and are not expected anyway; F: free seats; A: V if all of them were persuaded.
 * Concave and rising in the units, and smooth: its tangent bounds it from above everywhere.
 * Sources: exponential response, J. D. C. Little & L. M. Lodish, "A media planning calculus", Operations Research 17 (1969); φ as titles
 * take admissions from each other in the demand model.
 */
import type { AllocationModel } from "./model.ts";
import { seatedOf } from "./seats.ts";

/** E_fsw [films][segments][weeks] of units x [cells]: linear in x. */
export const pressureOf = (
  model: AllocationModel,
  x: Float64Array,
  strengths: Float64Array = model.strengths,
): Float64Array => {
  const { cells, pressures, segments, weeks } = model;
  const pressure = new Float64Array(model.potential.length);
  for (let j = 0; j < cells.length; j++) {
    const units = x[j] as number;
    if (units === 0) continue;
    const { film, week, channel } = cells[j] as AllocationModel["cells"][number];
    const { segments: own, reach } = pressures[j] as AllocationModel["pressures"][number];
    const b = (strengths[channel] as number) * units;
    for (let n = 0; n < own.length; n++) {
      const i = (film * segments + (own[n] as number)) * weeks + week;
      pressure[i] = (pressure[i] as number) + b * (reach[n] as number);
    }
  }
  return pressure;
};

export interface Response {
  readonly value: number;
  readonly persuaded: Float64Array; // W_fw [films][weeks]
  readonly seated: Float64Array; // v_fw [films][weeks]
  readonly together: Float64Array; // V_kw [groups][weeks]
}

/** φ_k(V) of group and week. */
export const sharedValue = ({ loss, pool, weeks }: AllocationModel, kw: number, V: number): number => {
  const A = pool[kw] as number;
  return A > 0 ? V / (1 + ((loss[Math.floor(kw / weeks)] as number) * V) / A) : 0;
};

/** φ_k′(V). */
const sharedSlope = ({ loss, pool, weeks }: AllocationModel, kw: number, V: number): number => {
  const A = pool[kw] as number;
  if (A <= 0) return 0;
  const t = 1 + ((loss[Math.floor(kw / weeks)] as number) * V) / A;
  return 1 / (t * t);
};

export const responseTo = (
  model: AllocationModel,
  pressure: Float64Array,
  potential: Float64Array = model.potential,
): Response => {
  const { films, segments, weeks, groups, groupOf, worth, seats } = model;
  const persuaded = new Float64Array(films * weeks);
  const seated = new Float64Array(films * weeks);
  const together = new Float64Array(groups * weeks);
  for (let f = 0; f < films; f++) {
    for (let s = 0; s < segments; s++)
      for (let w = 0; w < weeks; w++) {
        const i = (f * segments + s) * weeks + w;
        const E = pressure[i] as number;
        if (E <= 0) continue;
        const fw = f * weeks + w;
        persuaded[fw] = (persuaded[fw] as number) - (potential[i] as number) * Math.expm1(-E);
      }
    for (let w = 0; w < weeks; w++) {
      const fw = f * weeks + w;
      const kw = (groupOf[f] as number) * weeks + w;
      const v = seatedOf(persuaded[fw] as number, seats[fw] as number);
      seated[fw] = v;
      together[kw] = (together[kw] as number) + (worth[f] as number) * v;
    }
  }
  let value = 0;
  for (let kw = 0; kw < together.length; kw++) value += sharedValue(model, kw, together[kw] as number);
  return { value, persuaded, seated, together };
};

/** ∂ value / ∂ E_fsw. */
export const slopesAt = (
  model: AllocationModel,
  pressure: Float64Array,
  response: Response,
): Float64Array => {
  const { films, segments, weeks, groupOf, worth, seats, potential } = model;
  const slopes = new Float64Array(pressure.length);
  const times = new Float64Array(weeks);
  for (let f = 0; f < films; f++) {
    for (let w = 0; w < weeks; w++) {
      const fw = f * weeks + w;
      const kw = (groupOf[f] as number) * weeks + w;
      const F = seats[fw] as number;
      const room = F === Infinity ? 1 : F > 0 ? Math.exp(-(response.persuaded[fw] as number) / F) : 0;
      times[w] = sharedSlope(model, kw, response.together[kw] as number) * (worth[f] as number) * room;
    }
    for (let s = 0; s < segments; s++)
      for (let w = 0; w < weeks; w++) {
        const i = (f * segments + s) * weeks + w;
        const P = potential[i] as number;
        if (P > 0) slopes[i] = (times[w] as number) * P * Math.exp(-(pressure[i] as number));
      }
  }
  return slopes;
};

/** ∂ value / ∂ x_j. */
export const worthOfUnits = (model: AllocationModel, slopes: Float64Array): Float64Array => {
  const { cells, pressures, segments, weeks, strengths } = model;
  return Float64Array.from(cells, ({ film, week, channel }, j) => {
    const { segments: own, reach } = pressures[j] as AllocationModel["pressures"][number];
    let sum = 0;
    for (let n = 0; n < own.length; n++)
      sum += (slopes[(film * segments + (own[n] as number)) * weeks + week] as number) * (reach[n] as number);
    return (strengths[channel] as number) * sum;
  });
};

/** Extra admissions of each film and week, [films][weeks]: what remains of v_fw once its rivals have taken theirs. */
export const extraOf = (model: AllocationModel, { seated, together }: Response): Float64Array => {
  const { weeks, groupOf, loss, pool } = model;
  return seated.map((v, fw) => {
    const k = groupOf[Math.floor(fw / weeks)] as number;
    const kw = k * weeks + (fw % weeks);
    const A = pool[kw] as number;
    return A > 0 ? v / (1 + ((loss[k] as number) * (together[kw] as number)) / A) : 0;
  });
};
