import type { FoundTrailer, trailerDataContract } from "../../../shared/contract/trailers.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { filmsByName } from "./film-of-name.ts";
import { keepTrailer, keptTrailers, removeTrailer } from "./kept.ts";
import { pieceOf, videosAt } from "./videos.ts";

export const trailerHandlers = (session: Session): Handlers<typeof trailerDataContract> => ({
  foundTrailers: async ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const found = await videosAt(path.value);
    if (!found.ok) return found;
    const { tokenOf } = session;
    if (!tokenOf) throw new Error("no tokens in this process");
    const filmOf = filmsByName(library.value.db);
    const videos: FoundTrailer[] = [];
    for (const { path: at, name, bytes } of found.value)
      videos.push({ file: await tokenOf(at), name: name.slice(-300), bytes, film: filmOf(name) });
    return ok({ videos });
  },
  videoPiece: async ({ file, start, end }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const piece = await pieceOf(path.value, start, end);
    return piece.ok ? ok({ bytes: piece.value }) : piece;
  },
  keepTrailer: ({ film, name, reading }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    return keepTrailer(library.value.db, film, name, reading) ? ok({}) : err({ type: "NotFound" });
  },
  trailers: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ trailers: keptTrailers(library.value.db) }) : library;
  },
  removeTrailer: ({ film, name }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ changeSet: removeTrailer(library.value.db, film, name) }) : library;
  },
});
