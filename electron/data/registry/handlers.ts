/** The registry, as the page, the batch interface and the training worker ask for it. */
import type { registryContract } from "../../../shared/contract/registry.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import { championsOf, historyOf, promote, rollBackChampion, turnPromotion } from "./champions.ts";

export const registryHandlers = (session: Session): Handlers<typeof registryContract> => ({
  champions: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok({ champions: championsOf(db), history: historyOf(db) });
  },
  promote: (wish) => {
    const library = openedLibrary(session);
    return library.ok ? promote(library.value.db, wish) : library;
  },
  rollBackChampion: ({ task }) => {
    const library = openedLibrary(session);
    return library.ok ? rollBackChampion(library.value.db, task) : library;
  },
  turnPromotion: ({ promotion, stands }) => {
    const library = openedLibrary(session);
    return library.ok ? turnPromotion(library.value.db, promotion, stands) : library;
  },
});
