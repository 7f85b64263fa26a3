/** Forgetting members: their rows, whatever was derived from them, the bytes they stood in, and their coming back. */
import { setImmediate } from "node:timers/promises";
import type { ForgetPreview, Forgotten } from "../../../shared/contract/privacy.ts";

import { type Connection, partPath, removeLibraryFiles } from "../store/library.ts";
import { eraseFreed, noteErasing, overwriting } from "./erase.ts";
import { countForgetting, forgottenKey, noteForgotten } from "./forgotten.ts";
import { dropMemberSums } from "./member-sums.ts";
import { countTraces, dropPick, modelsThatLearned, pickMembers, removeTraces } from "./traces.ts";

export const forgetPreview = (db: Connection, members: readonly number[]): ForgetPreview => {
  const keys = pickMembers(db, members);
  const checkpoints = db.prepare("SELECT count(*) FROM checkpoint").pluck().get() as number;
  const preview = {
    members: keys.length,
    traces: countTraces(db),
    models: modelsThatLearned(db).length,
    unfinishedRuns: keys.length > 0 ? checkpoints : 0,
  };
  dropPick(db);
  return preview;
};

/** What is worked out from interactions and members is made anew from those that stay. */
const dropDerived = (db: Connection): void => {
  db.exec(`
    DELETE FROM block;
    DELETE FROM checkpoint;
    DELETE FROM setting WHERE name LIKE 'columns.%' OR name LIKE 'count.%' OR name = 'watch.report';
    UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision';
    INSERT INTO setting (name, value) VALUES ('catalogue_revision', '1')
      ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT);`);
};

const removeRows = (db: Connection, members: readonly number[], now: number): Omit<Forgotten, "erased"> =>
  db
    .transaction(() => {
      const keys = pickMembers(db, members);
      if (keys.length === 0) return { members: 0, traces: countTraces(db), models: 0 };
      const models = modelsThatLearned(db);
      const mark = db.prepare("UPDATE model SET forgotten = forgotten + ? WHERE id = ?");
      for (const { id, members: learned } of models) mark.run(learned, id);
      dropMemberSums(
        db,
        models.map(({ id }) => id),
      );
      noteForgotten(
        db,
        keys.map((key) => forgottenKey(key)),
        now,
      );
      const traces = removeTraces(db);
      dropDerived(db);
      countForgetting(db);
      noteErasing(db);
      return { members: keys.length, traces, models: models.length };
    })
    .immediate();

export type ForgetPhase = "removing" | "erasing";

/**
 * All members named, at once: nothing of them stays in the rows after the transaction, and nothing in the bytes of the
 * file and its log once it returns. Members that are not there are left out of the count.
 */
export const forgetMembers = async (
  db: Connection,
  members: readonly number[],
  progress: (phase: ForgetPhase) => void,
): Promise<Forgotten> => {
  progress("removing");
  await setImmediate();
  const done = overwriting(db, () => removeRows(db, members, Math.floor(Date.now() / 1000)));
  dropPick(db);
  if (done.members === 0) return { ...done, erased: true };
  progress("erasing");
  await setImmediate();
  removeLibraryFiles(partPath(db.name));
  return { ...done, erased: eraseFreed(db) };
};
