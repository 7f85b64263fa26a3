/** The last taste map among the derived blocks: it goes with them when a member is forgotten or a copy is shared. */
import type { keptMapContract } from "../../../shared/contract/kept-map.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { loadArrays, storeArrays } from "../columns/cache.ts";
import { catalogueRevision, figuresRevision } from "../columns/revisions.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

const name = "taste-map";
const stateOf = (db: Connection): string => `${catalogueRevision(db)} ${figuresRevision(db)}`;

export const keptMapHandlers = (session: Session): Handlers<typeof keptMapContract> => ({
  keptMap: async ({ key }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const state = stateOf(db);
    const kept = await loadArrays(db, name, `${state} ${key}`);
    return ok({ state, map: (kept?.map as Uint8Array<ArrayBuffer> | undefined) ?? null });
  },
  keepMap: async ({ key, state, map }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (stateOf(db) === state)
      await storeArrays(db, name, `${state} ${key}`, { map }, () => stateOf(db) === state);
    return ok({});
  },
});
