/** What the model tests share. */
import { type Engines, openEngines } from "../../renderer/models/engine.ts";
import type {
  Algorithm,
  Fitted,
  Parameters,
  TrainingData,
  TrainingHooks,
} from "../../renderer/models/model.ts";
import { splitRatings } from "../../renderer/models/split.ts";
import type { EngineName } from "../../shared/contract/training.ts";
import type { Planted } from "./planted.ts";

const engines: Engines = openEngines({});

export const useEngine = async (name: EngineName): Promise<Engines> => {
  const used = await engines.use(name);
  if (!used.ok) throw new Error(`no engine ${name}`);
  return engines;
};

export const trainingData = ({ ratings, traits }: Planted): TrainingData => {
  const { training, validation } = splitRatings(ratings, "random", 0.1, 1);
  return { catalogue: { filmIds: ratings.filmIds, traits }, scale: ratings.scale, training, validation };
};

export const quietHooks = (overrides: Partial<TrainingHooks> = {}): TrainingHooks => ({
  signal: new AbortController().signal,
  onEpoch: () => undefined,
  checkpointSeconds: 4,
  checkpoint: async () => undefined,
  recoverEngine: async () => undefined,
  engineLost: () => false,
  onEngineLost: () => () => undefined,
  ...overrides,
});

export const fitted = (
  algorithm: Algorithm,
  data: TrainingData,
  parameters: Parameters,
  seed = 1,
  hooks = quietHooks(),
): Promise<Fitted> => algorithm.fit(data, { ...algorithm.defaults, ...parameters }, seed, hooks, null);
