/** A champion's recipe on the present data, judged beside the champion on the latest ratings, promoted where it is better. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { Retrained, TrainFailure, TrainProgress, TrainRequest } from "../../shared/contract/training.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { algorithms } from "../models/algorithms.ts";
import { breather } from "../models/breather.ts";
import { compareOnTest } from "../models/paired.ts";
import { splitRatings } from "../models/split.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

export interface RetrainWish {
  readonly task: ModelTask;
  readonly promote: "if-better" | "never" | "always";
  readonly engine: TrainRequest["engine"];
}
interface RetrainCall {
  readonly signal: AbortSignal;
  progress(value: TrainProgress): void;
}
type Train = (
  request: TrainRequest,
  call: RetrainCall,
) => Promise<Result<{ readonly card: { readonly id: string } }, TrainFailure>>;

/** Parameters that the algorithm has still. */
const paramsOf = (
  name: TrainRequest["name"],
  params: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(Object.entries(params).filter(([key]) => key in algorithms[name].defaults));

export const retrain = async (
  data: DataClient,
  library: TrainingLibrary,
  train: Train,
  { task, promote, engine }: RetrainWish,
  call: RetrainCall,
): Promise<Result<Retrained, TrainFailure | { readonly type: "NoModel" }>> => {
  const loaded = await library.load(undefined, [task]);
  if (!loaded.ok) return loaded;
  const { card: former, model: champion } = loaded.value;
  const { name, holdout, seed, params } = former;
  // The latest ratings are what no champion that was split by time has seen.
  const request: TrainRequest = {
    name,
    split: "time",
    holdout,
    seed,
    engine,
    params: paramsOf(name, params),
  };
  const trained = await train(request, call);
  if (!trained.ok) return trained;
  const id = trained.value.card.id;
  const made = await library.load(id, [task]);
  if (!made.ok) return made;
  const { learned, model: candidate } = made.value;
  const ratings = learned();
  const { known, test } = splitRatings(ratings, request.split, request.holdout, request.seed);
  const breathe = breather(30);
  const comparison = await compareOnTest(candidate, champion, ratings.scale, known, test, async () => {
    await breathe();
    call.signal.throwIfAborted();
  });
  const better = comparison !== null && comparison.gain > 0;
  const outcome =
    promote === "always" || (promote === "if-better" && better)
      ? "promoted"
      : promote === "never"
        ? "stored"
        : "kept";
  if (outcome === "promoted") {
    const note = { comparison };
    const promoted = await data.promote({ model: id, sure: true, cause: "retrained", note });
    if (!promoted.ok) {
      const refused = received(promoted);
      return refused.ok ? err({ type: "NoModel" }) : refused;
    }
  }
  // A candidate that is no better would only take room.
  if (outcome === "kept") received(await data.deleteModel({ id }));
  received(await data.noteRetraining({ task, at: Math.floor(Date.now() / 1000), outcome }));
  return ok({
    task,
    name,
    champion: former.id,
    candidate: id,
    outcome,
    comparison: comparison && {
      ...comparison,
      interval: [comparison.interval[0], comparison.interval[1]],
      certain: comparison.interval[0] > 0 || comparison.interval[1] < 0,
    },
    flattered: former.split !== "time",
  });
};
