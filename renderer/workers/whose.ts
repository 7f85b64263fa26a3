/** Those whose preferences are asked for, out of the library: known by it, and no group too small. */

import type { z } from "zod";
import type { Whose, WhoseFailure } from "../../shared/contract/lists.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { History } from "../models/model.ts";
import { askedToRank, newcomerHistory, type Watched } from "../models/preferences.ts";
import { indicesOf, type LibraryData, type LoadedModel, type TrainingLibrary } from "./training-library.ts";

export interface Asked extends LoadedModel, LibraryData {
  /** Members by index, with what they saw without rating it, or the history of a newcomer. */
  readonly who:
    | { readonly members: readonly number[]; readonly watched: Watched; readonly alone: boolean }
    | { readonly history: History };
}

export const askedOf = async (
  library: TrainingLibrary,
  id: string | undefined,
  whose: Whose,
  tasks: readonly ModelTask[],
  signal: AbortSignal,
): Promise<Result<Asked, z.infer<typeof WhoseFailure>>> => {
  const loaded = await library.load(id, tasks, signal);
  if (!loaded.ok) return loaded;
  const { model, audience } = loaded.value;
  if ("films" in whose) {
    const { indices, unknown } = indicesOf(
      whose.films.map(({ film }) => film),
      model.catalogue.filmIds,
    );
    if (unknown !== undefined) return err({ type: "UnknownFilm", film: unknown });
    const films = whose.films.map(({ rating }, n) => ({ film: indices[n] as number, rating }));
    return ok({ ...loaded.value, who: { history: newcomerHistory(audience.scale, films) } });
  }
  const alone = "member" in whose;
  const ids = alone ? [whose.member] : whose.members;
  const minimum = await library.minimumGroup();
  if (!alone && ids.length < minimum) return err({ type: "Suppressed", minimum });
  const { indices, unknown } = indicesOf(ids, audience.memberIds);
  if (unknown !== undefined) return err({ type: "UnknownMember", member: unknown });
  const watched = await library.watched(loaded.value, askedToRank(indices));
  if (!watched.ok) return watched;
  return ok({ ...loaded.value, who: { members: indices, watched: watched.value, alone } });
};
