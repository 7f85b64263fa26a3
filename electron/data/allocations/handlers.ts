import type { keptAllocationContract } from "../../../shared/contract/allocation.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import { dropAllocation, keepAllocation, keptAllocations } from "./kept.ts";

export const allocationHandlers = (session: Session): Handlers<typeof keptAllocationContract> => ({
  listAllocations: ({ venue, week }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ allocations: keptAllocations(library.value.db, venue, week) }) : library;
  },
  saveAllocation: (kept) => {
    const library = openedLibrary(session);
    return library.ok ? ok(keepAllocation(library.value.db, kept)) : library;
  },
  deleteAllocation: ({ id }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: dropAllocation(library.value.db, id) }) : library;
  },
});
