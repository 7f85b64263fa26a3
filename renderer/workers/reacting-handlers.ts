/** Feedback, and how it moved films in members' lists: what a member sees before and after is asked of the model at once. */
import type { DataClient } from "../../shared/contract/data.ts";
import type { reactingContract } from "../../shared/contract/reacting.ts";
import type { Handlers } from "../../shared/contract/wire.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { ok, type Result } from "../../shared/domain/result.ts";
import { breather } from "../models/breather.ts";
import { effectOf, type PlaceOf, placesIn } from "../models/feedback.ts";
import { type LibraryData, type LoadedModel, ranking, type TrainingLibrary } from "./training-library.ts";

type Loaded = LoadedModel & LibraryData;
/** Lists that one file of feedback is measured in. */
const mostMeasured = 2000;

export const reactingHandlers = (
  connected: Promise<DataClient>,
  library: () => Promise<TrainingLibrary>,
): Handlers<typeof reactingContract> => {
  const load = async (id: string | undefined, task: ModelTask | undefined): Promise<Loaded | null> => {
    const loaded = await (await library()).load(id, ranking(task));
    return loaded.ok ? loaded.value : null;
  };
  /** Null for a member whom the model does not know. `seen`: of films by id, beside what the library says now. */
  const listOf = async (loaded: Loaded, id: number, unseen: ReadonlySet<number>): Promise<PlaceOf | null> => {
    const { model, audience } = loaded;
    const member = audience.memberIds.indexOf(id);
    if (member === -1) return null;
    const watched = await (await library()).watched(loaded, [member]);
    if (!watched.ok) return null;
    const { filmIds } = model.catalogue;
    const films = (watched.value.get(member) ?? []).filter((film) => !unseen.has(filmIds[film] as number));
    return placesIn(model, audience, member, films);
  };
  const none: ReadonlySet<number> = new Set();

  return {
    async react({ model: id, task, ...said }) {
      const place = async () => {
        const loaded = await load(id, task);
        const film = loaded?.model.catalogue.filmIds.indexOf(said.film) ?? -1;
        if (!loaded || film === -1) return null;
        return (await listOf(loaded, said.member, none))?.(film) ?? null;
      };
      const before = await place();
      const data = await connected;
      const given = await data.giveFeedback(said);
      // Whatever any call may meet, such as a read-only file, is told as it is.
      if (!given.ok) return given as Result<never, Extract<typeof given.error, { type: "NoLibrary" }>>;
      const { changeSet } = given.value;
      const after = before && changeSet !== null ? await place() : null;
      const effect = before && after ? effectOf(before, after) : null;
      if (effect && changeSet !== null) await data.noteEffects({ effects: [{ changeSet, effect }] });
      return ok({ changeSet, effect });
    },
    async reactToFile({ file, system, model: id, task }, { signal, progress }) {
      const before = await load(id, task);
      const data = await connected;
      const taken = await data.importFeedback({ file, system });
      if (!taken.ok) return taken as Result<never, Extract<typeof taken.error, { type: "NoLibrary" }>>;
      const { rows, given, same, sets } = taken.value;
      const after = before && (await load(id, task));
      const effects = [];
      if (before && after) {
        const byMember = new Map<number, (typeof sets)[number][]>();
        for (const set of sets) byMember.set(set.member, [...(byMember.get(set.member) ?? []), set]);
        const breathe = breather(30);
        let done = 0;
        for (const [member, said] of [...byMember].slice(0, mostMeasured)) {
          const attended = said.filter(({ kind }) => kind === "attendance").map(({ film }) => film);
          const former = await listOf(before, member, new Set(attended));
          const present = former && (await listOf(after, member, none));
          for (const { film: filmId, changeSet } of said) {
            const film = after.model.catalogue.filmIds.indexOf(filmId);
            if (film === -1 || !former || !present) continue;
            effects.push({ changeSet, effect: effectOf(former(film), present(film)) });
          }
          progress({ share: ++done / Math.min(byMember.size, mostMeasured) });
          await breathe();
          if (signal.aborted) break; // what was given stays given
        }
        await data.noteEffects({ effects });
      }
      return ok({ rows, given, same, measured: effects.length });
    },
  };
};
