/** After an import: taking it back, the rows it did not take, the films that may be one. */
import { z } from "zod";
import { importRuleNames } from "../domain/import-rules.ts";
import { recordKinds } from "../domain/record-kinds.ts";
import { FileToken, JobStopped, NoLibrary, NotFound, UnknownFile, UnwritableFile } from "./file-token.ts";
import { ImportFailure, ImportProgress, RowNote } from "./import.ts";
import { Id, Page } from "./schemas.ts";

const Kind = z.enum(recordKinds);
const Rule = z.enum(importRuleNames);

/** `laterData`: something that came later rests on the rows; `changedSince`: they are not as the import left them. */
export const RollbackPlan = z.object({
  removes: z.record(z.string(), z.number()),
  restores: z.number(),
  keeps: z.array(z.object({ reason: z.enum(["laterData", "changedSince"]), rows: z.number() })),
});
export type RollbackPlan = z.infer<typeof RollbackPlan>;

const UnwritableLibrary = z.object({ type: z.literal("UnwritableLibrary"), detail: z.string() });
/** Nothing changed. */
export const RollbackFailure = z.discriminatedUnion("type", [
  NoLibrary,
  NotFound,
  UnwritableLibrary,
  JobStopped,
]);
const Missing = z.discriminatedUnion("type", [NoLibrary, NotFound]);

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

export const QuarantinedRow = z.object({
  id: Id,
  importRun: Id,
  file: z.string(),
  line: z.number(),
  kind: Kind,
  rule: Rule,
  field: z.string().nullable(),
  detail: z.string(),
  /** By field. A member's key stands here as the library's hash of it. */
  cells: z.record(z.string(), z.string()),
  state: QuarantineState,
  decidedAt: z.number().nullable(),
  /** What it was fixed to. */
  fixed: z.record(z.string(), z.string()).nullable(),
});
export type QuarantinedRow = z.infer<typeof QuarantinedRow>;

const longestCell = 2 ** 20;
const Cells = z.record(z.string(), z.string().max(longestCell));

/** A row with other cells: refused by the first of `notes`, or the record it would become and what is repaired. */
export const FixCheck = z.object({
  outcome: z.enum(["accepted", "repaired", "rejected"]),
  record: z.record(z.string(), z.string().nullable()),
  notes: z.array(RowNote),
});
export type FixCheck = z.infer<typeof FixCheck>;

export const RowsToFix = z.union([
  z.object({
    rows: z
      .array(z.object({ id: Id, cells: Cells }))
      .min(1)
      .max(10_000),
  }),
  /** All that wait and match, with some cells set in each. */
  z.object({ filter: QuarantineFilter.omit({ state: true }), set: Cells }),
]);
export type RowsToFix = z.infer<typeof RowsToFix>;

/** Rows taken into the library and still refused; of the records, as of an import. */
export const FixOutcome = z.object({
  taken: z.number(),
  refused: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  repaired: z.number(),
  refusals: z.array(RowNote.extend({ id: Id })),
});
export type FixOutcome = z.infer<typeof FixOutcome>;

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
  /** Null of fewer members than the library tells of. */
  interactions: z.number().nullable(),
  hasPoster: z.boolean(),
  keys: z.array(z.object({ system: z.string(), key: z.string() })),
});
export type MatchSide = z.infer<typeof MatchSide>;

export const matchStates = ["open", "same", "different"] as const;
const MatchState = z.enum(matchStates);
export type MatchState = z.infer<typeof MatchState>;
/** `film` is the newer row, `candidate` what it resembles. */
export const FilmMatch = z.object({
  id: Id,
  importRun: Id.nullable(),
  score: z.number(),
  state: MatchState,
  evidence: z.array(z.object({ code: z.string(), agrees: z.boolean() })),
  film: MatchSide,
  candidate: MatchSide,
});
export type FilmMatch = z.infer<typeof FilmMatch>;

export const importReviewContract = {
  /** What taking an import back would do. */
  rollbackPreview: { in: z.object({ importRun: Id }), out: RollbackPlan, error: Missing },
  rollBackImport: {
    in: z.object({ importRun: Id }),
    progress: ImportProgress,
    out: RollbackPlan,
    error: RollbackFailure,
  },
  quarantine: {
    in: QuarantineFilter.extend(Page.shape),
    out: z.object({ total: z.number(), rows: z.array(QuarantinedRow) }),
    error: NoLibrary,
  },
  /** What there is to filter by, with counts of rows in a state. */
  quarantineRules: {
    in: z.object({ state: QuarantineState }),
    out: z.object({
      rules: z.array(z.object({ importRun: Id, file: z.string(), kind: Kind, rule: Rule, rows: z.number() })),
    }),
    error: NoLibrary,
  },
  /** A row whole, with the fields it can be fixed by: null where it cannot be read again without its source. */
  quarantinedRow: {
    in: z.object({ id: Id }),
    out: z.object({ row: QuarantinedRow, fields: z.array(z.string()).nullable() }),
    error: Missing,
  },
  /** What would become of a row with these cells. Changes nothing. */
  checkQuarantined: { in: z.object({ id: Id, cells: Cells }), out: FixCheck, error: Missing },
  /** Reads rows again and stores those that no rule refuses now, as part of the import they came with. */
  fixQuarantined: { in: RowsToFix, progress: ImportProgress, out: FixOutcome, error: ImportFailure },
  /** The records of a fix go, and its rows, all that were saved at once, wait again. */
  takeBackFix: {
    in: z.object({ id: Id }),
    progress: ImportProgress,
    out: z.object({ rows: z.number() }),
    error: RollbackFailure,
  },
  /** `dismissed` false puts rows back to those that wait. */
  dismissQuarantined: {
    in: z.object({ ids: z.array(Id).min(1).max(10_000), dismissed: z.boolean().default(true) }),
    out: z.object({ rows: z.number() }),
    error: NoLibrary,
  },
  /** A CSV a kind in a folder, which imports again. */
  exportQuarantine: {
    in: z.object({ folder: FileToken, filter: QuarantineFilter }),
    out: z.object({ files: z.array(z.object({ name: z.string(), rows: z.number() })) }),
    error: z.discriminatedUnion("type", [NoLibrary, UnknownFile, UnwritableFile]),
  },
  filmMatches: {
    in: Page.extend({ state: MatchState }),
    out: z.object({ total: z.number(), matches: z.array(FilmMatch) }),
    error: NoLibrary,
  },
  /** `same` merges the newer film into the candidate. Either answer is a change set that can be undone. */
  decideMatch: {
    in: z.object({ id: Id, same: z.boolean() }),
    out: z.object({ changeSet: Id.nullable() }),
    error: Missing,
  },
  mergeFilms: {
    in: z.object({ into: Id, films: z.array(Id).min(1).max(100) }),
    out: z.object({ changeSet: Id }),
    error: Missing,
  },
  /** Gives the named keys of a film, and what came under their systems, a film of their own. */
  splitFilm: {
    in: z.object({ film: Id, keys: z.array(z.object({ system: z.string(), key: z.string() })).min(1) }),
    out: z.object({ film: Id, changeSet: Id }),
    error: Missing,
  },
} as const;
