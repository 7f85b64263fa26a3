/** Demand times what is known of a film's day beside its showings. */
import type { IsoDate } from "../../shared/domain/slate.ts";
import type { DemandModel } from "./demand.ts";
import type { DemandFactor } from "./demand-terms.ts";

/** `ratio`: null where nothing is known. */
export const scaledDemand = (
  model: DemandModel,
  factor: DemandFactor,
  ratio: (film: number, date: IsoDate) => number | null,
): DemandModel => ({
  ...model,
  demand: (slot) => model.demand(slot) * (ratio(slot.film, slot.date) ?? 1),
  factors: (slot) => {
    const times = ratio(slot.film, slot.date);
    const factors = model.factors(slot);
    return times === null ? factors : [...factors, { factor, times }];
  },
  among: (films) => scaledDemand(model.among(films), factor, ratio),
});
