/** What some units more or less change, exactly, without looking at the films they do not touch. */
import type { AllocationModel } from "./model.ts";
import { type Response, sharedValue } from "./response.ts";
import { seatedOf } from "./seats.ts";

export interface Move {
  readonly cell: number;
  readonly by: number;
}

/** value(x + moves) − value(x), of the pressure and the response of x. */
export const changeBy = (
  model: AllocationModel,
  pressure: Float64Array,
  response: Response,
  moves: readonly Move[],
): number => {
  const { cells, pressures, segments, weeks, potential, strengths, seats, worth, groupOf } = model;
  const added = new Map<number, Float64Array>();
  for (const { cell, by } of moves) {
    const { film, week, channel } = cells[cell] as AllocationModel["cells"][number];
    const fw = film * weeks + week;
    const more = added.get(fw) ?? new Float64Array(segments);
    added.set(fw, more);
    const { segments: own, reach } = pressures[cell] as AllocationModel["pressures"][number];
    for (let n = 0; n < own.length; n++) {
      const s = own[n] as number;
      more[s] = (more[s] as number) + (strengths[channel] as number) * by * (reach[n] as number);
    }
  }
  const together = new Map<number, number>();
  for (const [fw, more] of added) {
    const f = Math.floor(fw / weeks);
    const w = fw % weeks;
    let W = response.persuaded[fw] as number;
    for (let s = 0; s < segments; s++) {
      const extra = more[s] as number;
      if (extra === 0) continue;
      const i = (f * segments + s) * weeks + w;
      W -= (potential[i] as number) * Math.exp(-(pressure[i] as number)) * Math.expm1(-extra);
    }
    const v = seatedOf(Math.max(0, W), seats[fw] as number);
    const kw = (groupOf[f] as number) * weeks + w;
    const before = together.get(kw) ?? (response.together[kw] as number);
    together.set(kw, before + (worth[f] as number) * (v - (response.seated[fw] as number)));
  }
  let change = 0;
  for (const [kw, V] of together)
    change += sharedValue(model, kw, V) - sharedValue(model, kw, response.together[kw] as number);
  return change;
};
