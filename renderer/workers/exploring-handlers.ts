/** Looking around in what a model knows. The map and the space it lies in are kept until the model or the ratings change. */
import { type exploringContract, mapPhases } from "../../shared/contract/exploring.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { type MadeMap, makeTasteMap } from "../models/map/taste-map.ts";
import { breather } from "../models/optimise.ts";
import type { TrainingLibrary } from "./training-library.ts";

/** Whose champion tells tastes apart best, first. */
const tasks: readonly ModelTask[] = ["choices", "ratings", "cold"];
/** Longest time in which a cancel is not heard. */
const breathMs = 40;

export const exploringHandlers = (
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof exploringContract> => {
  let kept: { readonly key: string; readonly made: MadeMap } | null = null;

  return {
    async tasteMap({ model: id, seed }, { signal, progress }) {
      const [reading] = mapPhases;
      progress({ phase: reading, share: 0 });
      const opened = await library();
      const loaded = await opened.load(id, tasks);
      if (!loaded.ok && loaded.error.type === "NoLibrary") return err(loaded.error);
      const read = loaded.ok ? loaded : await opened.read(signal);
      if (!read.ok) return read;
      const { ratings, traits, audience, fingerprint } = read.value;
      if (ratings.filmIds.length === 0) return err({ type: "NoFilms" });
      const modelId = loaded.ok ? loaded.value.card.id : null;
      const minimum = await opened.minimumGroup();
      const key = JSON.stringify([modelId, fingerprint, ratings.filmIds.length, minimum, seed]);
      if (kept?.key !== key) {
        const breathe = breather(breathMs);
        const made = await makeTasteMap(
          {
            model: loaded.ok ? loaded.value.model : null,
            modelId,
            traits,
            audience,
            filmIds: ratings.filmIds,
            minimum,
            seed,
          },
          {
            breathe: async () => {
              await breathe();
              signal.throwIfAborted();
            },
            progress: (phase, share) => progress({ phase, share }),
          },
        );
        kept = { key, made };
      }
      return ok(kept.made.map);
    },
  };
};
