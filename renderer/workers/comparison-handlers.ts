/** Two stored models compared by what they did on the same held-out ratings. */
import type { comparisonContract } from "../../shared/contract/comparison.ts";
import { ModelCard } from "../../shared/contract/training.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { pairedComparison } from "../models/evaluation/bootstrap.ts";
import { storedTally } from "../models/evaluation/tally.ts";
import type { TrainingLibrary } from "./training-library.ts";

export const comparisonHandlers = (
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof comparisonContract> => ({
  async compareModels({ first, second }) {
    const stored = [];
    for (const id of [first, second]) {
      const loaded = await (await library()).stored(id);
      if (!loaded.ok) return loaded;
      stored.push(loaded.value);
    }
    const [a, b] = stored.map(({ card }) => ModelCard.parse(card)) as [ModelCard, ModelCard];
    if (a.data.fingerprint !== b.data.fingerprint) return err({ type: "NotComparable", reason: "data" });
    if (a.split !== b.split || a.holdout !== b.holdout || a.seed !== b.seed)
      return err({ type: "NotComparable", reason: "split" });
    const [one, other] = stored.map(({ artefact }) => storedTally(artefact.arrays));
    const differences = one && other ? pairedComparison(one, other, a.seed) : null;
    return differences ? ok({ differences }) : err({ type: "NotComparable", reason: "unmeasured" });
  },
});
