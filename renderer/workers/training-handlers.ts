/** The training contract over the engines and the library. */
import type { DataClient } from "../../shared/contract/data.ts";
import {
  type ModelCard,
  type TrainFailure,
  type TrainProgress,
  TrainRequest,
  type trainingContract,
} from "../../shared/contract/training.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import { algorithms } from "../models/algorithms.ts";
import { breather } from "../models/breather.ts";
import { compareEngines } from "../models/compare.ts";
import { EngineLostError, type Engines } from "../models/engine.ts";
import { guarded, lossHooks } from "../models/engine-loss.ts";
import { leftOut } from "../models/feedback.ts";
import {
  askEach,
  asked,
  askedOfFilm,
  askedToRank,
  audienceOf,
  likeShare,
  likesOf,
  recommend,
  recommendForNew,
  recommendForSegment,
} from "../models/preferences.ts";
import { runProtocol, unfit } from "../models/protocols/evaluate.ts";
import { overlapOf, reachOf } from "../models/reach.ts";
import { unchosen } from "../models/selection.ts";
import { fewestRatings, trainModel } from "../models/train.ts";
import { summarise } from "../models/watch/summary.ts";
import { comparisonHandlers } from "./comparison-handlers.ts";
import { learningCurveHandlers } from "./learning-curve-handlers.ts";
import { pausing } from "./pause.ts";
import { presentFilms } from "./present-films.ts";
import { received, stored } from "./received.ts";
import { retrain } from "./retraining.ts";
import { indicesOf, liking, openTrainingLibrary, ranking } from "./training-library.ts";
import { watchLibrary } from "./watching.ts";

interface TrainCall {
  readonly signal: AbortSignal;
  progress(value: TrainProgress): void;
}
interface Resumed {
  readonly run: string;
  readonly fingerprint: string;
  readonly state: Uint8Array;
}

