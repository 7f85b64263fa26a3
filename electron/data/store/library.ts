/** Opening, creating and migrating library files: one connection that writes, its pragmas and its health. */
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { inspect, type LibraryError } from "./inspect.ts";
import { libraryName } from "./places.ts";

/** "Mrqe" in ASCII: marks a SQLite file as a Marquee library. */
export const applicationId = 0x4d727165;

export type { LibraryError } from "./inspect.ts";
export type Connection = Database.Database;

export interface Library {
  readonly path: string;
  readonly name: string;
  readonly db: Connection;
  readonly readOnly: boolean;
  /** What must be let go when it is closed: its lock, a private copy. */
  readonly onClose?: () => void;
}

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** Numbered files `0001-name.sql` of a folder, in order, without gaps. */
export const readMigrations = (folder: string): readonly Migration[] =>
  readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file, index) => {
      const version = Number(file.slice(0, 4));
      if (version !== index + 1) throw new Error(`migration ${file} breaks the numbering`);
      return { version, name: file.slice(5, -4), sql: readFileSync(join(folder, file), "utf8") };
    });

/** Brings the schema to the newest version, one transaction a migration: killed half-way, it starts there again. */
export const migrate = (db: Connection, migrations: readonly Migration[]): void => {
  const current = db.pragma("user_version", { simple: true }) as number;
  for (const migration of migrations.filter(({ version }) => version > current))
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
};

const nativeBinding = process.env.MARQUEE_SQLITE_BINDING;

export const connectTo = (path: string, options: Database.Options = {}): Connection =>
  new Database(path, nativeBinding ? { ...options, nativeBinding } : options);

