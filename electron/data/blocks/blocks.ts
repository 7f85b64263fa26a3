/** Blocks of ratings: a derived cache of the interaction rows, rebuilt when the rows' revision has moved on. */

import { blockRows, decodeBlock, encodeBlock } from "../../../shared/blocks/rating-block.ts";
import type { RatingBlock } from "../../../shared/contract/learning.ts";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../session.ts";
import type { Connection } from "../store/library.ts";

const name = "ratings";

export const interactionRevision = (db: Connection): number =>
  Number(db.prepare("SELECT value FROM setting WHERE name = 'interaction_revision'").pluck().get());

/** The latest rating of each (member, film), ordered by both. */
const latestRatings = `
  SELECT member, film, value, at FROM interaction AS i
  WHERE kind = ? AND NOT EXISTS (
    SELECT 1 FROM interaction AS later
    WHERE later.member = i.member AND later.film = i.film AND later.kind = i.kind AND later.at > i.at)
  ORDER BY member, film`;

const emptyColumns = (): { member: Int32Array; film: Int32Array; value: Float32Array; at: Float64Array } => ({
  member: new Int32Array(blockRows),
  film: new Int32Array(blockRows),
  value: new Float32Array(blockRows),
  at: new Float64Array(blockRows),
});

const sliced = (block: RatingBlock, rows: number): RatingBlock => ({
  member: block.member.slice(0, rows),
  film: block.film.slice(0, rows),
  value: block.value.slice(0, rows),
  at: block.at.slice(0, rows),
});

/** Reads the rows in one go, storing each full block, and gives way to other work between blocks. */
const rebuild = async (db: Connection, revision: number, signal: AbortSignal): Promise<void> => {
  const blocks: RatingBlock[] = [];
  let columns = emptyColumns();
  let rows = 0;
  for (const row of db.prepare(latestRatings).raw().iterate(interactionKindCode("rating"))) {
    const [member, film, value, at] = row as [number, number, number, number];
    columns.member[rows] = member;
    columns.film[rows] = film;
    columns.value[rows] = value;
    columns.at[rows] = at;
    if (++rows === blockRows) {
      blocks.push(columns);
      columns = emptyColumns();
      rows = 0;
      signal.throwIfAborted();
    }
  }
  if (rows > 0) blocks.push(sliced(columns, rows));
  await breathe();
  signal.throwIfAborted();
  db.transaction(() => {
    db.prepare("DELETE FROM block WHERE name = ?").run(name);
    const insert = db.prepare(
      "INSERT INTO block (name, ordinal, rows, revision, bytes) VALUES (?, ?, ?, ?, ?)",
    );
    blocks.forEach((block, ordinal) => {
      insert.run(name, ordinal, block.member.length, revision, encodeBlock(block));
    });
  }).immediate();
};

/** Gives each block of ratings to `receive`; returns the number of rows. */
export const streamRatings = async (
  db: Connection,
  receive: (block: RatingBlock) => Promise<void>,
  signal: AbortSignal,
): Promise<number> => {
  const revision = interactionRevision(db);
  const built = db.prepare("SELECT min(revision) FROM block WHERE name = ?").pluck().get(name);
  if (built !== revision) await rebuild(db, revision, signal);
  const ordinals = db.prepare("SELECT ordinal FROM block WHERE name = ? ORDER BY ordinal").pluck().all(name);
  const read = db.prepare("SELECT bytes FROM block WHERE name = ? AND ordinal = ?").pluck();
  let rows = 0;
  for (const ordinal of ordinals) {
    const block = decodeBlock(read.get(name, ordinal) as Uint8Array);
    if (!block) throw new Error(`block ${name}/${ordinal} is damaged`);
    rows += block.member.length;
    await receive(block);
  }
  return rows;
};
