/** Import: look first, map, check what would change, then take all of it or nothing; later, take it back. */
import { z } from "zod";
import { importRuleNames } from "../domain/import-rules.ts";
import { recordKinds } from "../domain/record-kinds.ts";
import { FileToken, JobStopped, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { FormOverride, SourceFailures, TableForm } from "./import-forms.ts";
import { layoutNames, type MappingReasons, Profile, TableMapping } from "./import-mapping.ts";
import { NoIdentifierKey, NoSecretStore } from "./privacy.ts";
import { BackupFailure } from "./safety.ts";
import { Id, made, Nothing, Page } from "./schemas.ts";

const Scale = z.object({ min: z.number(), max: z.number(), step: z.number() });
const Rule = z.enum(importRuleNames);
const Kind = z.enum(recordKinds);
const Outcome = z.enum(["accepted", "repaired", "rejected"]);

const UnwritableLibrary = z.object({ type: z.literal("UnwritableLibrary"), detail: z.string() });
const ImportRunning = z.object({ type: z.literal("ImportRunning") });
const NotFound = z.object({ type: z.literal("NotFound") });

/** Why a file, folder or archive was not imported. Nothing in the library changed. */
export const ImportFailure = z.discriminatedUnion("type", [
  UnknownFile,
  UnreadableFile,
  NoLibrary,
  /** Nothing in it could be mapped to what a library holds. */
  z.object({ type: z.literal("UnknownFormat"), lookedFor: z.array(z.string()), found: z.array(z.string()) }),
  ...SourceFailures,
  /** The library's ratings are on another scale. */
  z.object({ type: z.literal("IncompatibleScale"), library: Scale, source: Scale }),
  /** A profile of that name is not stored, or the file is none. */
  z.object({ type: z.literal("UnknownProfile"), name: z.string() }),
  /** The mapping keeps direct identifiers, and the library is set to keep none. */
  z.object({ type: z.literal("IdentifiersOff") }),
  NoSecretStore,
  NoIdentifierKey,
  ImportRunning,
  /** The library changed since the import was checked: check again. */
  z.object({ type: z.literal("LibraryChanged") }),
  UnwritableLibrary,
  JobStopped,
  /** Nothing is imported before there is a way back. */
  ...BackupFailure.options,
]);
export type ImportFailure = z.infer<typeof ImportFailure>;

export const TablePreview = z.object({
  name: z.string(),
  form: TableForm,
  bytes: z.number(),
  estimatedRows: z.number(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  firstRows: z.array(z.array(z.string())),
  /** Null: left out. */
  mapping: TableMapping.nullable(),
  reasons: made<MappingReasons>(),
});
export type TablePreview = z.infer<typeof TablePreview>;

export const ImportPreview = z.object({
  layout: z.enum(layoutNames).nullable(),
  system: z.string(),
  name: z.string(),
  tables: z.array(TablePreview),
  /** Every table that is mapped is mapped surely. */
  confident: z.boolean(),
  /** Usual names of the layout's files that are not there. */
  missing: z.array(z.string()),
  /** What the import leaves out. */
  ignored: z.array(z.string()),
  scaleConflict: z.object({ library: Scale, source: Scale }).optional(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportProgress = z.object({
  phase: z.enum(["reading", "comparing", "storing"]),
  file: z.string(),
  rows: z.number(),
  totalRows: z.number(), // estimated from the bytes read so far
  rowsPerSecond: z.number(),
  secondsLeft: z.number(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

export const RowNote = z.object({ rule: Rule, field: z.string().nullable(), detail: z.string() });
export type RowNote = z.infer<typeof RowNote>;
const TriedOutcome = z.enum(["accepted", "repaired", "rejected", "leftOut"]);
export const Trial = z.object({
  rows: z.array(
    z.object({
      line: z.number(),
      outcome: TriedOutcome,
      record: z.record(z.string(), z.string().nullable()),
      notes: z.array(RowNote),
    }),
  ),
  counts: z.record(TriedOutcome, z.number()),
});
export type Trial = z.infer<typeof Trial>;

/** Of the rows read of a kind: accepted + repaired + rejected; of the records in them: added + changed + same + kept. */
const KindCounts = z.object({
  kind: Kind,
  read: z.number(),
  accepted: z.number(),
  repaired: z.number(),
  rejected: z.number(),
  added: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Differ from the library, which knows better: edited by hand, or told by another system. */
  kept: z.number(),
});
export type KindCounts = z.infer<typeof KindCounts>;
const RuleCount = z.object({
  file: z.string(),
  kind: Kind,
  rule: Rule,
  outcome: z.enum(["repaired", "rejected"]),
  rows: z.number(),
});
export type RuleCount = z.infer<typeof RuleCount>;

/** New to the library because rows of something else name them: no row of their own counts them. */
const Implied = z.object({ films: z.number(), members: z.number() });

export const StagedImport = z.object({
  staged: z.string(),
  kinds: z.array(KindCounts),
  rules: z.array(RuleCount),
  examples: z.array(
    z.object({
      kind: Kind,
      what: z.enum(["added", "changed"]),
      label: z.string(),
      changes: z.array(
        z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      ),
    }),
  ),
  doubtfulFilms: z.number(),
  implied: Implied,
  seconds: z.number(),
});
export type StagedImport = z.infer<typeof StagedImport>;

/**
 * Totals are those of the library afterwards. Of the rows read, added + updated + unchanged + rejected is all of them:
 * `added` and `updated` changed the library, `unchanged` were in it already; `repaired` counts rules applied to rows kept.
 */
export const ImportSummary = z.object({
  importRun: Id,
  format: z.string(),
  system: z.string(),
  films: z.number(),
  members: z.number(),
  interactions: z.number(),
  tags: z.number(),
  showings: z.number(),
  reviews: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  repaired: z.number(),
  rejected: z.number(),
  doubtfulFilms: z.number(),
  implied: Implied,
  seconds: z.number(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

export const ImportRun = z.object({
  importRun: Id,
  format: z.string(),
  system: z.string(),
  source: z.string(),
  startedAt: z.number(),
  seconds: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  repaired: z.number(),
  rejected: z.number(),
  rolledBackAt: z.number().nullable(),
});
export type ImportRun = z.infer<typeof ImportRun>;

export const ImportIssue = z.object({
  file: z.string(),
  line: z.number(),
  outcome: z.enum(["repaired", "rejected"]),
  rule: Rule,
  detail: z.string(),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

/** Issues kept a run; all are counted. */
export const keptIssues = 10_000;

const ImportCount = z.object({
  importRun: Id,
  system: z.string(),
  startedAt: z.number(),
  file: z.string(),
  kind: z.string(),
  rule: z.string(), // "" = accepted as it was
  outcome: Outcome,
  rows: z.number(),
});
export type ImportCount = z.infer<typeof ImportCount>;

/** Share of a library's films that have each field: what the models and the scheduler can count on. */
const Completeness = z.object({ films: z.number(), fields: z.record(z.string(), z.number()) });

export const quarantineStates = ["waiting", "fixed", "dismissed"] as const;
const QuarantineState = z.enum(quarantineStates);
export type QuarantineState = z.infer<typeof QuarantineState>;
export const QuarantineFilter = z.object({
  importRun: Id.optional(),
  file: z.string().optional(),
  rule: Rule.optional(),
  kind: Kind.optional(),
  state: QuarantineState,
  search: z.string().max(200),
});
export type QuarantineFilter = z.infer<typeof QuarantineFilter>;
const QuarantinedRow = z.object({
  id: Id,
  importRun: Id,
  file: z.string(),
  line: z.number(),
  kind: Kind,
  rule: Rule,
  field: z.string().nullable(),
  detail: z.string(),
  cells: z.record(z.string(), z.string()),
  state: QuarantineState,
  decidedAt: z.number().nullable(),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;

const MatchSide = z.object({
  film: Id,
  title: z.string(),
  titleZh: z.string().nullable(),
  originalTitle: z.string().nullable(),
  year: z.number().nullable(),
  runtime: z.number().nullable(),
  releaseDate: z.string().nullable(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  genres: z.array(z.string()),
  people: z.array(z.string()),
  imdbId: z.string().nullable(),
  tmdbId: z.number().nullable(),
  eidr: z.string().nullable(),
  interactions: z.number(),
  hasPoster: z.boolean(),
  keys: z.array(z.object({ system: z.string(), key: z.string() })),
});
export type MatchSide = z.infer<typeof MatchSide>;
export const matchStates = ["open", "same", "different"] as const;
const MatchState = z.enum(matchStates);
export type MatchState = z.infer<typeof MatchState>;
const FilmMatch = z.object({
  id: Id,
  importRun: Id.nullable(),
  score: z.number(),
  state: MatchState,
  evidence: z.array(z.object({ code: z.string(), agrees: z.boolean() })),
  film: MatchSide,
  candidate: MatchSide,
});
export type FilmMatch = z.infer<typeof FilmMatch>;

const WriteFailure = z.discriminatedUnion("type", [
  NoLibrary,
  NotFound,
  ImportRunning,
  UnwritableLibrary,
  JobStopped,
]);

const Look = z.object({
  file: FileToken,
  profile: Profile.optional(),
  overrides: z.record(z.string(), FormOverride).optional(),
});

/** A profile by the name it is stored under, or in a file of its own. */
const StoredProfile = z.object({ profileName: z.string().optional(), profileFile: FileToken.optional() });

export const importContract = {
  previewImport: { in: Look, out: ImportPreview, error: ImportFailure },
  /** How the first rows of one table would end under a mapping. */
  tryMapping: {
    in: z.object({ file: FileToken, table: z.string(), mapping: TableMapping }),
    out: Trial,
    error: ImportFailure,
  },
  /** Reads everything and says what it would change. `tables` left out: as it is recognised. */
  stageImport: {
    in: Look.extend({
      system: z.string().min(1).max(200).optional(),
      tables: z.array(TableMapping).max(1_000).optional(),
      ...StoredProfile.shape,
    }),
    progress: ImportProgress,
    out: StagedImport,
    error: ImportFailure,
  },
  applyImport: {
    in: z.object({ staged: z.string() }),
    progress: ImportProgress,
    out: ImportSummary,
    error: z.discriminatedUnion("type", [...ImportFailure.options, NotFound]),
  },
  discardImport: { in: z.object({ staged: z.string() }), out: Nothing, error: NoLibrary },
  /** Stage and apply in one: what is recognised surely, or mapped by a profile given or stored under a name. */
  importFiles: {
    in: Look.extend(StoredProfile.shape),
    progress: ImportProgress,
    out: ImportSummary,
    error: ImportFailure,
  },
  importRuns: { in: Nothing, out: z.object({ runs: z.array(ImportRun) }), error: NoLibrary },
  importIssues: {
    in: Page.extend({ importRun: Id, outcome: z.enum(["repaired", "rejected"]).optional() }),
    out: z.object({ total: z.number(), rows: z.array(ImportIssue) }),
    error: NoLibrary,
  },
  /** How rows ended, for the report on data quality: of one run, or of all that stand. */
  importCounts: {
    in: z.object({ importRun: Id.optional() }),
    out: z.object({ counts: z.array(ImportCount), completeness: Completeness }),
    error: NoLibrary,
  },
  listProfiles: {
    in: Nothing,
    out: z.object({ profiles: z.array(z.object({ savedAt: z.number(), profile: Profile })) }),
    error: NoLibrary,
  },
  saveProfile: { in: z.object({ profile: Profile }), out: Nothing, error: WriteFailure },
  deleteProfile: { in: z.object({ name: z.string() }), out: Nothing, error: WriteFailure },
} as const;
