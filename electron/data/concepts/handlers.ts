import { basename } from "node:path";
import { ConceptsFile, type conceptsDataContract } from "../../../shared/contract/concepts.ts";
import type { portfolioDataContract } from "../../../shared/contract/portfolio.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { readText } from "../export/read-plan-file.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { dropConcept, keepConcept, keptConcepts } from "./kept.ts";
import { releasedFilms } from "./released.ts";
import { keepWish, keptWish } from "./wish.ts";

export const conceptHandlers = (
  session: Session,
): Handlers<typeof conceptsDataContract & typeof portfolioDataContract> => ({
  listConcepts: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ concepts: keptConcepts(library.value.db) }) : library;
  },
  saveConcept: (kept) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: keepConcept(library.value.db, kept) }) : library;
  },
  deleteConcept: ({ id }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: dropConcept(library.value.db, id) }) : library;
  },
  portfolioWish: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ wish: keptWish(library.value.db) }) : library;
  },
  savePortfolioWish: ({ wish }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: keepWish(library.value.db, wish) }) : library;
  },
  readConcepts: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const text = await readText(path.value);
    if (!text.ok) return text;
    try {
      return ok({ concepts: ConceptsFile.parse(JSON.parse(text.value)) });
    } catch (error) {
      const detail = (error as Error).message.slice(0, 400);
      return err({ type: "NotConcepts", name: basename(path.value), detail });
    }
  },
  releasedFilms: async ({ after, limit }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok({ films: releasedFilms(db, await columnsOf(db).films(), after, limit) });
  },
});
