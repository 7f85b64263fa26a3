/** Embeddings of posters, beside the pictures they are of: with these they go. */
import type { posterDataContract } from "../../../shared/contract/posters.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { posterNetwork } from "../../../shared/domain/posters.ts";
import { ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

const { name, length } = posterNetwork;
const bytes = length * Float32Array.BYTES_PER_ELEMENT;

export const posterHandlers = (session: Session): Handlers<typeof posterDataContract> => ({
  embeddedPosters: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const films = (condition: string): Int32Array =>
      Int32Array.from(
        library.value.db
          .prepare(
            `SELECT p.film FROM poster AS p INDEXED BY poster_by_type
             WHERE ${condition} (SELECT 1 FROM poster_embedding AS e WHERE e.film = p.film AND e.network = ?)
             ORDER BY p.film`,
          )
          .pluck()
          .all(name) as number[],
      );
    return ok({ embedded: films("EXISTS"), waiting: films("NOT EXISTS") });
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
  keepPosterEmbeddings: ({ films, embeddings }) => {
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
      }
    }).immediate();
    return ok({});
  },
});
