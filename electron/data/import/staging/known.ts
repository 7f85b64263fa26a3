/** What a gathering asks of the library about single members and venues. */
import { forgottenLookup, pseudonymOf } from "../../privacy/forgotten.ts";
import { isPseudonym, memberHasher } from "../../privacy/member-hash.ts";
import type { Connection } from "../../store/library.ts";
import type { GatheringOptions } from "./gathering.ts";

/** Pseudonyms that stand in the quarantine instead of keys. */
const pseudonymSign = "#";

export const membersOf = (
  db: Connection,
  system: string,
): Pick<GatheringOptions, "pseudonym" | "isForgotten"> => {
  const hashOf = memberHasher(db, system);
  const isForgotten = forgottenLookup(db);
  return {
    pseudonym: (key) => (isPseudonym.test(key) ? key : pseudonymSign + pseudonymOf(hashOf(key))),
    isForgotten: (key) => isForgotten(hashOf(key)),
  };
};

type Known = Pick<GatheringOptions, "knowsMember" | "venueName">;

/** A source tells of its members and venues itself. */
export const newToLibrary: Known = { knowsMember: () => false, venueName: (key) => key };

/** Rows that come after the rest of their import: what it told of stands in the library. */
export const knownTo = (db: Connection, system: string, importRun: number): Known => {
  const hashOf = memberHasher(db, system);
  const member = db.prepare("SELECT 1 FROM main.member WHERE key = ?");
  const venue = db
    .prepare(
      `SELECT v.name FROM main.import_venue AS i JOIN main.venue AS v ON v.id = i.venue WHERE i.import_run = ? AND i.key = ?`,
    )
    .pluck();
  return {
    knowsMember: (key) => member.get(hashOf(key)) !== undefined,
    venueName: (key) => (venue.get(importRun, key) as string | undefined) ?? key,
  };
};
