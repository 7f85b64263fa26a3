/** The import as the page asks for it; reading and storing are done by the job process. */
import type {
  ImportFailure,
  ImportIssue,
  ImportRun,
  importContract,
} from "../../../shared/contract/import.ts";
import { mapsIdentifiers, type Profile, type TableMapping } from "../../../shared/contract/import-mapping.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { backupBeforeImport } from "../backup/make.ts";
import { jobsOf } from "../jobs/of.ts";
import { type KeyKeeper, sealingKeyOf } from "../privacy/key-keeper.ts";
import { answerOf, openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection, Library } from "../store/library.ts";
import { holdingWrites } from "../store/write-gate.ts";
import { importAlone } from "./alone.ts";
import { dropProfile, profileInFile, profileNamed, storedProfiles, storeProfile } from "./profiles.ts";
import { completeness, importCounts } from "./quality.ts";

/** A copy that was checked stands before anything is stored. */
const storing = async <T, E>(
  session: Session,
  library: Library,
  signal: AbortSignal,
  work: () => Promise<Result<T, E>>,
): Promise<Result<T, E | ImportFailure>> => {
  const made = await backupBeforeImport(library, { signal, marquee: session.marquee ?? "" });
  return made.ok ? holdingWrites(library.db, work) : made;
};

interface NamedProfile {
  readonly profile?: Profile | undefined;
  readonly profileName?: string | undefined;
  readonly profileFile?: string | undefined;
}

const profileOf = async (
  session: Session,
  library: Library,
  { profile, profileName, profileFile }: NamedProfile,
): Promise<Result<Profile | undefined, ImportFailure>> => {
  if (profileFile !== undefined) {
    const path = pathOf(session, profileFile);
    return path.ok ? profileInFile(path.value, path.value) : path;
  }
  if (profileName !== undefined) return profileNamed(library.db, profileName);
  return ok(profile);
};

export const importHandlers = (session: Session, keys: KeyKeeper): Handlers<typeof importContract> => {
  const jobs = jobsOf(session);
  /** Undefined where the mapping keeps nobody's name. */
  const sealing = async (db: Connection, tables: readonly TableMapping[] = []) => {
    if (!tables.some(mapsIdentifiers)) return ok(undefined);
    const key = await sealingKeyOf(db, keys);
    if (!key.ok) return key;
    return ok({ library: key.value.library, key: Buffer.from(key.value.key).toString("base64") });
  };
  return {
    previewImport: ({ file, ...look }, { signal }) => {
      const path = pathOf(session, file);
      if (!path.ok) return path;
      const library = session.library?.path ?? null;
      return answerOf(jobs.previewImport({ library, path: path.value, ...look }, { signal }), signal);
    },
    tryMapping: ({ file, ...wish }, { signal }) => {
      const path = pathOf(session, file);
      return path.ok ? answerOf(jobs.tryMapping({ path: path.value, ...wish }, { signal }), signal) : path;
    },
    stageImport: ({ file, system, tables, overrides, ...named }, { progress, signal }) =>
      importAlone(session, async (library) => {
        const path = pathOf(session, file);
        if (!path.ok) return path;
        const profile = await profileOf(session, library, named);
        if (!profile.ok) return profile;
        const identifiers = await sealing(library.db, tables ?? profile.value?.tables);
        if (!identifiers.ok) return identifiers;
        const wish = { system, tables, overrides, profile: profile.value, identifiers: identifiers.value };
        const input = { library: library.path, path: path.value, ...wish };
        return answerOf(jobs.stageImport(input, { signal, onProgress: progress }), signal);
      }),
    applyImport: async ({ staged }, { progress, signal }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      return storing(session, library.value, signal, () =>
        answerOf(jobs.applyImport({ staged }, { signal, onProgress: progress }), signal),
      );
    },
    discardImport: async ({ staged }) => {
      await jobs.discardImport({ staged });
      return ok({});
    },
    importFiles: ({ file, overrides, ...named }, { progress, signal }) =>
      importAlone(session, async (library) => {
        const path = pathOf(session, file);
        if (!path.ok) return path;
        const profile = await profileOf(session, library, named);
        if (!profile.ok) return profile;
        const identifiers = await sealing(library.db, profile.value?.tables);
        if (!identifiers.ok) return identifiers;
        const wish = {
          library: library.path,
          path: path.value,
          profile: profile.value,
          overrides,
          identifiers: identifiers.value,
        };
        const staged = await answerOf(jobs.stageImport(wish, { signal, onProgress: progress }), signal);
        if (!staged.ok) return staged;
        if (!library.db.open) {
          await jobs.discardImport({ staged: staged.value.staged });
          return err({ type: "NoLibrary" });
        }
        return storing(session, library, signal, async () => {
          const applied = await answerOf(
            jobs.applyImport({ staged: staged.value.staged }, { signal, onProgress: progress }),
            signal,
          );
          if (applied.ok) return applied;
          // It lay with a job process that has ended since.
          return err(applied.error.type === "NotFound" ? { type: "JobStopped" } : applied.error);
        });
      }),
    importRuns: () => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const runs = library.value.db
        .prepare(
          `SELECT min(id) AS importRun, format, system, source, started_at AS startedAt, seconds,
                  sum(added) AS added, sum(updated) AS updated, sum(unchanged) AS unchanged, sum(repaired) AS repaired,
                  sum(rejected) AS rejected, rolled_back_at AS rolledBackAt
           FROM import_run GROUP BY coalesce(fix_of, id) ORDER BY importRun DESC`,
        )
        .all() as ImportRun[];
      return ok({ runs });
    },
    importIssues: ({ importRun, outcome, offset, limit }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      const which = { importRun, outcome: outcome ?? null, offset, limit };
      // Rows that were fixed ended otherwise.
      const where = `WHERE import_run IN (SELECT id FROM import_run WHERE @importRun IN (id, fix_of))
        AND (@outcome IS NULL OR outcome = @outcome)
        AND NOT (outcome = 'rejected' AND EXISTS (
          SELECT 1 FROM quarantine AS q WHERE q.import_run = i.import_run AND q.rule = i.rule AND q.file = i.file
          AND q.line = i.line AND q.state = 'fixed'))`;
      const total = db
        .prepare(`SELECT count(*) FROM import_issue AS i ${where}`)
        .pluck()
        .get(which) as number;
      const rows = db
        .prepare(
          `SELECT file, line, outcome, rule, detail FROM import_issue AS i ${where}
           ORDER BY import_run, ordinal LIMIT @limit OFFSET @offset`,
        )
        .all(which) as ImportIssue[];
      return ok({ total, rows });
    },
    importCounts: ({ importRun }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      return ok({ counts: importCounts(db, importRun), completeness: completeness(db) });
    },
    listProfiles: () => {
      const library = openedLibrary(session);
      return library.ok ? ok({ profiles: storedProfiles(library.value.db) }) : library;
    },
    saveProfile: ({ profile }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      storeProfile(library.value.db, profile);
      return ok({});
    },
    deleteProfile: ({ name }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      return dropProfile(library.value.db, name) ? ok({}) : err({ type: "NotFound" });
    },
  };
};
