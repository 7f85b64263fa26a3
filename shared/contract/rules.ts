/** The houses' own rules for schedules: kept in the library, each change a set of the journal; read from and written to files. */
import { z } from "zod";
import { Rule, type Rule as StoredRule } from "../domain/rules/rule.ts";
import {
  FileInUse,
  FileToken,
  FolderFull,
  NoLibrary,
  UnknownFile,
  UnreadableFile,
  UnwritableFile,
} from "./file-token.ts";
import { Id, made } from "./schemas.ts";

export interface KeptRule {
  readonly rule: StoredRule;
  readonly venue: number | null; // null: of all venues
}

const list = z.array(Rule).max(2000);
/** Where in the file, and what is wrong there. */
const BadRules = z.object({
  type: z.literal("BadRules"),
  name: z.string(),
  path: z.string(),
  problem: z.string(),
});
const Undoable = z.object({ changeSet: Id.nullable() }); // null: nothing changed

export const rulesContract = {
  /** Of the venue and of all venues, in their order. */
  listRules: {
    in: z.object({ venue: Id }),
    out: z.object({ rules: made<readonly KeptRule[]>() }),
    error: NoLibrary,
  },
  /** Rules of the same ids are replaced, others are added at the end. */
  saveRules: { in: z.object({ venue: Id.nullable(), rules: list }), out: Undoable, error: NoLibrary },
  deleteRules: { in: z.object({ ids: z.array(z.string()) }), out: Undoable, error: NoLibrary },
  readRules: {
    in: z.object({ file: FileToken }),
    out: z.object({ rules: made<readonly StoredRule[]>() }),
    error: z.discriminatedUnion("type", [UnknownFile, UnreadableFile, BadRules]),
  },
  writeRules: {
    in: z.object({ file: FileToken, rules: list }),
    out: z.object({ path: z.string() }),
    error: z.discriminatedUnion("type", [UnknownFile, UnwritableFile, FolderFull, FileInUse]),
  },
} as const;
