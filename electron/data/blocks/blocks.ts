/** Blocks of ratings: a derived cache of the interaction rows, rebuilt when the rows' revision has moved on. */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import { BlockWriter } from "./block-writer.ts";

export const blockName = "ratings";

export const interactionRevision = (db: Connection): number =>
  Number(db.prepare("SELECT value FROM setting WHERE name = 'interaction_revision'").pluck().get());

const ratingsInOrder = `
  SELECT member, film, at, value FROM interaction
  WHERE kind = @kind AND (member, film, at) > (@member, @film, @at) ORDER BY member, film, at LIMIT @limit`;
/** Rows read between two looks at the signal. */
const rowsAtOnce = 100_000;

/** Reads the rows in their order and gives way to other work in between. */
const rebuild = async (db: Connection, revision: number, signal: AbortSignal): Promise<void> => {
  const building = `${blockName} (building)`;
  const read = db.prepare(ratingsInOrder).raw();
  const drop = (name: string) => db.prepare("DELETE FROM block WHERE name = ?").run(name);
  drop(building);
  const writer = new BlockWriter(db, building, revision);
  const last = { kind: interactionKindCode("rating"), member: -1, film: -1, at: -1, limit: rowsAtOnce };
  for (;;) {
    const rows = read.all(last) as [number, number, number, number][];
    for (const [member, film, at, value] of rows) writer.add(member, film, at, value);
    const end = rows.at(-1);
    if (!end || rows.length < rowsAtOnce) break;
    [last.member, last.film, last.at] = end;
    await breathe();
    signal.throwIfAborted();
  }
  db.transaction(() => {
    writer.end();
    drop(blockName);
    db.prepare("UPDATE block SET name = ? WHERE name = ?").run(blockName, building);
  }).immediate();
};

/** Gives the bytes of each block of ratings to `receive`; returns the number of rows. */
export const streamRatings = async (
  db: Connection,
  receive: (bytes: Uint8Array) => Promise<void>,
  signal: AbortSignal,
): Promise<number> => {
  const revision = interactionRevision(db);
  const built = db.prepare("SELECT min(revision) FROM block WHERE name = ?").pluck().get(blockName);
  if (built !== revision) await rebuild(db, revision, signal);
  const blocks = db.prepare("SELECT ordinal, rows FROM block WHERE name = ? ORDER BY ordinal").raw();
  const read = db.prepare("SELECT bytes FROM block WHERE name = ? AND ordinal = ?").pluck();
  let total = 0;
  for (const [ordinal, rows] of blocks.all(blockName) as [number, number][]) {
    total += rows;
    await receive(new Uint8Array(read.get(blockName, ordinal) as Uint8Array));
  }
  return total;
};
