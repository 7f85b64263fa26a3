/**
 * Looking around in what a model knows. The space it lies in is kept until the model or the ratings change; the map is kept in the
 * library, so that it opens at once the next time.
 */
import { type exploringContract, mapPhases, type TasteMap } from "../../shared/contract/exploring.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { toldCount, toldParts } from "../../shared/domain/privacy.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { Engines } from "../models/engine.ts";
import { guarded, lossHooks } from "../models/engine-loss.ts";
import { nearestByModel, nearestByPoster, nearestByTraits, nearestMembers } from "../models/map/nearest.ts";
import { makeTasteMap } from "../models/map/taste-map.ts";
import { type TasteSpace, tasteSpace } from "../models/map/taste-space.ts";
import { countRatings } from "../models/model.ts";
import { segmentReasons } from "../models/preferences.ts";
import { compareFilms, compareTraits } from "../models/segment-comparison.ts";
import { mapForm } from "./kept-map.ts";
import { pausing } from "./pause.ts";
import { type LibraryData, liking, type TrainingLibrary } from "./training-library.ts";

/** Whose champion tells tastes apart best, first. */
const tellingApart: readonly ModelTask[] = ["choices", "ratings", "likes", "cold"];

interface Opened {
  readonly key: string;
  readonly modelId: string | null;
  readonly read: LibraryData;
  readonly space: TasteSpace;
}

/** Index of each id; of the first that the library does not have, the id. */
const indicesOf = (ids: readonly number[], known: Int32Array): Result<number[], number> => {
  const at = new Map([...known].map((id, index) => [id, index]));
  const unknown = ids.find((id) => !at.has(id));
  return unknown === undefined ? ok(ids.map((id) => at.get(id) as number)) : err(unknown);
};

