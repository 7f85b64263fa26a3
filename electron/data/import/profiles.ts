/** Mappings kept under a name, to be used again: in the library, or in a file for the batch interface. */
import { readFile } from "node:fs/promises";
import type { ImportFailure } from "../../../shared/contract/import.ts";
import { Profile } from "../../../shared/contract/import-mapping.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import type { Connection } from "../store/library.ts";

export const storedProfiles = (db: Connection): { savedAt: number; profile: Profile }[] =>
  (
    db
      .prepare("SELECT saved_at AS savedAt, profile FROM import_profile ORDER BY saved_at DESC, name")
      .all() as { savedAt: number; profile: string }[]
  ).map(({ savedAt, profile }) => ({ savedAt, profile: Profile.parse(JSON.parse(profile)) }));

export const storeProfile = (db: Connection, profile: Profile): void => {
  db.prepare("INSERT OR REPLACE INTO import_profile (name, saved_at, profile) VALUES (?, ?, ?)").run(
    profile.name,
    Math.floor(Date.now() / 1000),
    JSON.stringify(profile),
  );
};

export const dropProfile = (db: Connection, name: string): boolean =>
  db.prepare("DELETE FROM import_profile WHERE name = ?").run(name).changes > 0;

export const profileNamed = (db: Connection, name: string): Result<Profile, ImportFailure> => {
  const found = storedProfiles(db).find(({ profile }) => profile.name === name);
  return found ? ok(found.profile) : err({ type: "UnknownProfile", name });
};

export const profileInFile = async (path: string, name: string): Promise<Result<Profile, ImportFailure>> => {
  try {
    const parsed = Profile.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? ok(parsed.data) : err({ type: "UnknownProfile", name });
  } catch {
    return err({ type: "UnknownProfile", name });
  }
};
