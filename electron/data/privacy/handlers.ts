/** What the page asks of privacy. */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { privacyContract } from "../../../shared/contract/privacy.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { jobsOf } from "../jobs/of.ts";
import { answerOf, openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { holdingWrites, writesAllowed } from "../store/write-gate.ts";
import { noteErasing, overwriting } from "./erase.ts";
import { forgetPreview } from "./forget.ts";
import { keepForgottenBeside } from "./forgotten-list.ts";
import { minimumGroup, setMinimumGroup } from "./group-size.ts";
import { keepsIdentifiers, libraryId, openIdentifiers, opensIdentifiers, setKeeping } from "./identifiers.ts";
import { identifierKeyOf, type KeyKeeper } from "./key-keeper.ts";
import { memberHasher } from "./member-hash.ts";

type Who = { readonly members: readonly number[] } | { readonly keys: string; readonly system: string };
type WhoFailure = { type: "UnknownFile" } | { type: "UnreadableFile"; name: string; detail: string };

const largestKeyFile = 50_000_000;

/** Keys are hashed as imports hash them and never leave this function. */
const membersMeant = (
  session: Session,
  db: Connection,
  who: Who,
): Result<{ readonly members: readonly number[]; readonly unknown: number }, WhoFailure> => {
  const find = (sql: string, value: number | Uint8Array): number | undefined =>
    db.prepare(sql).pluck().get(value) as number | undefined;
  if ("members" in who) {
    const found = [...new Set(who.members)].filter(
      (id) => find("SELECT id FROM member WHERE id = ?", id) !== undefined,
    );
    return ok({ members: found, unknown: new Set(who.members).size - found.length });
  }
  const path = pathOf(session, who.keys);
  if (!path.ok) return path;
  const unreadable = (detail: string) =>
    err({ type: "UnreadableFile" as const, name: basename(path.value), detail });
  try {
    if (statSync(path.value).size > largestKeyFile) return unreadable("above 50 MB");
    const text = readFileSync(path.value, "utf8").replace(/^\uFEFF/, "");
    const keys = new Set(
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    );
    const hash = memberHasher(db, who.system);
    const found = [...keys].flatMap((key) => find("SELECT id FROM member WHERE key = ?", hash(key)) ?? []);
    return ok({ members: found, unknown: keys.size - found.length });
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
};

const count = (db: Connection, sql: string): number => db.prepare(sql).pluck().get() as number;

export const privacyHandlers = (
  session: Session,
  keys: KeyKeeper,
  sweepFetches: () => Promise<unknown>,
): Handlers<typeof privacyContract> => ({
  privacy: async () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const key = await identifierKeyOf(db, keys, false);
    const kept = count(db, "SELECT count(DISTINCT member) FROM member_identifier");
    return ok({
      minimum: minimumGroup(db),
      members: count(db, "SELECT count(*) FROM member"),
      forgotten: count(db, "SELECT count(*) FROM forgotten_member"),
      identifiers: {
        keeping: keepsIdentifiers(db),
        members: kept,
        secretStore: key.ok || key.error.type !== "NoSecretStore",
        readable: kept === 0 || (key.ok && opensIdentifiers(db, key.value)),
      },
    });
  },
  setMinimumGroup: ({ minimum }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    setMinimumGroup(library.value.db, minimum);
    return ok({});
  },
  keepIdentifiers: async ({ keep }, { signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (keep) {
      const key = await identifierKeyOf(db, keys, true);
      if (!key.ok) return err({ type: "NoSecretStore" });
      setKeeping(db, true);
      return ok({});
    }
    await writesAllowed(db);
    overwriting(db, () =>
      db
        .transaction(() => {
          setKeeping(db, false);
          db.exec("DELETE FROM member_identifier");
          noteErasing(db);
        })
        .immediate(),
    );
    const erased = await answerOf(
      holdingWrites(db, () => jobsOf(session).eraseFreed({ library: library.value.path })),
      signal,
    );
    if (!erased.ok) return erased;
    const id = libraryId(db);
    if (id !== null) await keys.dropIdentifierKey({ library: id });
    return ok({});
  },
  revealIdentifiers: async ({ member }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (db.prepare("SELECT 1 FROM member WHERE id = ?").get(member) === undefined)
      return err({ type: "NotFound" });
    if (db.prepare("SELECT 1 FROM member_identifier WHERE member = ?").get(member) === undefined)
      return ok({ fields: [] });
    const key = await identifierKeyOf(db, keys, false);
    const fields = key.ok ? openIdentifiers(db, key.value, member) : null;
    return fields ? ok({ fields }) : err({ type: "NoIdentifierKey" });
  },
  forgetPreview: (who) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const meant = membersMeant(session, db, who);
    if (!meant.ok) return meant;
    return ok({ ...forgetPreview(db, meant.value.members), unknown: meant.value.unknown });
  },
  forgetMembers: async (who, { progress, signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const meant = membersMeant(session, db, who);
    if (!meant.ok) return meant;
    const { members, unknown } = meant.value;
    const forgotten = await answerOf(
      holdingWrites(db, () =>
        jobsOf(session).forgetMembers(
          { library: library.value.path, members: [...members] },
          { signal, onProgress: progress },
        ),
      ),
      signal,
    );
    if (!forgotten.ok) return forgotten;
    keepForgottenBeside(library.value.path, db);
    // Pages of a warehouse that wait for an import name people as their source does.
    if (forgotten.value.members > 0) await sweepFetches();
    return ok({ ...forgotten.value, unknown });
  },
  saveCopyToShare: async ({ file, models }, { progress, signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const { db, path: from } = library.value;
    return answerOf(
      holdingWrites(db, () =>
        jobsOf(session).saveCopyToShare(
          { library: from, path: path.value, models },
          { signal, onProgress: progress },
        ),
      ),
      signal,
    );
  },
});