export const exploringHandlers = (
  engines: Engines,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof exploringContract> => {
  let space: { readonly key: string; readonly space: TasteSpace } | null = null;
  let last: { readonly key: string; readonly map: TasteMap } | null = null;

  /** A map can be made on any engine. */
  const recoverEngine = async (): Promise<void> => {
    if (!(await engines.recover()) && !(await engines.use("wasm")).ok) await engines.use("cpu");
  };
  const openSpace = async (
    model: string | undefined,
    seed: number,
    signal: AbortSignal,
  ): Promise<Result<Opened, { readonly type: "NoLibrary" }>> => {
    const opened = await library();
    const loaded = await opened.load(model, tellingApart, signal);
    if (!loaded.ok && loaded.error.type === "NoLibrary") return err(loaded.error);
    const read = loaded.ok ? loaded : await opened.read(signal);
    if (!read.ok) return read;
    const { ratings, traits, audience, fingerprint } = read.value;
    const films = ratings.filmIds.length;
    const modelId = loaded.ok ? loaded.value.card.id : null;
    const key = JSON.stringify([modelId, fingerprint, films, seed]);
    if (space?.key !== key) {
      // Models score many members on the engine now chosen, which nobody may have chosen yet.
      if (loaded.ok) await engines.use("auto");
      const made = await tasteSpace(
        loaded.ok ? guarded(loaded.value.model, { ...lossHooks(engines), recoverEngine }) : null,
        traits,
        audience,
        countRatings(audience.histories, films),
        seed,
        pausing(signal),
      );
      space = { key, space: made };
    }
    return ok({ key, modelId, read: read.value, space: space.space });
  };

  return {
    async tasteMap({ model, seed }, { signal, progress }) {
      const [reading, scoring] = mapPhases;
      progress({ phase: reading, share: 0 });
      const home = await library();
      const named = await home.modelOf(model, tellingApart);
      if (!named.ok) return named;
      const minimum = await home.minimumGroup();
      const key = JSON.stringify([mapForm, named.value, seed, minimum]);
      const kept = await home.keptMap(key);
      if (!kept.ok) return kept;
      const { state } = kept.value;
      const known = last?.key === `${state} ${key}` ? last.map : kept.value.map;
      if (known) {
        last = { key: `${state} ${key}`, map: known };
        return ok(known);
      }
      progress({ phase: scoring, share: 0 });
      const opened = await openSpace(model, seed, signal);
      if (!opened.ok) return opened;
      const { modelId, read, space } = opened.value;
      const { ratings, traits, audience } = read;
      if (ratings.filmIds.length === 0) return err({ type: "NoFilms" });
      const map = await makeTasteMap(
        { space, modelId, traits, audience, filmIds: ratings.filmIds, minimum, seed },
        { breathe: pausing(signal), progress: (phase, share) => progress({ phase, share }) },
      );
      last = { key: `${state} ${key}`, map };
      await home.keepMap(key, state, map);
      return ok(map);
    },
    async nearestFilms({ film, top }, { signal }) {
      const opened = await openSpace(undefined, 1, signal);
      if (!opened.ok) return opened;
      const { read, space } = opened.value;
      const { filmIds } = read.ratings;
      const index = filmIds.indexOf(film);
      if (index < 0) return err({ type: "UnknownFilm", film });
      const named = (near: ReturnType<typeof nearestByTraits>) =>
        near.map((each) => ({ ...each, film: filmIds[each.film] as number }));
      return ok({
        byModel: space.basis === "model" ? named(nearestByModel(space, read.traits, index, top)) : [],
        byTraits: named(nearestByTraits(read.traits, index, top)),
        byPoster: named(nearestByPoster(read.traits, index, top)),
      });
    },
    async nearestMembers({ member, top }, { signal }) {
      const opened = await openSpace(undefined, 1, signal);
      if (!opened.ok) return opened;
      const { audience } = opened.value.read;
      const index = audience.memberIds.indexOf(member);
      if (index < 0) return err({ type: "UnknownMember", member });
      const near = nearestMembers(opened.value.space, audience, index, top);
      return ok({
        members: near.map((each) => ({ ...each, member: audience.memberIds[each.member] as number })),
      });
    },
    async segmentReasons({ model: id, film, members }, { signal }) {
      const loaded = await (await library()).load(id, liking, signal);
      if (!loaded.ok) return loaded;
      const { model, audience, tastes } = loaded.value;
      const minimum = await (await library()).minimumGroup();
      if (new Set(members).size < minimum) return err({ type: "Suppressed", minimum });
      const who = indicesOf(members, audience.memberIds);
      if (!who.ok) return err({ type: "UnknownMember", member: who.error });
      const index = model.catalogue.filmIds.indexOf(film);
      if (index < 0) return err({ type: "UnknownFilm", film });
      return ok({ reasons: segmentReasons(model, tastes, who.value, index) });
    },
    async compareSegments({ model: id, a, b, films }, { signal, progress }) {
      const loaded = await (await library()).load(id, liking, signal);
      if (!loaded.ok) return loaded;
      const { model, card, audience, tastes } = loaded.value;
      const minimum = await (await library()).minimumGroup();
      const [one, other] = [new Set(a), new Set(b)];
      const both = [...one].filter((member) => other.has(member)).length;
      const parts = [one.size - both, both, other.size - both] as const;
      const tooFew = [one.size, other.size, parts[0], parts[2]].some(
        (size) => toldCount(size, minimum) === null,
      );
      if (tooFew) return err({ type: "Suppressed", minimum });
      const [first, second] = [one, other].map((set) => indicesOf([...set], audience.memberIds)) as [
        Result<number[], number>,
        Result<number[], number>,
      ];
      if (!first.ok) return err({ type: "UnknownMember", member: first.error });
      if (!second.ok) return err({ type: "UnknownMember", member: second.error });
      const known = [...model.ratings.keys()]
        .sort((x, y) => (model.ratings[y] as number) - (model.ratings[x] as number) || x - y)
        .slice(0, films);
      const breathe = pausing(signal);
      let done = 0;
      const differences = await compareFilms(tastes, first.value, second.value, known, async () => {
        progress({ share: done++ / known.length });
        await breathe();
      });
      return ok({
        model: card.id,
        sizes: toldParts(parts, minimum) as [number | null, number | null, number | null],
        films: differences.map((row) => ({ ...row, film: model.catalogue.filmIds[row.film] as number })),
        traits: compareTraits(model.catalogue, audience, first.value, second.value),
      });
    },
  };
};
