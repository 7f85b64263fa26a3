/** Learning curves over the engines and the library. Nothing of them is stored. */
import type { learningCurveContract } from "../../shared/contract/training.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { algorithms } from "../models/algorithms.ts";
import { breather } from "../models/breather.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { lossHooks } from "../models/engine-loss.ts";
import { learningCurve, shares } from "../models/learning-curve.ts";
import { splitRatings } from "../models/split.ts";
import { fewestRatings, parametersOf } from "../models/train.ts";
import type { TrainingLibrary } from "./training-library.ts";

export const learningCurveHandlers = (
  engines: Engines,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof learningCurveContract> => ({
  async learningCurve({ name, split, holdout, seed, engine: choice, params }, { signal, progress }) {
    const algorithm = algorithms[name];
    const parameters = parametersOf(algorithm.defaults, params);
    if (!parameters.ok) return parameters;
    const read = await (await library()).read(signal, algorithm.unit);
    if (!read.ok) return read;
    const { learned, traits } = read.value;
    const ratings = learned();
    if (ratings.member.length < fewestRatings)
      return err({ type: "TooFewRatings", ratings: ratings.member.length, needed: fewestRatings });
    const engine = await engines.use(choice);
    if (!engine.ok) return engine;
    const started = performance.now();
    const breathe = breather(30);
    try {
      const points = await learningCurve(
        {
          ...{ algorithm, parameters: parameters.value, ratings, traits, seed },
          split: splitRatings(ratings, split, holdout, seed),
        },
        {
          signal,
          onEpoch: () => undefined,
          checkpointSeconds: Number.POSITIVE_INFINITY,
          checkpoint: async () => undefined,
          ...lossHooks(engines),
        },
        async () => {
          await breathe();
          signal.throwIfAborted();
        },
        (done) => {
          // Seconds grow about as the ratings do.
          const sum = (of: readonly number[]): number => of.reduce((total, share) => total + share, 0);
          const share = sum(shares.slice(0, done.length)) / sum(shares);
          const elapsed = (performance.now() - started) / 1000;
          progress({ share, secondsLeft: (elapsed * (1 - share)) / share, points: [...done] });
        },
      );
      return ok({ engine: engine.value.name, points });
    } catch (error) {
      if (error instanceof EngineLostError)
        return err({ type: "EngineLost", engine: engine.value.name, run: "" });
      throw error;
    }
  },
});
