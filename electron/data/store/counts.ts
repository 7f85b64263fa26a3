/** How much a library holds. Counting millions of rows takes a second, so the largest counts are kept by revision. */
import type { LibraryInfo } from "../../../shared/contract/library.ts";
import { figuresRevision, houseRevision } from "../columns/revisions.ts";
import type { Connection } from "./library.ts";
import { writesAreHeld } from "./write-gate.ts";

const counted = (db: Connection, table: string): number =>
  db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

interface Kept {
  readonly revision: string;
  readonly rows: number;
}

/** The count as of a revision: from the library where it stands, else counted and written down. */
const keptCount = (db: Connection, table: string, revision: string): number => {
  const setting = `count.${table}`;
  const text = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(setting);
  const kept: Kept | null = typeof text === "string" ? JSON.parse(text) : null;
  if (kept?.revision === revision) return kept.rows;
  const rows = counted(db, table);
  if (!db.readonly && !writesAreHeld(db) && rows >= 100_000)
    db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(
      setting,
      JSON.stringify({ revision, rows } satisfies Kept),
    );
  return rows;
};

export const libraryCounts = (db: Connection): LibraryInfo["counts"] => ({
  films: counted(db, "film"),
  members: keptCount(db, "member", houseRevision(db)),
  interactions: keptCount(db, "interaction", figuresRevision(db)),
  tags: keptCount(db, "tag", houseRevision(db)),
  showings: keptCount(db, "showing", houseRevision(db)),
  reviews: counted(db, "review"),
  venues: counted(db, "venue"),
  models: counted(db, "model"),
  plans: counted(db, "plan"),
});
