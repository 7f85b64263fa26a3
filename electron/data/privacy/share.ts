/** A copy for other hands: films, house, plans and, if wished, models; of the people not a row, key or hash. */
import { randomBytes } from "node:crypto";
import { renameSync, statSync } from "node:fs";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import {
  type Connection,
  connectTo,
  type LibraryError,
  partPath,
  removeLibraryFiles,
  saveCopy,
} from "../store/library.ts";
import { dropMemberSums } from "./member-sums.ts";

/**
 * Lists and clusters are people by name; rules hold none and work on other people. What the journal, the quarantine and
 * the notes of imports say of rows could name somebody. The copy gets a key of its own for members to come.
 */
const withoutPeople = (models: boolean): string => `
  DELETE FROM interaction;
  DELETE FROM tag;
  DELETE FROM feedback;
  DELETE FROM review WHERE member IS NOT NULL;
  DELETE FROM segment_member;
  DELETE FROM segment WHERE kind <> 'rule';
  DELETE FROM campaign;
  DELETE FROM member_identifier;
  DELETE FROM member;
  DELETE FROM forgotten_member;
  DELETE FROM quarantine;
  DELETE FROM import_table;
  DELETE FROM import_issue;
  DELETE FROM change;
  DELETE FROM change_set;
  DELETE FROM saved_view WHERE task = 'members';
  DELETE FROM checkpoint;
  DELETE FROM block;
  DELETE FROM private_key;
  DELETE FROM sentiment_model;
  DELETE FROM setting WHERE name LIKE 'columns.%' OR name LIKE 'count.%' OR name LIKE 'privacy.%' OR name LIKE 'backup%' OR name LIKE 'watch.%';
  UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE name = 'interaction_revision';
  ${models ? "" : "DELETE FROM model;"}`;

/** Works on an open copy, never on the library itself. */
export const removePeople = (db: Connection, models: boolean): void => {
  db.transaction(() => {
    db.exec(withoutPeople(models));
    dropMemberSums(db, db.prepare("SELECT model FROM model_weights").pluck().all() as string[]);
    db.prepare("INSERT INTO private_key (name, value) VALUES ('member', ?)").run(randomBytes(32));
  }).immediate();
  db.pragma("temp_store = FILE");
  db.exec("VACUUM");
  db.pragma("wal_checkpoint(TRUNCATE)");
};

export const saveCopyToShare = async (
  library: string,
  path: string,
  models: boolean,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<{ readonly bytes: number }, LibraryError>> => {
  if (path === library) return err({ type: "AlreadyExists", path });
  const whole = `${partPath(path)}.whole`;
  try {
    const copied = await saveCopy(library, whole, (share) => progress(0.7 * share), signal);
    if (!copied.ok) return copied;
    const db = connectTo(whole);
    try {
      db.pragma("foreign_keys = ON");
      db.pragma("trusted_schema = OFF");
      removePeople(db, models);
      db.pragma("journal_mode = DELETE");
    } finally {
      db.close();
    }
    signal.throwIfAborted();
    progress(1);
    renameSync(whole, path);
    return ok({ bytes: statSync(path).size });
  } finally {
    removeLibraryFiles(whole);
  }
};
