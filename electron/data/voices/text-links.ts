/** Whom texts may speak of, and what people say of it; every word of theirs is an edit that Undo takes back. */
import { basename } from "node:path";
import type { LinkNames, LinkTarget, textLinksDataContract } from "../../../shared/contract/text-links.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { type Change, make } from "../journal/journal.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { type LinkAnswer, readLinkAnswers } from "./link-answers.ts";

const linkNames = (db: Connection): LinkNames => ({
  films: db
    .prepare(
      "SELECT id, title, title_zh AS titleZh, series, series_zh AS seriesZh, studio FROM film ORDER BY id",
    )
    .all() as LinkNames["films"][number][],
  venues: db
    .prepare("SELECT id, name, name_zh AS nameZh FROM venue ORDER BY id")
    .all() as LinkNames["venues"][number][],
  decided: Int32Array.from(db.prepare("SELECT review FROM text_link").pluck().all() as number[]),
});

interface Linked {
  readonly film: number | null;
  readonly venue: number | null;
  readonly series: string | null;
  readonly studio: string | null;
}
const links = ["film", "venue", "series", "studio"] as const;

/** The cell that says it; null where nothing of that kind is called so. */
const cellOf = (db: Connection, { kind, key }: LinkTarget): number | string | null => {
  const known =
    kind === "film" || kind === "venue"
      ? db.prepare(`SELECT id FROM ${kind} WHERE id = ?`).pluck().get(Number(key))
      : db.prepare(`SELECT ${kind} FROM film WHERE ${kind} = ? LIMIT 1`).pluck().get(key);
  return (known as number | string | undefined) ?? null;
};

const nothing: Linked = { film: null, venue: null, series: null, studio: null };

/** Null: no such text, or nothing is called so. */
const decision = (
  db: Connection,
  { text, to }: LinkAnswer,
): { readonly moved: boolean; readonly changes: readonly Change[] } | null => {
  const before = db.prepare("SELECT film, venue, series, studio FROM review WHERE id = ?").get(text) as
    | Linked
    | undefined;
  const cell = to && cellOf(db, to);
  if (!before || (to && cell === null)) return null;
  const after: Linked = to ? { ...nothing, [to.kind]: cell } : nothing;
  const moved = links.some((kind) => before[kind] !== after[kind]);
  const changes: Change[] = [];
  if (moved)
    changes.push({ entity: "review", key: { id: text }, before: { ...before }, after: { ...after } });
  if (db.prepare("SELECT 1 FROM text_link WHERE review = ?").get(text) === undefined) {
    const decided = { decided_at: Math.floor(Date.now() / 1000) };
    changes.push({ entity: "text_link", key: { review: text }, before: null, after: decided });
  }
  return { moved, changes };
};

const decide = (
  db: Connection,
  answers: readonly LinkAnswer[],
): Result<{ readonly moved: number; readonly changeSet: number | null }, LinkAnswer> => {
  const changes: Change[] = [];
  let moved = 0;
  for (const answer of answers) {
    const decided = decision(db, answer);
    if (!decided) return err(answer);
    if (decided.moved) moved++;
    changes.push(...decided.changes);
  }
  const label = editLabel("links", [], answers.length);
  return ok({ moved, changeSet: make(db, { kind: "edit", label }, changes) });
};

export const textLinkHandlers = (session: Session): Handlers<typeof textLinksDataContract> => ({
  linkNames: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(linkNames(library.value.db)) : library;
  },
  decideLink: ({ text, to }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const decided = decide(library.value.db, [{ text, to }]);
    return decided.ok ? ok({ changeSet: decided.value.changeSet }) : err({ type: "NotFound" });
  },
  decideLinks: async ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const read = await readLinkAnswers(path.value);
    if (!read.ok) return read;
    const decided = decide(library.value.db, read.value);
    if (decided.ok) return ok({ answers: read.value.length, ...decided.value });
    const { line, text, to } = decided.error as (typeof read.value)[number];
    const known = library.value.db.prepare("SELECT 1 FROM review WHERE id = ?").get(text) !== undefined;
    return err({
      type: "BadLinkAnswers",
      name: basename(path.value),
      line,
      problem: known ? "key" : "text",
      found: known ? (to?.key ?? "") : String(text),
    });
  },
});
