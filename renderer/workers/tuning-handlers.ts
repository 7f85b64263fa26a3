/** The tuning contract over the engines and the library: every trial is stored as soon as it was judged. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { SearchRequest, TrialResult, tuningContract } from "../../shared/contract/tuning.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok } from "../../shared/domain/result.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { lossHooks } from "../models/engine-loss.ts";
import { fewestRatings } from "../models/train.ts";
import { Search } from "../models/tuning/search.ts";
import { searchSpaces } from "../models/tuning/spaces.ts";
import { received } from "./received.ts";
import type { TrainingLibrary } from "./training-library.ts";

interface Standing {
  readonly id: string;
  readonly startedAt: number;
  readonly fingerprint: string;
  readonly request: SearchRequest;
  readonly results: readonly TrialResult[];
}

/** What makes two requests the same search; how long it may take is none of it. */
const identity = ({ name, split, holdout, seed, engine }: SearchRequest): string =>
  JSON.stringify([name, split, holdout, seed, engine]);

export const tuningHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof tuningContract> => {
  const standing = async (search: string) => {
    const loaded = await (await connected).loadSearch({ search });
    if (!loaded.ok && loaded.error.type === "NotFound")
      return err({ type: "UnknownSearch" as const, search });
    return received<Standing, { readonly type: string }>(loaded);
  };

  return {
    searchSpaces: () =>
      ok({
        spaces: Object.entries(searchSpaces).map(([name, { judging, ranges }]) => ({
          name,
          judging,
          ranges: [...ranges],
        })),
      }),
    async tune({ resume, ...request }, { signal, progress }) {
      const space = searchSpaces[request.name];
      if (!space) return err({ type: "NotTunable", name: request.name });
      progress({ phase: "reading", report: null, running: null, secondsLeft: null });
      const data = await connected;
      const read = await (await library()).read(signal);
      if (!read.ok) return read;
      const { ratings, traits, fingerprint } = read.value;
      const found = resume === null ? null : await standing(resume);
      if (found && !found.ok) return found;
      const stored = found?.value;
      if (stored && identity(stored.request) !== identity(request))
        return err({ type: "UnknownSearch", search: stored.id });
      if (stored && stored.fingerprint !== fingerprint)
        return err({ type: "DataChanged", search: stored.id, trials: stored.results.length });
      if (ratings.value.length < fewestRatings)
        return err({ type: "TooFewRatings", ratings: ratings.value.length, needed: fewestRatings });
      const engine = await engines.use(request.engine);
      if (!engine.ok) return engine;

      const { id, startedAt } = stored ?? { id: crypto.randomUUID(), startedAt: Date.now() };
      received(await data.saveSearch({ id, startedAt, fingerprint, request }));
      const search = new Search(request, space, ratings, traits, stored?.results ?? []);
      const report = () => search.report(id, fingerprint, startedAt);
      try {
        await search.run(
          {
            signal,
            onEpoch: () => undefined,
            checkpointSeconds: Number.POSITIVE_INFINITY,
            checkpoint: async () => undefined,
            ...lossHooks(engines),
          },
          {
            onStart: (running, secondsLeft) =>
              progress({ phase: "searching", report: report(), running, secondsLeft }),
            keep: async (result) => {
              received(await data.saveTrial({ search: id, result }));
            },
          },
        );
      } catch (error) {
        if (error instanceof EngineLostError)
          return err({ type: "EngineLost", engine: engine.value.name, run: id });
        throw error;
      }
      return ok({ report: report() });
    },
    async searchReport({ search: wanted }) {
      const found = await standing(wanted);
      if (!found.ok) return found;
      const { id, request, startedAt, fingerprint, results } = found.value;
      const space = searchSpaces[request.name];
      if (!space) return err({ type: "NotTunable", name: request.name });
      const read = await (await library()).read();
      if (!read.ok) return read;
      const { ratings, traits } = read.value;
      const search = new Search(request, space, ratings, traits, results);
      return ok({
        report: search.report(id, fingerprint, startedAt),
        dataChanged: fingerprint !== read.value.fingerprint,
      });
    },
  };
};