export const trainingHandlers = (
  engines: Engines,
  connected: Promise<DataClient>,
  library = openTrainingLibrary(connected),
): Handlers<typeof trainingContract> => {
  const train = async (
    request: TrainRequest,
    { signal, progress }: TrainCall,
    resumed: Resumed | null,
  ): Promise<Result<{ card: ModelCard }, TrainFailure>> => {
    const data = await connected;
    const run = resumed?.run ?? crypto.randomUUID();
    const state: TrainProgress = {
      run,
      phase: "reading",
      engine: null,
      epoch: 0,
      epochs: 0,
      loss: null,
      secondsLeft: null,
    };
    let latest = state;
    const report = (change: Partial<TrainProgress>): void => {
      latest = { ...latest, ...change };
      progress(latest);
    };
    report({});
    const read = await (await library()).read(signal, algorithms[request.name].unit);
    if (!read.ok) return read;
    const { learned, traits, fingerprint, forgettings } = read.value;
    const groups = await (await library()).groups(read.value);
    if (!groups.ok) return groups;
    const minimumGroup = await (await library()).minimumGroup();
    const ratings = learned();
    const usable = resumed && resumed.fingerprint === fingerprint && resumed.state.length > 0;
    const outdated = new AbortController();
    const checkpoint = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      const checkpointed = { run, request: { ...request, fingerprint }, state: bytes, forgettings };
      const kept = stored(await data.saveCheckpoint(checkpointed));
      if (!kept.ok && kept.error.type === "ForgottenMeanwhile") outdated.abort();
    };
    if (!resumed) await checkpoint(new Uint8Array(0));
    let keepCheckpoint = false;
    try {
      const trained = await trainModel(
        engines,
        {
          ...{ run, request, ratings, traits, fingerprint, minimumGroup, groups: groups.value },
          resumeFrom: usable ? resumed.state : null,
        },
        {
          signal: AbortSignal.any([signal, outdated.signal]),
          onEngine: (engine) => report({ phase: "training", engine }),
          onEpoch: ({ loss, epochs, secondsLeft }) =>
            report({ epoch: loss.epoch, epochs, loss, secondsLeft }),
          onEvaluation: () => report({ phase: "evaluating", secondsLeft: null }),
          checkpoint,
        },
      );
      if (!trained.ok) {
        keepCheckpoint = trained.error.type === "EngineLost";
        return trained;
      }
      report({ phase: "saving" });
      const card = { ...trained.value.card, summary: summarise(ratings, traits) };
      const saved = await (await library()).save(card, trained.value.model, trained.value.arrays, read.value);
      return saved.ok ? ok({ card }) : saved;
    } catch (error) {
      if (outdated.signal.aborted && !signal.aborted) return err({ type: "ForgottenMeanwhile" });
      throw error;
    } finally {
      if (!keepCheckpoint) await data.dropCheckpoint({ run });
    }
  };

  /** A film that nobody has rated is for the champion of unseen films. */
  const loadForFilm = async (id: string | undefined, film: number, signal: AbortSignal) => {
    const kept = await library();
    const loaded = await kept.load(id, liking, signal);
    if (!loaded.ok || id !== undefined) return loaded;
    const { model } = loaded.value;
    const known = model.ratings[model.catalogue.filmIds.indexOf(film)];
    return known === 0 ? kept.load(undefined, ["cold", ...liking], signal) : loaded;
  };

  const present = presentFilms(async (loaded, members) => (await library()).watched(loaded, members));

  return {
    ...comparisonHandlers(library),
    ...learningCurveHandlers(engines, library),
    async engines() {
      return ok(await engines.list());
    },
    async train(request, call) {
      const own = received(await (await connected).ownDefaults({}));
      if (!own.ok) return own;
      const params = own.value.defaults.find(({ name }) => name === request.name)?.params;
      return train({ ...request, params: { ...params, ...request.params } }, call, null);
    },
    async resume({ run }, call) {
      const loaded = await (await connected).loadCheckpoint({ run });
      if (!loaded.ok && loaded.error.type === "NotFound") return err({ type: "UnknownRun", run });
      const answer = received(loaded);
      if (!answer.ok) return answer;
      const { request, state } = answer.value;
      return train(TrainRequest.parse(request), call, {
        run,
        state,
        fingerprint: String(request.fingerprint),
      });
    },
    async retrain(wish, call) {
      const data = await connected;
      return retrain(data, await library(), (request, each) => train(request, each, null), wish, call);
    },
    async watch(_input, { signal }) {
      return watchLibrary(await connected, await library(), signal);
    },
    async evaluate(request, { signal, progress }) {
      const what = unfit(request);
      if (what) return err({ type: "NotForProtocol", protocol: request.protocol, what });
      const read = await (await library()).read(signal);
      if (!read.ok) return read;
      const { ratings, traits } = read.value;
      if (ratings.value.length < fewestRatings)
        return err({ type: "TooFewRatings", ratings: ratings.value.length, needed: fewestRatings });
      const engine = await engines.use(request.engine);
      if (!engine.ok) return engine;
      const started = performance.now();
      const breathe = breather(30);
      const letIn = async (): Promise<void> => {
        await breathe();
        signal.throwIfAborted();
      };
      try {
        const evaluated = await runProtocol(
          request,
          {
            ratings,
            traits,
            hooks: {
              breathe: letIn,
              training: {
                signal,
                onEpoch: () => undefined,
                checkpointSeconds: Number.POSITIVE_INFINITY,
                checkpoint: async () => undefined,
                ...lossHooks(engines),
              },
            },
          },
          (done, of) => {
            const elapsed = (performance.now() - started) / 1000;
            progress({ share: done / of, secondsLeft: done > 0 ? (elapsed * (of - done)) / done : null });
          },
        );
        const { judged, members } = evaluated.counts;
        if ((judged ?? members) === 0)
          return err({
            type: "NothingToJudge",
            protocol: request.protocol,
            needs: request.protocol === "cold-films" ? "describedFilms" : "ratings",
          });
        return ok({
          ...evaluated,
          protocol: request.protocol,
          engine: engine.value.name,
          seeds: request.seeds,
        });
      } catch (error) {
        if (error instanceof EngineLostError)
          return err({ type: "EngineLost", engine: engine.value.name, run: "" });
        throw error;
      }
    },
    async recommend({ model: id, task, member, top }) {
      const loaded = await (await library()).load(id, ranking(task));
      if (!loaded.ok) return loaded;
      const { model, card, audience } = loaded.value;
      const index = audience.memberIds.indexOf(member);
      if (index === -1) return err({ type: "UnknownMember", member });
      const watched = await (await library()).watched(loaded.value, [index]);
      if (!watched.ok) return watched;
      return ok({
        model: card.id,
        name: card.name,
        items: recommend(model, audience, index, watched.value, top),
      });
    },
    async recommendForSegment({ model: id, task, members, top }) {
      const loaded = await (await library()).load(id, ranking(task));
      if (!loaded.ok) return loaded;
      const { model, card, audience, tastes } = loaded.value;
      const minimum = await (await library()).minimumGroup();
      if (members.length < minimum) return err({ type: "Suppressed", minimum });
      const { indices, unknown } = indicesOf(members, audience.memberIds);
      if (unknown !== undefined) return err({ type: "UnknownMember", member: unknown });
      const watched = await (await library()).watched(loaded.value, askedToRank(indices));
      if (!watched.ok) return watched;
      return ok({
        model: card.id,
        name: card.name,
        items: recommendForSegment(model, tastes, audience, indices, watched.value, top),
      });
    },
    async recommendForNew({ model: id, task, films, top }) {
      const loaded = await (await library()).load(id, ranking(task));
      if (!loaded.ok) return loaded;
      const { model, card, audience } = loaded.value;
      const { indices, unknown } = indicesOf(
        films.map(({ film }) => film),
        model.catalogue.filmIds,
      );
      if (unknown !== undefined) return err({ type: "UnknownFilm", film: unknown });
      const chosen = films.map(({ rating }, n) => ({ film: indices[n] as number, rating }));
      return ok({
        model: card.id,
        name: card.name,
        items: recommendForNew(model, audience.scale, chosen, top),
      });
    },
    async audience({ model: id, film, top }, { signal, progress }) {
      const loaded = await loadForFilm(id, film, signal);
      if (!loaded.ok) return loaded;
      const { model, card, audience, tastes } = loaded.value;
      const index = model.catalogue.filmIds.indexOf(film);
      if (index === -1) return err({ type: "UnknownFilm", film });
      const minimum = await (await library()).minimumGroup();
      if (audience.memberIds.length < minimum) return err({ type: "Suppressed", minimum });
      const watched = await (await library()).watched(loaded.value, askedOfFilm(audience));
      if (!watched.ok) return watched;
      await askEach(tastes, askedOfFilm(audience), (taste) => taste.like(index), pausing(signal, progress));
      return ok({
        model: card.id,
        share: likeShare(model, tastes, [...audience.memberIds.keys()], index),
        members: audienceOf(model, tastes, audience, watched.value, index, top),
      });
    },
    async likeShares({ model: id, films, members, others, reach, fresh, present: now }, { signal }) {
      const loaded = await (await library()).load(id, liking, signal);
      if (!loaded.ok) return loaded;
      const { indices, unknown } = indicesOf(films, loaded.value.model.catalogue.filmIds);
      if (unknown !== undefined) return err({ type: "UnknownFilm", film: unknown });
      const told = now
        ? await present(loaded.value, indices, pausing(signal))
        : ok({ loaded: loaded.value, less: 0 });
      if (!told.ok) return told;
      const { less } = told.value;
      const { model, card, audience, tastes } = told.value.loaded;
      const minimum = await (await library()).minimumGroup();
      const given = members && indicesOf(members, audience.memberIds);
      if (given?.unknown !== undefined) return err({ type: "UnknownMember", member: given.unknown });
      const left = new Set(others ? given?.indices : []);
      const who = {
        indices:
          given && !others ? given.indices : [...audience.memberIds.keys()].filter((u) => !left.has(u)),
      };
      // Nor may a few be told of by leaving all others out.
      if (who.indices.length < minimum || (others && members && members.length < minimum))
        return err({ type: "Suppressed", minimum });
      await askEach(tastes, asked(who.indices), (taste) => taste.like(indices[0] as number), pausing(signal));
      const watched = fresh ? await (await library()).watched(loaded.value, asked(who.indices)) : null;
      if (watched && !watched.ok) return watched;
      const seen = new Map<number, ReadonlySet<number>>();
      const known = watched
        ? (member: number, film: number): boolean => {
            const own =
              seen.get(member) ?? new Set(leftOut(audience, member, watched.value.get(member) ?? []));
            seen.set(member, own);
            return own.has(film);
          }
        : null;
      const shares = [];
      const likes: Float32Array[] = [];
      for (const index of indices) {
        const all = likesOf(tastes, who.indices, index);
        const knows = asked(who.indices).map((member) => known?.(member, index) ?? false);
        const count = knows.filter(Boolean).length;
        // Nor is it told who they are: too few to be told of are as everybody else.
        const ofFilm = fresh
          ? all.map((like, n) =>
              knows[n] && count >= minimum ? { ...like, value: 0, low: 0, high: 0 } : unchosen(like, less),
            )
          : all;
        if (reach) likes.push(Float32Array.from(ofFilm, ({ value }) => value));
        shares.push(likeShare(model, tastes, who.indices, index, ofFilm));
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        signal.throwIfAborted();
      }
      const reaches = reachOf(likes);
      return ok({ model: card.id, shares: shares.map((share, at) => ({ ...share, reach: reaches[at] })) });
    },
    async audienceOverlap({ model: id, films, present: now }, { signal }) {
      const loaded = await (await library()).load(id, liking);
      if (!loaded.ok) return loaded;
      const { filmIds } = loaded.value.model.catalogue;
      const { indices } = indicesOf(
        films.filter((film) => filmIds.includes(film)),
        filmIds,
      );
      const minimum = await (await library()).minimumGroup();
      if (loaded.value.audience.memberIds.length < minimum) return err({ type: "Suppressed", minimum });
      const told = now
        ? await present(loaded.value, indices, pausing(signal))
        : ok({ loaded: loaded.value, less: 0 });
      if (!told.ok) return told;
      const { model, card, audience, tastes } = told.value.loaded;
      const everybody = [...audience.memberIds.keys()];
      const shares = [];
      const likes: Float32Array[] = [];
      for (const index of indices) {
        const ofFilm = likesOf(tastes, everybody, index);
        likes.push(Float32Array.from(ofFilm, ({ value }) => value));
        shares.push(likeShare(model, tastes, everybody, index, ofFilm));
        await new Promise<void>((resolve) => setTimeout(resolve, 0));
        signal.throwIfAborted();
      }
      return ok({ model: card.id, shares, overlap: overlapOf(likes) });
    },
    async compareEngines({ model: id, members }) {
      const loaded = await (await library()).load(id, liking);
      if (!loaded.ok) return loaded;
      return ok(
        await compareEngines(
          engines,
          guarded(loaded.value.model, lossHooks(engines)),
          loaded.value.audience,
          members,
        ),
      );
    },
    async loseGraphicsContext() {
      return ok({ lost: engines.loseGraphics() });
    },
  };
};
