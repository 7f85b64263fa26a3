/** Blocks kept while ratings come in: what was there and what is new, merged in their common order. */
import { decodeBlock } from "../../../shared/blocks/rating-block.ts";
import type { RatingBlock } from "../../../shared/contract/learning.ts";
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import type { Connection } from "../store/library.ts";
import { BlockWriter } from "./block-writer.ts";
import { blockName, interactionRevision } from "./blocks.ts";

interface Rows {
  readonly member: Int32Array;
  readonly film: Int32Array;
  readonly kind: Uint8Array;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly length: number;
}

export interface RatingMerger {
  /** Rows in the order of (member, film); those `chosen` take part. */
  add(rows: Rows, chosen: (row: number) => boolean): void;
  finish(revision: number, pause: () => Promise<void>): Promise<void>;
  abandon(): void;
}

const merging = `${blockName} (merging)`;
const rating = interactionKindCode("rating");

/** Null where the blocks are not what the rows are: they are built from the rows when they are next asked for. */
export const ratingMerger = (db: Connection): RatingMerger | null => {
  const held = db.prepare("SELECT 1 FROM main.interaction LIMIT 1").get() !== undefined;
  const built = db.prepare("SELECT min(revision) FROM main.block WHERE name = ?").pluck().get(blockName);
  if (held && built !== interactionRevision(db)) return null;
  db.prepare("DELETE FROM main.block WHERE name = ?").run(merging);
  const writer = new BlockWriter(db, merging, 0);
  const ordinals = held
    ? (db
        .prepare("SELECT ordinal FROM main.block WHERE name = ? ORDER BY ordinal")
        .pluck()
        .all(blockName) as number[])
    : [];
  const read = db.prepare("SELECT bytes FROM main.block WHERE name = ? AND ordinal = ?").pluck();
  let old: RatingBlock | null = null;
  let at = 0;
  const nextOld = (): RatingBlock | null => {
    while (!old || at === old.member.length) {
      const ordinal = ordinals.shift();
      if (ordinal === undefined) return null;
      old = decodeBlock(read.get(blockName, ordinal) as Uint8Array);
      if (!old) throw new Error(`block ${blockName}/${ordinal} is damaged`);
      at = 0;
    }
    return old;
  };
  const copyOld = (block: RatingBlock): void => {
    writer.add(
      block.member[at] as number,
      block.film[at] as number,
      block.at[at] as number,
      block.value[at] as number,
    );
    at++;
  };
  return {
    add(rows, chosen) {
      for (let i = 0; i < rows.length; i++) {
        if (rows.kind[i] !== rating || !chosen(i)) continue;
        const member = rows.member[i] as number;
        const film = rows.film[i] as number;
        for (let block = nextOld(); block; block = nextOld()) {
          const order = (block.member[at] as number) - member || (block.film[at] as number) - film;
          if (order > 0) break;
          copyOld(block);
        }
        writer.add(member, film, rows.at[i] as number, rows.value[i] as number);
      }
    },
    async finish(revision, pause) {
      for (let block = nextOld(), n = 1; block; block = nextOld(), n++) {
        copyOld(block);
        if (n % 500_000 === 0) await pause();
      }
      writer.end();
      db.prepare("DELETE FROM main.block WHERE name = ?").run(blockName);
      db.prepare("UPDATE main.block SET name = ?, revision = ? WHERE name = ?").run(
        blockName,
        revision,
        merging,
      );
    },
    abandon() {
      db.prepare("DELETE FROM main.block WHERE name = ?").run(merging);
    },
  };
};
