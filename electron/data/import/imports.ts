/** The steps of an import over one library: look, try, stage, apply. One import at a time. */
import { randomUUID } from "node:crypto";
import Database from "better-sqlite3";
import type {
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportSummary,
  Trial,
} from "../../../shared/contract/import.ts";
import type { FormOverride } from "../../../shared/contract/import-forms.ts";
import type { Profile, TableMapping } from "../../../shared/contract/import-mapping.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { breathe } from "../breathe.ts";
import { type IdentifierKey, keepsIdentifiers } from "../privacy/identifiers.ts";
import type { Library } from "../store/library.ts";
import { apply } from "./apply/apply.ts";
import { type MappedSource, mapSource, type SourceTable } from "./mapping/map-source.ts";
import { matchesTable } from "./mapping/match.ts";
import { type OpenedSource, openTables } from "./opened-source.ts";
import { previewOf, trialOf } from "./preview.ts";
import { libraryScale } from "./rating-scale.ts";
import { ReadFailure } from "./source/source.ts";
import { type Staged, stage, stateOfLibrary } from "./staging/stage.ts";
import type { Table } from "./tables/table.ts";

export interface Look {
  readonly path: string;
  readonly profile?: Profile | undefined;
  readonly overrides?: Readonly<Record<string, FormOverride>> | undefined;
}
export interface Wish extends Look {
  readonly system?: string | undefined;
  /** Tables as the user mapped them; those without one are left out. */
  readonly tables?: readonly TableMapping[] | undefined;
  /** Seals what is mapped to identifiers; without it they are left out. */
  readonly identifiers?: IdentifierKey | undefined;
}
export interface ImportOptions {
  readonly progress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  /** Called with each file's name before it is looked at. */
  readonly opening?: (file: string) => void;
  /** Interactions held in memory before they are spilled to disk. */
  readonly runRows?: number | undefined;
}

const overridesOf = ({ overrides, tables, profile }: Wish): Readonly<Record<string, FormOverride>> => ({
  ...Object.fromEntries(
    [...(profile?.tables ?? []), ...(tables ?? [])].flatMap(({ match, form }) =>
      form && !match.name.includes("*") ? [[match.name, form]] : [],
    ),
  ),
  ...overrides,
});

const withSource = async <T>(
  wish: Wish,
  use: (source: OpenedSource, mapped: MappedSource<Table>) => Promise<Result<T, ImportFailure>>,
  {
    opening,
    keepOpen = false,
  }: { readonly opening?: ImportOptions["opening"]; readonly keepOpen?: boolean } = {},
): Promise<Result<T, ImportFailure>> => {
  const source = await openTables(wish.path, overridesOf(wish), opening);
  if (!source.ok) return source;
  let keep = false;
  try {
    const { name, tables } = source.value;
    const mapped = await mapSource({ name, tables }, wish.profile);
    const used = await use(source.value, mapped);
    keep = keepOpen && used.ok;
    return used;
  } catch (error) {
    if (error instanceof ReadFailure) return err(error.failure);
    throw error;
  } finally {
    if (!keep) source.value.close();
  }
};

const unknownFormat = ({ tables, leftOut }: OpenedSource): ImportFailure => ({
  type: "UnknownFormat",
  lookedFor: [
    "ratings.csv",
    "movies.csv",
    "u.data",
    "ratings.dat",
    "*.csv",
    "*.tsv",
    "*.json",
    "*.xlsx",
    "*.parquet",
  ],
  found: [...tables, ...leftOut].map(({ name }) => name).slice(0, 20),
});

export const preview = (
  library: Library | null,
  look: Look,
  { opening }: ImportOptions = {},
): Promise<Result<ImportPreview, ImportFailure>> =>
  withSource(
    look,
    async (source, mapped) =>
      mapped.tables.length === 0
        ? err(unknownFormat(source))
        : ok(previewOf(source, mapped, library ? libraryScale(library.db) : null)),
    { opening },
  );

export const tryTable = (
  path: string,
  table: string,
  mapping: TableMapping,
): Promise<Result<Trial, ImportFailure>> =>
  withSource(
    { path, tables: [{ ...mapping, match: { ...mapping.match, name: table } }] },
    async (source, mapped) => {
      const found = mapped.tables.find((each) => each.table.name === table);
      return found ? ok(trialOf(found.table, mapping)) : err(unknownFormat(source));
    },
  );

/** SQLite's refusals that are no bug of ours: no room, no right, a failing disk. */
const unwritable = /^SQLITE_(FULL|IOERR|READONLY|BUSY|CANTOPEN)/;

export const asImportFailure = <T>(error: unknown): Result<T, ImportFailure> => {
  if (error instanceof Database.SqliteError && unwritable.test(error.code))
    return err({ type: "UnwritableLibrary", detail: error.message });
  const { code, message } = error as { code?: string; message?: string };
  if (code === "ENOSPC") return err({ type: "UnwritableLibrary", detail: message ?? code });
  throw error;
};

/** Tables as the user mapped them, in the order in which they were recognised. */
const chosenTables = (
  { tables }: Wish,
  mapped: MappedSource<Table>,
): readonly { readonly table: SourceTable<Table>["table"]; readonly mapping: TableMapping }[] =>
  mapped.tables.flatMap(({ table, mapping }) => {
    const chosen = tables
      ? (tables.find((each) => each.match.name === table.name && matchesTable(each, table)) ??
        tables.find((each) => matchesTable(each, table)))
      : mapping;
    return chosen ? [{ table, mapping: chosen }] : [];
  });

const never = new AbortController().signal;

/** Reads a source in full and compares it with the library; the caller closes what it gets. */
export const stageSource = (
  library: Library,
  wish: Wish,
  { progress = () => {}, signal = never, opening, runRows }: ImportOptions = {},
): Promise<Result<Staged, ImportFailure>> =>
  withSource(
    wish,
    async (source, mapped) => {
      const tables = chosenTables(wish, mapped);
      if (tables.length === 0) return err(unknownFormat(source));
      const staged = await stage(
        library,
        randomUUID(),
        {
          name: source.name,
          format: mapped.layout ?? "table",
          system: wish.system ?? mapped.system,
          tables,
          identifiers: wish.identifiers ?? null,
          image: source.image,
        },
        { progress, signal, runRows },
      );
      if (!staged.ok) return staged;
      const { close } = staged.value;
      return ok({
        ...staged.value,
        close: () => {
          close();
          source.close();
        },
      });
    },
    { opening, keepOpen: true },
  );

/** Stores a staged import. The library must still be what it was compared with, and nobody else may write meanwhile. */
export const applyStaged = async (
  staged: Staged,
  { progress = () => {}, signal = never }: ImportOptions = {},
): Promise<Result<ImportSummary, ImportFailure>> => {
  if (stateOfLibrary(staged.db) !== staged.libraryState) return err({ type: "LibraryChanged" });
  if (staged.identifiers.length > 0 && !keepsIdentifiers(staged.db)) return err({ type: "IdentifiersOff" });
  return ok(await apply(staged, { progress, signal, breathe }));
};

/** Both steps in one. On a failure, an abort (thrown as the signal's reason) or a crash the library is as it was. */
export const importSource = async (
  library: Library,
  wish: Wish,
  options: ImportOptions = {},
): Promise<Result<ImportSummary, ImportFailure>> => {
  try {
    const staged = await stageSource(library, wish, options);
    if (!staged.ok) return staged;
    try {
      return await applyStaged(staged.value, options);
    } finally {
      staged.value.close();
    }
  } catch (error) {
    return asImportFailure(error);
  }
};
