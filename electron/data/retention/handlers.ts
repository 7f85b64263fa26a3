/** Who keeps coming. */
import type { retentionDataContract } from "../../../shared/contract/retention.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import { memberFacts } from "./member-facts.ts";

export const retentionHandlers = (session: Session): Handlers<typeof retentionDataContract> => ({
  memberFacts: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(memberFacts(library.value.db)) : library;
  },
});
