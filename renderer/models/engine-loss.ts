/** Computing on an engine that may be lost on the way: what is read from a lost context never arrives. */
import { EngineLostError, type Engines } from "./engine.ts";
import type { PreferenceModel, TrainingHooks } from "./model.ts";

export type LossHooks = Pick<TrainingHooks, "engineLost" | "onEngineLost" | "recoverEngine">;

/** Recovers up to so many times, then throws `EngineLostError`. */
export const lossHooks = (engines: Engines, recoveries = Number.POSITIVE_INFINITY): LossHooks => {
  let recovered = 0;
  return {
    engineLost: engines.lost,
    onEngineLost: engines.onLost,
    async recoverEngine() {
      if (++recovered > recoveries || !(await engines.recover())) throw new EngineLostError();
    },
  };
};

/** Null if the engine was lost. */
export const unlessLost = async <T>(
  { engineLost, onEngineLost }: LossHooks,
  read: () => T | Promise<T>,
): Promise<T | null> => {
  if (engineLost()) return null;
  const reading = (async () => read())();
  reading.catch(() => undefined); // given up, it may still fail on what the lost engine held
  let stop: () => void = () => undefined;
  const lost = new Promise<null>((resolve) => {
    stop = onEngineLost(() => resolve(null));
  });
  try {
    return await Promise.race([reading, lost]);
  } catch (error) {
    if (engineLost()) return null; // it failed before the loss was told
    throw error;
  } finally {
    stop();
  }
};

/** What is computed from memory alone is computed again on the recovered engine. */
export const survivingLoss = async <T>(hooks: LossHooks, compute: () => Promise<T>): Promise<T> => {
  for (;;) {
    const value = await unlessLost(hooks, compute);
    if (value !== null && !hooks.engineLost()) return value;
    await hooks.recoverEngine();
  }
};

/** The model with scores that survive a loss. */
export const guarded = (model: PreferenceModel, hooks: LossHooks): PreferenceModel => ({
  ...model,
  rankAll: (histories) => survivingLoss(hooks, () => model.rankAll(histories)),
});
