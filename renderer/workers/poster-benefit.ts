/** Measures what posters add for films that nobody has seen, with progress. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { posterBenefitContract } from "../../shared/contract/images.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { lossHooks } from "../models/engine-loss.ts";
import { fewestPosters } from "../models/poster-axes.ts";
import { posterBenefit } from "../models/protocols/poster-benefit.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

export const posterBenefitHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof posterBenefitContract> => ({
  async posterBenefit({ seeds }, { signal, progress }) {
    const read = await (await library()).read(signal);
    if (!read.ok) return read;
    const { ratings, traits } = read.value;
    if (!traits.posters) {
      const state = received(await (await connected).embeddedPosters({}));
      if (!state.ok) return state;
      return err({ type: "TooFewPosters", posters: state.value.embedded.length, needed: fewestPosters });
    }
    const engine = await engines.use("auto");
    if (!engine.ok) return engine;
    const started = performance.now();
    const elapsed = (): number => (performance.now() - started) / 1000;
    const breathe = breather(30);
    const hooks = {
      breathe: async (): Promise<void> => {
        await breathe();
        signal.throwIfAborted();
      },
      training: {
        signal,
        onEpoch: () => undefined,
        checkpointSeconds: Number.POSITIVE_INFINITY,
        checkpoint: async () => undefined,
        ...lossHooks(engines),
      },
    };
    try {
      const measured = await posterBenefit({ ratings, traits, hooks }, seeds, (share) =>
        progress({ share, secondsLeft: share < 1 ? (elapsed() * (1 - share)) / share : null }),
      );
      if (measured.members === 0) return err({ type: "NothingToJudge" });
      return ok({ ...measured, engine: engine.value.name, seconds: elapsed() });
    } catch (error) {
      if (error instanceof EngineLostError)
        return err({ type: "EngineLost", engine: engine.value.name, run: "" });
      throw error;
    }
  },
});