export const configure = (db: Connection): void => {
  db.pragma("foreign_keys = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("temp_store = MEMORY");
  db.pragma("cache_size = -65536");
};

const libraryAt = (path: string, db: Connection): Library => ({
  path,
  name: libraryName(path),
  db,
  readOnly: db.readonly,
});

/** A new, empty library at a path where no file is; it takes the name only when it is whole. */
export const createLibrary = (
  path: string,
  migrations: readonly Migration[],
): Result<Library, LibraryError> => {
  if (existsSync(path)) return err({ type: "AlreadyExists", path });
  const part = partPath(path);
  try {
    removeLibraryFiles(part);
    const made = connectTo(part);
    try {
      configure(made);
      made.pragma(`application_id = ${applicationId}`);
      migrate(made, migrations);
      made.prepare("INSERT INTO private_key (name, value) VALUES ('member', ?)").run(randomBytes(32));
    } finally {
      made.close();
    }
    renameSync(part, path);
    const db = connectTo(path);
    configure(db);
    return ok(libraryAt(path, db));
  } catch (error) {
    rmSync(part, { force: true });
    return err({ type: "Unwritable", path, detail: messageOf(error) });
  }
};

/** Files up to this size are checked while they are opened; larger ones right after, apart from the one that opens. */
export const checkedAtOpen = 256 * 1024 * 1024;

/** Which Marquee wrote to the library last; "" where it does not say. */
const writtenBy = (db: Connection): string => {
  try {
    const sql = "SELECT value FROM setting WHERE name = 'written_by'";
    return (db.prepare(sql).pluck().get() as string | undefined) ?? "";
  } catch {
    return "";
  }
};

const failureOf = (error: unknown, path: string): LibraryError => {
  const code = (error as { code?: string }).code ?? "";
  if (code === "SQLITE_NOTADB") return { type: "NotALibrary", path };
  if (code.startsWith("SQLITE_CORRUPT")) return { type: "Damaged", path, detail: messageOf(error) };
  if (/^SQLITE_(READONLY|CANTOPEN|FULL|IOERR|BUSY|LOCKED|PERM)/.test(code))
    return { type: "Unwritable", path, detail: messageOf(error) };
  throw error;
};

interface OpenOptions {
  readonly readOnly?: boolean;
  /** The file is opened here instead, a private copy of what lies at the path. */
  readonly instead?: string;
  /** To look at what is damaged: pages are not checked. */
  readonly unchecked?: boolean;
}

/**
 * Opens a library: checks that it is one, that its schema is known, that its pages are sound, then migrates.
 * A damaged or foreign file is left as it is.
 */
export const openLibrary = (
  path: string,
  migrations: readonly Migration[],
  { readOnly = false, instead = path, unchecked = false }: OpenOptions = {},
): Result<Library, LibraryError> => {
  const inspected = inspect(path);
  if (!inspected.ok && !(unchecked && inspected.error.type === "Damaged")) return inspected;
  let db: Connection;
  try {
    db = connectTo(instead, { fileMustExist: true, readonly: readOnly });
  } catch (error) {
    return err({ type: "Unwritable", path, detail: messageOf(error) });
  }
  const refuse = (error: LibraryError): Result<Library, LibraryError> => {
    db.close();
    return err(error);
  };
  try {
    if (db.pragma("application_id", { simple: true }) !== applicationId)
      return refuse({ type: "NotALibrary", path });
    const known = migrations.length;
    const found = db.pragma("user_version", { simple: true }) as number;
    if (found > known) return refuse({ type: "NewerSchema", path, found, known, writtenBy: writtenBy(db) });
    if (!unchecked && inspected.ok && inspected.value.bytes <= checkedAtOpen) {
      const health = db.pragma("quick_check(1)", { simple: true }) as string;
      if (health !== "ok") return refuse({ type: "Damaged", path, detail: health });
    }
    if (readOnly && found < known) return refuse({ type: "OldAndReadOnly", path, found, known });
    if (readOnly) db.pragma("trusted_schema = OFF");
    else {
      configure(db);
      migrate(db, migrations);
    }
    return ok(libraryAt(path, db));
  } catch (error) {
    db.close();
    return err(failureOf(error, path));
  }
};

/** A second connection to an open library, for long work that must not show until it is done. The caller closes it. */
export const openWriter = ({ path }: Pick<Library, "path">): Connection => {
  const db = connectTo(path, { fileMustExist: true });
  try {
    configure(db);
  } catch (error) {
    db.close(); // a full disk has no room for the log
    throw error;
  }
  // Sorting an index of millions of rows takes its room on disk, and a second core.
  db.pragma("temp_store = FILE");
  db.pragma("threads = 2");
  return db;
};

/** Folds the write-ahead log into the file, so that what is on disk is one file. */
export const closeLibrary = (library: Library): void => {
  library.db.close();
  library.onClose?.();
};

/** What is being written beside `path`; it takes the name only when it is whole. */
export const partPath = (path: string): string => `${path}.part`;

/**
 * A consistent copy at `path` by SQLite's online backup, checked before it takes the name;
 * `progress` gets the share of pages copied. A file that was there is replaced, unless it is the library itself.
 */
export const saveCopy = async (
  library: string,
  path: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<null, LibraryError>> => {
  if (path === library) return err({ type: "AlreadyExists", path });
  const part = partPath(path);
  try {
    const db = connectTo(library, { readonly: true, fileMustExist: true });
    const backup = db.backup(part, {
      progress: ({ totalPages, remainingPages }) => {
        signal.throwIfAborted();
        progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return 2000;
      },
    });
    await backup.finally(() => db.close());
    progress(1);
    const copy = connectTo(part);
    const health = copy.pragma("integrity_check(1)", { simple: true });
    copy.close();
    if (health !== "ok") return err({ type: "Damaged", path: library, detail: String(health) });
    renameSync(part, path);
    return ok(null);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return err({ type: "Unwritable", path, detail: messageOf(error) });
  } finally {
    removeLibraryFiles(part);
  }
};

/** A library file with its write-ahead log. */
export const removeLibraryFiles = (path: string): void => {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
