/** Saved views: a table as somebody wants to find it again, with its words, filters, order and columns; the rules of lists. */
import { z } from "zod";
import { HouseRules } from "../domain/house-rules.ts";
import { FileToken, NoLibrary, NotFound, UnknownFile, UnreadableFile } from "./file-token.ts";
import { Id, made } from "./schemas.ts";
import { FilmQuery, MemberQuery } from "./table-query.ts";

const shown = z.record(z.string(), z.boolean());
export const FilmView = FilmQuery.extend({ shown });
export type FilmView = z.infer<typeof FilmView>;
export const MemberView = MemberQuery.extend({ shown });
export type MemberView = z.infer<typeof MemberView>;

export interface ViewOf {
  readonly films: FilmView;
  readonly members: MemberView;
  readonly lists: HouseRules;
}
export const viewTasks = ["films", "members", "lists"] as const satisfies readonly ViewTask[];
export type ViewTask = keyof ViewOf;
export interface SavedView<T extends ViewTask = ViewTask> {
  readonly id: number;
  readonly name: string;
  readonly view: ViewOf[T];
}

const name = z.string().trim().min(1).max(120);

export const viewsContract = {
  /** Views that this version understands, of one task. */
  listViews: {
    in: z.object({ task: z.enum(viewTasks) }),
    out: z.object({ views: made<readonly SavedView[]>() }),
    error: NoLibrary,
  },
  /** A view of the same name is replaced. */
  saveView: {
    in: z.discriminatedUnion("task", [
      z.object({ task: z.literal("films"), name, view: FilmView }),
      z.object({ task: z.literal("members"), name, view: MemberView }),
      z.object({ task: z.literal("lists"), name, view: HouseRules }),
    ]),
    out: z.object({ id: Id }),
    error: NoLibrary,
  },
  deleteView: {
    in: z.object({ id: Id }),
    out: z.object({}),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
  /** House rules out of a JSON file. */
  readHouseRules: {
    in: z.object({ file: FileToken }),
    out: HouseRules,
    error: z.discriminatedUnion("type", [
      UnknownFile,
      UnreadableFile,
      z.object({ type: z.literal("BadRules"), name: z.string(), detail: z.string() }),
    ]),
  },
} as const;
