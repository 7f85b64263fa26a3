/** Blocks of ratings: a derived cache of the interaction rows, rebuilt when the rows' revision has moved on. */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { writesAllowed } from "../store/write-gate.ts";
import { BlockWriter } from "./block-writer.ts";

export const blockName = "ratings";

export const interactionRevision = (db: Connection): number =>
  Number(db.prepare("SELECT value FROM setting WHERE name = 'interaction_revision'").pluck().get());

const ratingsInOrder = `
  SELECT member, film, at, value FROM interaction
  WHERE kind = @kind AND (member, film, at) > (@member, @film, @at) ORDER BY member, film, at LIMIT @limit`;
/** Rows read between two looks at the signal. */
const rowsAtOnce = 20_000;

/** Whether the blocks are what the rows are. */
export const ratingsStand = (db: Connection): boolean =>
  db.prepare("SELECT min(revision) FROM block WHERE name = ?").pluck().get(blockName) ===
  interactionRevision(db);

const dropBlocks = async (db: Connection, name: string): Promise<void> => {
  const some = db.prepare("SELECT ordinal FROM block WHERE name = ? LIMIT 1").pluck();
  const drop = db.prepare("DELETE FROM block WHERE name = ? AND ordinal = ?");
  for (let ordinal = some.get(name); ordinal !== undefined; ordinal = some.get(name)) {
    await writesAllowed(db);
    drop.run(name, ordinal);
    await breathe();
  }
};

export interface RatingsOnTheWay {
  /** In the order of (member, film, time). */
  add(member: number, film: number, at: number, value: number): void;
  finish(): Promise<void>;
}

/** Stands among the blocks until they are all there: of no revision, it keeps them from counting. */
const unfinished = { ordinal: -1, revision: -1 };

/** Blocks for the present rows, in the place of those before. The caller minds the write gate while it adds. */
export const beginRatings = async (db: Connection): Promise<RatingsOnTheWay> => {
  const revision = interactionRevision(db);
  await dropBlocks(db, blockName);
  await writesAllowed(db);
  db.prepare("INSERT INTO block (name, ordinal, rows, revision, bytes) VALUES (?, ?, 0, ?, x'')").run(
    blockName,
    unfinished.ordinal,
    unfinished.revision,
  );
  const writer = new BlockWriter(db, blockName, revision);
  return {
    add: (member, film, at, value) => writer.add(member, film, at, value),
    finish: async () => {
      await writesAllowed(db);
      if (interactionRevision(db) !== revision) return;
      db.transaction(() => {
        writer.end();
        db.prepare("DELETE FROM block WHERE name = ? AND ordinal = ?").run(blockName, unfinished.ordinal);
      }).immediate();
    },
  };
};

/** Reads the rows in their order and gives way to other work in between; begins again when they change meanwhile. */
export const rebuildRatings = async (db: Connection, signal: AbortSignal): Promise<void> => {
  const revision = interactionRevision(db);
  const read = db.prepare(ratingsInOrder).raw();
  const ratings = await beginRatings(db);
  const last = { kind: interactionKindCode("rating"), member: -1, film: -1, at: -1, limit: rowsAtOnce };
  for (;;) {
    await breathe();
    await writesAllowed(db);
    signal.throwIfAborted();
    if (interactionRevision(db) !== revision) return rebuildRatings(db, signal);
    const rows = read.all(last) as [number, number, number, number][];
    for (const [member, film, at, value] of rows) ratings.add(member, film, at, value);
    const end = rows.at(-1);
    if (!end || rows.length < rowsAtOnce) return ratings.finish();
    [last.member, last.film, last.at] = end;
  }
};

/**
 * Gives the bytes of each block of ratings to `receive`, and to `begin` how many rows they hold together; begins again
 * when the rows change meanwhile. Returns the number of rows.
 */
export const streamRatings = async (
  db: Connection,
  receive: (bytes: Uint8Array) => Promise<void>,
  signal: AbortSignal,
  begin: (rows: number) => void = () => {},
): Promise<number> => {
  if (!ratingsStand(db)) await rebuildRatings(db, signal);
  const revision = interactionRevision(db);
  const found = db.prepare("SELECT ordinal, rows FROM block WHERE name = ? ORDER BY ordinal").raw();
  const blocks = found.all(blockName) as [ordinal: number, rows: number][];
  const total = blocks.reduce((sum, [, rows]) => sum + rows, 0);
  begin(total);
  const read = db.prepare("SELECT bytes FROM block WHERE name = ? AND ordinal = ? AND revision = ?").pluck();
  for (const [ordinal] of blocks) {
    const bytes = read.get(blockName, ordinal, revision) as Uint8Array | undefined;
    if (!bytes) return streamRatings(db, receive, signal, begin);
    await receive(plain(bytes));
  }
  return total;
};

/** Without the methods of a Buffer, which would cross as its whole memory. */
const plain = ({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return byteLength === buffer.byteLength ? bytes : bytes.slice();
};
