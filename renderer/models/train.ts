/** One training from ratings to a model with its card. */

import type { Arrays } from "../../shared/blocks/artefact.ts";
import type { LossPoint, ModelCard, TrainRequest } from "../../shared/contract/training.ts";
import type { FilmTraits, Ratings } from "../../shared/domain/interactions.ts";
import { usualMinimum } from "../../shared/domain/privacy.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { algorithms } from "./algorithms.ts";
import { breather } from "./breather.ts";
import type { Engines } from "./engine.ts";
import { type EngineFailure, EngineLostError } from "./engine.ts";
import { lossHooks } from "./engine-loss.ts";
import { evaluate } from "./evaluate.ts";
import type { IndexedGroup } from "./evaluation/groups.ts";
import { tallyArrays } from "./evaluation/tally.ts";
import type { Parameters, PreferenceModel } from "./model.ts";
import { splitRatings } from "./split.ts";

export interface TrainingInput {
  readonly run: string; // becomes the model's id
  readonly request: TrainRequest;
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
  readonly fingerprint: string; // of the ratings
  readonly resumeFrom: Uint8Array | null;
  /** Parts of the audience to judge the model on, none of which is told of below the minimum. */
  readonly groups?: readonly IndexedGroup[];
  readonly minimumGroup?: number;
}
export interface TrainingWatcher {
  readonly signal: AbortSignal;
  onEngine(engine: ModelCard["engine"]): void;
  onEpoch(progress: {
    readonly loss: LossPoint;
    readonly epochs: number;
    readonly secondsLeft: number;
  }): void;
  onEvaluation(): void;
  checkpoint(state: Uint8Array<ArrayBuffer>): Promise<void>;
}
export type TrainingFailure =
  | EngineFailure
  | { readonly type: "TooFewRatings"; readonly ratings: number; readonly needed: number }
  | { readonly type: "BadParameter"; readonly parameter: string }
  | { readonly type: "EngineLost"; readonly engine: ModelCard["engine"]; readonly run: string };

/** Ratings below which a split leaves nothing to learn from or to judge by. */
export const fewestRatings = 50;
/** What a crash may cost of a run. */
const checkpointSeconds = 4;
/** Contexts lost in one run before it is given up. */
const mostRecoveries = 5;

export const parametersOf = (
  defaults: Parameters,
  overrides: Parameters,
): Result<Parameters, { readonly type: "BadParameter"; readonly parameter: string }> => {
  const bad = Object.entries(overrides).find(
    ([name, value]) => !(name in defaults) || !Number.isFinite(value) || value < 0,
  );
  return bad ? err({ type: "BadParameter", parameter: bad[0] }) : ok({ ...defaults, ...overrides });
};

export interface Trained {
  readonly card: ModelCard;
  readonly model: PreferenceModel;
  /** To be stored beside the model's own: what it did on each member's held-out ratings. */
  readonly arrays: Arrays;
}

/** Throws `signal.reason` on cancel. */
export const trainModel = async (
  engines: Engines,
  {
    run,
    request,
    ratings,
    traits,
    fingerprint,
    resumeFrom,
    groups = [],
    minimumGroup = usualMinimum,
  }: TrainingInput,
  watcher: TrainingWatcher,
): Promise<Result<Trained, TrainingFailure>> => {
  const started = performance.now();
  const algorithm = algorithms[request.name];
  const parameters = parametersOf(algorithm.defaults, request.params);
  if (!parameters.ok) return parameters;
  if (ratings.member.length < fewestRatings)
    return err({ type: "TooFewRatings", ratings: ratings.member.length, needed: fewestRatings });
  const engine = await engines.use(request.engine);
  if (!engine.ok) return engine;
  watcher.onEngine(engine.value.name);

  const { training, validation, test, known } = splitRatings(
    ratings,
    request.split,
    request.holdout,
    request.seed,
  );
  const catalogue = { filmIds: ratings.filmIds, traits };
  try {
    const { model, curve } = await algorithm.fit(
      { catalogue, scale: ratings.scale, training, validation },
      parameters.value,
      request.seed,
      {
        signal: watcher.signal,
        onEpoch: watcher.onEpoch,
        checkpointSeconds,
        checkpoint: watcher.checkpoint,
        ...lossHooks(engines, mostRecoveries),
      },
      resumeFrom,
    );
    watcher.onEvaluation();
    const breathe = breather(30);
    const { metrics, report, evaluation, tally } = await evaluate(
      model,
      ratings.scale,
      known,
      test,
      async () => {
        await breathe();
        watcher.signal.throwIfAborted();
      },
      { training, groups, minimumGroup, seed: request.seed },
    );
    return ok({
      model,
      arrays: tallyArrays(tally),
      card: {
        id: run,
        name: request.name,
        engine: engine.value.name,
        device: engine.value.device,
        split: request.split,
        holdout: request.holdout,
        seed: request.seed,
        params: parameters.value,
        metrics,
        report,
        evaluation,
        curve: [...curve],
        data: {
          fingerprint,
          members: ratings.memberIds.length,
          films: ratings.filmIds.length,
          training: training.film.length,
          validation: validation.film.length,
          test: test.film.length,
          licence: null,
        },
        scale: ratings.scale,
        seconds: (performance.now() - started) / 1000,
        createdAt: Date.now(),
      },
    });
  } catch (error) {
    if (error instanceof EngineLostError) return err({ type: "EngineLost", engine: engine.value.name, run });
    throw error;
  }
};
