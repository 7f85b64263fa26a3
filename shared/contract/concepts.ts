/** Films that are not made yet: what came of films like them, and what may come of them. */
import { z } from "zod";
import type { Concept, ReleasedFilm } from "../domain/concept.ts";
import type { ConceptTested, OutcomeRecord } from "../domain/concept-outlook.ts";
import type { WhiteSpace } from "../domain/white-space.ts";
import { FileToken, NoLibrary, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, made, Nothing } from "./schemas.ts";

const name = z.string().trim().max(200);
const names = z.array(name).max(100).readonly();
/** What is left out is unknown. */
export const ConceptFacts = z.strictObject({
  title: z.string().max(1000).default(""),
  genres: names.default([]),
  people: names.default([]),
  keywords: names.default([]),
  year: z.number().int().min(1870).max(2200).nullable().default(null),
  month: z.number().int().min(1).max(12).nullable().default(null),
  runtime: z.number().int().min(1).max(1500).nullable().default(null),
  certificate: name.default(""),
  language: name.default(""),
  country: name.default(""),
  studio: name.default(""),
  synopsis: z.string().max(20_000).default(""),
  budget: z.number().positive().max(1e12).nullable().default(null),
}) satisfies z.ZodType<Concept, unknown>;
export const mostConcepts = 20;
export const Concepts = z.array(ConceptFacts).min(1).max(mostConcepts);
/** A JSON file of one concept or several. */
export const ConceptsFile = z.union([ConceptFacts.transform((one) => [one]), Concepts]);

const ConceptId = z.string().min(1).max(100);
export const KeptConcept = z.object({ id: ConceptId, concept: ConceptFacts });
export type KeptConcept = z.infer<typeof KeptConcept>;
const Undoable = z.object({ changeSet: Id.nullable() }); // null: nothing changed

export const conceptsDataContract = {
  /** In the order in which they were thought of. */
  listConcepts: { in: Nothing, out: z.object({ concepts: z.array(KeptConcept) }), error: NoLibrary },
  /** One of the same id is replaced. */
  saveConcept: { in: KeptConcept, out: Undoable, error: NoLibrary },
  deleteConcept: { in: z.object({ id: ConceptId }), out: Undoable, error: NoLibrary },
  readConcepts: {
    in: z.object({ file: FileToken }),
    out: z.object({ concepts: Concepts }),
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnreadableFile,
      z.object({ type: z.literal("NotConcepts"), name: z.string(), detail: z.string() }),
    ]),
  },
  /** All films, by ascending id. */
  releasedFilms: {
    in: z.object({ after: Id, limit: z.number().int().min(1).max(5000) }),
    out: made<{ readonly films: readonly ReleasedFilm[] }>(),
    error: NoLibrary,
  },
} as const;

export const conceptProtocolNames = ["concept-by-year"] as const;
export const ConceptProtocolName = z.enum(conceptProtocolNames);
const Sizes = z.object({ train: z.number(), test: z.number() });
/** Films forecast from the years before them; names as in the batch interface. */
export const ConceptFigures = z.object({
  metrics: z.object({
    vote_rmse: z.number(),
    revenue_mae: z.number(), // of its natural logarithm
    coverage: z.object({ "80": z.object({ vote: z.number(), revenue: z.number() }) }),
  }),
  /** Without a model: the mean of the votes learned from, and the median of revenue over budget. */
  baseline: z.object({ vote_rmse: z.number(), revenue_mae: z.number() }),
  counts: z.object({ vote: Sizes, revenue: Sizes }),
});
export type ConceptFigures = z.infer<typeof ConceptFigures>;

export const ShareDone = z.object({ share: z.number(), secondsLeft: z.number().nullable() });
/** Too few films have an outcome to learn from, or to judge by. */
export const TooFewAttended = z.object({
  type: z.literal("TooFewAttended"),
  films: z.number(),
  needed: z.number(),
});
export const TooFewOutcomes = z.object({
  type: z.literal("TooFewOutcomes"),
  votes: z.number(),
  revenues: z.number(),
  needed: z.number(),
});

export const conceptsContract = {
  /** At once where the films are the same as before. */
  testConcepts: {
    in: z.object({ concepts: Concepts }),
    progress: ShareDone,
    out: z.object({
      tested: made<readonly ConceptTested[]>(),
      record: made<{ readonly rating: OutcomeRecord | null; readonly revenue: OutcomeRecord | null }>(),
      /** Whose ratings are forecast. */
      ratingsOf: z.enum(["public", "members"]),
    }),
    error: z.discriminatedUnion("type", [NoLibrary, TooFewOutcomes]),
  },
  /** What is wanted and what is made, trait by trait. */
  whiteSpace: {
    in: Nothing,
    out: made<WhiteSpace>(),
    error: z.discriminatedUnion("type", [NoLibrary, TooFewAttended]),
  },
  evaluateConcepts: {
    /** Films up to `lastYear` teach, those after it are judged. */
    in: z.object({ lastYear: z.number().int().min(1900).max(2200) }),
    progress: ShareDone,
    out: ConceptFigures,
    error: z.discriminatedUnion("type", [NoLibrary, TooFewOutcomes]),
  },
} as const;
