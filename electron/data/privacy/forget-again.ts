/** Forgetting again: a file of earlier days still holds whom the library forgot since. */
import type { ForgottenEntry } from "../../../shared/contract/jobs.ts";
import type { LibraryFailure } from "../../../shared/contract/library.ts";
import type { ForgetProgress } from "../../../shared/contract/privacy.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import {
  type Connection,
  configure,
  connectTo,
  type LibraryError,
  type Migration,
  migrate,
} from "../store/library.ts";
import { readApart } from "../store/read-apart.ts";
import { forgetMembers } from "./forget.ts";
import { forgottenKey, membersToForget, noteForgotten } from "./forgotten.ts";
import { forgottenIn } from "./forgotten-list.ts";

/** Of the members of a library, how many are on the list and not on its own: those were removed with their being noted. */
const countIn = (db: Connection, forgotten: readonly ForgottenEntry[]): number => {
  const own = new Set(forgottenIn(db).map(({ key }) => key));
  const missing = new Set(forgotten.map(({ key }) => key).filter((key) => !own.has(key)));
  if (missing.size === 0) return 0;
  let count = 0;
  for (const key of db.prepare("SELECT key FROM member").pluck().iterate() as IterableIterator<Buffer>)
    if (missing.has(forgottenKey(key).toString("hex"))) count++;
  return count;
};

/** How many members the file holds that were forgotten; null where it cannot be read. */
export const countForgotten = (path: string, forgotten: readonly ForgottenEntry[]): number | null => {
  if (forgotten.length === 0) return 0;
  try {
    return readApart(path, (db) => countIn(db, forgotten));
  } catch {
    return null;
  }
};

export type ForgetAgainFailure = LibraryFailure | { readonly type: "JobStopped" };
export type ForgetAgain = (
  path: string,
  forgotten: readonly ForgottenEntry[],
) => Promise<Result<{ readonly members: number }, ForgetAgainFailure>>;

/** The file is nobody else's: it becomes one of the newest schema, with the whole list and nobody who is on it. */
export const forgetAgain = async (
  path: string,
  forgotten: readonly ForgottenEntry[],
  migrations: readonly Migration[],
  progress: (phase: ForgetProgress["phase"]) => void = () => {},
): Promise<Result<{ readonly members: number }, LibraryError>> => {
  const db = connectTo(path, { fileMustExist: true });
  try {
    const found = db.pragma("user_version", { simple: true }) as number;
    const known = migrations.length;
    if (found > known) return err({ type: "NewerSchema", path, found, known, writtenBy: "" });
    configure(db);
    migrate(db, migrations);
    db.transaction(() => {
      for (const { key, at } of forgotten) noteForgotten(db, [Buffer.from(key, "hex")], at);
    }).immediate();
    const { members } = await forgetMembers(db, membersToForget(db), progress);
    db.pragma("journal_mode = DELETE");
    return ok({ members });
  } finally {
    db.close();
  }
};
