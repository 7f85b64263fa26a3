/** Embeddings and looks of posters, beside the pictures they are of: with these they go. */
import type { posterDataContract } from "../../../shared/contract/posters.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { lookMethod } from "../../../shared/domain/poster-look.ts";
import { posterNetwork } from "../../../shared/domain/posters.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";
import { keepLook, posterLook, posterLooks } from "./looks.ts";

const { name, length } = posterNetwork;
const bytes = length * Float32Array.BYTES_PER_ELEMENT;

const embedded = "EXISTS (SELECT 1 FROM poster_embedding AS e WHERE e.film = p.film AND e.network = @name)";
const looked = "EXISTS (SELECT 1 FROM poster_look AS l WHERE l.film = p.film AND l.method = @lookMethod)";

export const posterHandlers = (session: Session): Handlers<typeof posterDataContract> => ({
  embeddedPosters: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const films = (condition: string): Int32Array =>
      Int32Array.from(
        library.value.db
          .prepare(
            `SELECT p.film FROM poster AS p INDEXED BY poster_by_type WHERE ${condition} ORDER BY p.film`,
          )
          .pluck()
          .all({ name, lookMethod }) as number[],
      );
    return ok({
      posters: library.value.db.prepare("SELECT count(*) FROM poster").pluck().get() as number,
      embedded: films(embedded),
      waiting: films(`NOT (${embedded} AND ${looked})`),
    });
  },
  posterEmbeddings: ({ films }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare(
        `SELECT film, embedding FROM poster_embedding
         WHERE film IN (SELECT value FROM json_each(?)) AND network = ? AND length(embedding) = ? ORDER BY film`,
      )
      .all(JSON.stringify(films), name, bytes) as { film: number; embedding: Uint8Array }[];
    const embeddings = new Float32Array(rows.length * length);
    const written = new Uint8Array(embeddings.buffer);
    for (const [at, { embedding }] of rows.entries()) written.set(embedding, at * bytes);
    return ok({ films: Int32Array.from(rows, ({ film }) => film), embeddings });
  },
  keepPosterEmbeddings: ({ films, embeddings, looks }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const keep = db.prepare(
      `INSERT OR REPLACE INTO poster_embedding (film, network, embedding)
       SELECT film, ?, ? FROM poster WHERE film = ?`,
    );
    db.transaction(() => {
      for (const [at, film] of films.entries()) {
        const embedding = embeddings.slice(at * length, (at + 1) * length);
        keep.run(name, new Uint8Array(embedding.buffer), film);
        const look = looks[at];
        if (look) keepLook(db, film, look);
      }
    }).immediate();
    return ok({});
  },
  posterLooks: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(posterLooks(library.value.db)) : library;
  },
  posterLook: ({ film }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ look: posterLook(library.value.db, film) }) : library;
  },
});
