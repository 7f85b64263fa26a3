/** The same weights on every engine: how far their predictions differ. */
import type { EngineName } from "../../shared/contract/training.ts";
import type { Audience } from "./audience.ts";
import type { Engines } from "./engine.ts";
import { historyOf, type PreferenceModel } from "./model.ts";

export interface EngineComparison {
  readonly engines: EngineName[];
  readonly largestDifference: number;
  readonly compared: number; // predictions
}

/** Predictions of the first `members` members for all films, in the unit that the model ranks by. */
export const compareEngines = async (
  engines: Engines,
  model: PreferenceModel,
  audience: Audience,
  members: number,
): Promise<EngineComparison> => {
  const asked = Math.min(members, audience.memberIds.length);
  const histories = Array.from({ length: asked }, (_, u) => historyOf(audience.histories, u));
  const available = (await engines.list()).engines.filter((engine) => engine.available);
  const low = new Float32Array(asked * model.catalogue.filmIds.length).fill(Number.POSITIVE_INFINITY);
  const high = low.map(() => Number.NEGATIVE_INFINITY);
  const compared: EngineName[] = [];
  for (const { name } of available) {
    if (!(await engines.use(name)).ok) continue;
    for (const [n, value] of (await model.rankAll(histories)).entries()) {
      low[n] = Math.min(low[n] as number, value);
      high[n] = Math.max(high[n] as number, value);
    }
    compared.push(name);
  }
  const largestDifference = high.reduce((most, top, n) => Math.max(most, top - (low[n] as number)), 0);
  return { engines: compared, largestDifference, compared: high.length };
};
