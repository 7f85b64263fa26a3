/**
 * How unsure the value is: the same units under other potentials and strengths. ln P_f ~ N(ln P_f − σ_f²/2, σ_f) for all segments and
 * weeks of a film together; ln b_c ~ N(ln b_c, ln(high_c / low_c) / (2 z)), z of an 80 % interval. Monte Carlo, one seed.
 */
import { normal, seededRandom } from "../../../shared/domain/random.ts";
import type { AllocationModel } from "./model.ts";
import { pressureOf, responseTo } from "./response.ts";

const draws = 200;
const z80 = 1.2816;
const seed = 1;

export const valueInterval = (
  model: AllocationModel,
  x: Float64Array,
): { readonly low: number; readonly high: number } => {
  const { instance, films, segments, weeks, potential } = model;
  const random = seededRandom(seed);
  /** Pressures of each channel alone: strengths only multiply them. */
  const alone = instance.channels.map((_, c) =>
    pressureOf(
      model,
      x,
      Float64Array.from(instance.channels, (__, d) => (d === c ? (model.strengths[c] as number) : 0)),
    ),
  );
  const values = new Float64Array(draws);
  for (let n = 0; n < draws; n++) {
    const pressure = new Float64Array(potential.length);
    instance.channels.forEach(({ strength: { low, value, high } }, c) => {
      const spread = low > 0 && value > 0 ? Math.log(high / low) / (2 * z80) : 0;
      const times = Math.exp(spread * normal(random));
      const own = alone[c] as Float64Array;
      for (let i = 0; i < pressure.length; i++)
        pressure[i] = (pressure[i] as number) + times * (own[i] as number);
    });
    const other = new Float64Array(potential.length);
    for (let f = 0; f < films; f++) {
      const spread = instance.films[f]?.spread ?? 0;
      const times = Math.exp(spread * normal(random) - (spread * spread) / 2);
      for (let i = f * segments * weeks; i < (f + 1) * segments * weeks; i++)
        other[i] = times * (potential[i] as number);
    }
    values[n] = responseTo(model, pressure, other).value;
  }
  values.sort();
  return { low: values[Math.floor(0.1 * draws)] as number, high: values[Math.floor(0.9 * draws)] as number };
};
