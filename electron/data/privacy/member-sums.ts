/** What models were judged by is kept beside their weights, a row a member without a name: it goes where members go. */
import { withoutMemberSums } from "../../../shared/blocks/artefact.ts";
import type { Connection } from "../store/library.ts";

/** One model at a time: weights are large. */
export const dropMemberSums = (db: Connection, models: readonly string[]): void => {
  const weightsOf = db.prepare("SELECT weights FROM model_weights WHERE model = ?").pluck();
  const replace = db.prepare("UPDATE model_weights SET weights = ? WHERE model = ?");
  for (const model of models) {
    const weights = weightsOf.get(model) as Uint8Array | undefined;
    if (weights) replace.run(withoutMemberSums(weights), model);
  }
};
