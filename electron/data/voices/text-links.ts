/** Whom texts may speak of, and what people say of it; every word of theirs is an edit that Undo takes back. */
import type { LinkNames, LinkTarget, textLinksDataContract } from "../../../shared/contract/text-links.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

const linkNames = (db: Connection): LinkNames => ({
  films: db
    .prepare("SELECT id, title, title_zh AS titleZh FROM film ORDER BY id")
    .all() as LinkNames["films"][number][],
  venues: db
    .prepare("SELECT id, name, name_zh AS nameZh FROM venue ORDER BY id")
    .all() as LinkNames["venues"][number][],
  decided: Int32Array.from(db.prepare("SELECT review FROM text_link").pluck().all() as number[]),
});

interface Linked {
  readonly film: number | null;
  readonly venue: number | null;
}

const decide = (
  db: Connection,
  text: number,
  { film, venue }: Linked,
  to: LinkTarget | null,
): number | null => {
  const after: Linked = {
    film: to?.kind === "film" ? to.id : null,
    venue: to?.kind === "venue" ? to.id : null,
  };
  const known = db.prepare("SELECT decided_at FROM text_link WHERE review = ?").pluck().get(text);
  const changes: Change[] = [];
  if (after.film !== film || after.venue !== venue)
    changes.push({ entity: "review", key: { id: text }, before: { film, venue }, after: { ...after } });
  if (known === undefined) {
    const decided = { decided_at: Math.floor(Date.now() / 1000) };
    changes.push({ entity: "text_link", key: { review: text }, before: null, after: decided });
  }
  return make(db, { kind: "edit", label: editLabel("links", [], 1) }, changes);
};

export const textLinkHandlers = (session: Session): Handlers<typeof textLinksDataContract> => ({
  linkNames: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(linkNames(library.value.db)) : library;
  },
  decideLink: ({ text, to }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const row = db.prepare("SELECT film, venue FROM review WHERE id = ?").get(text) as Linked | undefined;
    const exists =
      to === null || db.prepare(`SELECT 1 FROM ${to.kind} WHERE id = ?`).get(to.id) !== undefined;
    if (!row || !exists) return err({ type: "NotFound" });
    return ok({ changeSet: decide(db, text, row, to) });
  },
});
