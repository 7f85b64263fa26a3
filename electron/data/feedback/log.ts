/**
 * Whose ratings and feedback changed while a library is open, so that whoever keeps everybody's need not read them anew:
 * the members touched by feedback and its undoing, in order. Any other change of interactions begins a new epoch.
 */
import { randomUUID } from "node:crypto";
import type { ChangedHistories } from "../../../shared/contract/feedback.ts";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { interactionRevision } from "../blocks/blocks.ts";
import { houseRevision } from "../columns/revisions.ts";
import type { Connection } from "../store/library.ts";

interface Log {
  epoch: string;
  /** The state that the epoch and what was touched in it lead to. */
  revision: string;
  readonly touched: number[];
}

const logs = new WeakMap<Connection, Log>();

const revisionOf = (db: Connection): string => `${houseRevision(db)} ${interactionRevision(db)}`;

const logOf = (db: Connection): Log => {
  const revision = revisionOf(db);
  const known = logs.get(db);
  if (known?.revision === revision) return known;
  const log = { epoch: randomUUID(), revision, touched: [] };
  logs.set(db, log);
  return log;
};

/** Runs `change`, which touches these members' ratings and feedback and nobody else's. */
export const touching = <T>(db: Connection, membersOf: (done: T) => Iterable<number>, change: () => T): T => {
  const log = logOf(db);
  const done = change();
  log.touched.push(...membersOf(done));
  log.revision = revisionOf(db);
  return done;
};

type Ratings = ChangedHistories["ratings"];

const ratingsOf = (db: Connection, members: readonly number[]): Ratings => {
  const rows = db
    .prepare(
      `SELECT member, film, value, max(at) FROM interaction
       WHERE member IN (SELECT value FROM json_each(?)) AND kind = ? GROUP BY member, film ORDER BY member, film`,
    )
    .raw()
    .all(JSON.stringify(members), interactionKindCode("rating")) as [number, number, number, number][];
  return {
    member: Int32Array.from(rows, ([member]) => member),
    film: Int32Array.from(rows, ([, film]) => film),
    value: Float32Array.from(rows, ([, , value]) => value),
    at: Float64Array.from(rows, ([, , , at]) => at),
  };
};

const fingerprintOf = (db: Connection): string => {
  const [count, sets] = db.prepare("SELECT count(*), total(change_set) FROM feedback").raw().get() as [
    number,
    number,
  ];
  return count === 0 ? "" : `${count}.${sets}`;
};

export const changedHistories = (db: Connection, token: string | null): ChangedHistories => {
  const { epoch, touched } = logOf(db);
  const [knownEpoch, known] = token?.split(" ") ?? [];
  const goesOn = knownEpoch === epoch;
  const members = goesOn
    ? [...new Set(touched.slice(Number(known)))].sort((a, b) => a - b)
    : (db.prepare("SELECT DISTINCT member FROM feedback ORDER BY member").pluck().all() as number[]);
  return {
    token: `${epoch} ${touched.length}`,
    reread: !goesOn,
    members: Int32Array.from(members),
    ratings: ratingsOf(db, members),
    feedback: db
      .prepare(
        `SELECT member, film, kind, at FROM feedback WHERE member IN (SELECT value FROM json_each(?))
         ORDER BY member, film, kind`,
      )
      .all(JSON.stringify(members)) as ChangedHistories["feedback"],
    fingerprint: fingerprintOf(db),
  };
};
