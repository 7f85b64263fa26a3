/** What visits were like. */
import type { experienceDataContract } from "../../../shared/contract/experience.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import { visitsIn } from "./visits.ts";

export const experienceHandlers = (session: Session): Handlers<typeof experienceDataContract> => ({
  visits: async ({ most, until }, { signal, progress }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(await visitsIn(library.value.db, { most, until }, signal, progress)) : library;
  },
});
