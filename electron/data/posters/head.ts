/** The one head of pictures that the library keeps. */
import type { ImageHeadCard, imageDataContract } from "../../../shared/contract/images.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

export const imageHeadHandlers = (session: Session): Handlers<typeof imageDataContract> => ({
  imageHead: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const card = library.value.db.prepare("SELECT card FROM image_head").pluck().get() as string | undefined;
    return ok({ card: card === undefined ? null : (JSON.parse(card) as ImageHeadCard) });
  },
  loadImageHead: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db.prepare("SELECT card, weights FROM image_head").get() as
      | { card: string; weights: Uint8Array }
      | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ card: JSON.parse(row.card) as ImageHeadCard, weights: new Uint8Array(row.weights) });
  },
  keepImageHead: ({ card, weights }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare(
        "INSERT OR REPLACE INTO image_head (only, id, created_at, card, weights) VALUES (1, ?, ?, ?, ?)",
      )
      .run(card.id, card.createdAt, JSON.stringify(card), weights);
    return ok({});
  },
});
