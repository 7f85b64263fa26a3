/** Encoders on the disk, and what is kept of those that were fine-tuned. */
import type { encoderDataContract, TunedEncoder } from "../../../shared/contract/encoders.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import { readEncoderFolder, readEncoderWeights } from "./files.ts";

export const encoderHandlers = (session: Session): Handlers<typeof encoderDataContract> => ({
  readEncoder: async ({ file }, { signal }) => {
    const path = pathOf(session, file);
    return path.ok ? readEncoderFolder(path.value, signal) : path;
  },
  readEncoderWeights: async ({ file, from, length }) => {
    const path = pathOf(session, file);
    return path.ok ? readEncoderWeights(path.value, from, length) : path;
  },
  keepTunedEncoder: ({ card, weights }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare("INSERT INTO tuned_encoder (id, created_at, card, weights) VALUES (?, ?, ?, ?)")
      .run(card.id, card.createdAt, JSON.stringify(card), weights);
    return ok({});
  },
  tunedEncoders: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const cards = library.value.db
      .prepare("SELECT card FROM tuned_encoder ORDER BY created_at DESC")
      .pluck()
      .all() as string[];
    return ok({ cards: cards.map((card) => JSON.parse(card) as TunedEncoder) });
  },
  loadTunedEncoder: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db.prepare("SELECT card, weights FROM tuned_encoder WHERE id = ?").get(id) as
      | { card: string; weights: Uint8Array }
      | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ card: JSON.parse(row.card) as TunedEncoder, weights: new Uint8Array(row.weights) });
  },
  deleteTunedEncoder: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM tuned_encoder WHERE id = ?").run(id);
    return ok({});
  },
});
