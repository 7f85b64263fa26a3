/** The house, the week to be planned, and saved plans. */
import { z } from "zod";
import { PlanDocument } from "../domain/plan-document.ts";
import type { FilmPreference, WeekProblem } from "../domain/slate.ts";
import { FileToken, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, IsoDate, made, Nothing } from "./schemas.ts";

const NotFound = z.object({ type: z.literal("NotFound") });
const Missing = z.discriminatedUnion("type", [NoLibrary, NotFound]);

export const Venue = z.object({
  id: Id,
  name: z.string(),
  nameZh: z.string().nullable(),
  screens: z.number(),
  seats: z.number(),
  /** First business day after the last recorded showing: the week a programmer plans next. */
  nextWeek: IsoDate.nullable(),
});
export type Venue = z.infer<typeof Venue>;

export const PlanRow = z.object({
  id: z.string(),
  venue: Id,
  week: IsoDate,
  version: z.number(),
  createdAt: z.number(),
  showings: z.number(),
  expectedAdmissions: z.number(),
  /** 80 % interval of these together; null in plans of before there was one. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  note: z.string(),
});
export type PlanRow = z.infer<typeof PlanRow>;

/** What the library must know of a draft; the rest belongs to the schedule page. `form` changes with its shape. */
export const KeptDraft = z.looseObject({ form: z.number().int() });

export const planningContract = {
  listVenues: { in: Nothing, out: z.object({ venues: z.array(Venue) }), error: NoLibrary },
  /** The week's problem without preferences, which the models add. */
  weekProblem: {
    in: z.object({ venue: Id, week: IsoDate }),
    out: made<Omit<WeekProblem, "preference"> & { readonly preference: readonly FilmPreference[] }>(),
    error: Missing,
  },
  /** Stores a new version of the venue's week; nothing is overwritten. */
  savePlan: {
    in: z.object({ document: PlanDocument }),
    out: z.object({ id: z.string(), version: z.number() }),
    error: NoLibrary,
  },
  listPlans: {
    in: z.object({ venue: Id.nullable() }),
    out: z.object({ plans: z.array(PlanRow) }),
    error: NoLibrary,
  },
  /** Keeps the plan in hand of a week, in place of what was kept of it before. */
  saveDraft: {
    in: z.object({ venue: Id, week: IsoDate, draft: KeptDraft }),
    out: Nothing,
    error: NoLibrary,
  },
  loadDraft: {
    in: z.object({ venue: Id, week: IsoDate }),
    out: z.object({ draft: KeptDraft }),
    error: Missing,
  },
  dropDraft: { in: z.object({ venue: Id, week: IsoDate }), out: Nothing, error: NoLibrary },
  /** A plan that was exported as JSON, of this library or another. */
  readPlan: {
    in: z.object({ file: FileToken }),
    out: PlanDocument,
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnreadableFile,
      z.object({ type: z.literal("NotAPlan"), name: z.string(), detail: z.string() }),
    ]),
  },
  loadPlan: { in: z.object({ id: z.string() }), out: PlanDocument, error: Missing },
} as const;
