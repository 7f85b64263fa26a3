/** Saved views: a table as somebody wants to find it again. */
import { z } from "zod";
import { NoLibrary, NotFound } from "./file-token.ts";
import { Id } from "./schemas.ts";

const viewTasks = ["films", "members"] as const;

/** Words, filters, order and columns; the page that made it knows its shape, and checks it when it is read. */
export const StoredView = z.looseObject({});
export const SavedView = z.object({ id: Id, name: z.string(), view: StoredView, savedAt: z.number() });
export type SavedView = z.infer<typeof SavedView>;

const task = z.enum(viewTasks);

export const viewsContract = {
  listViews: { in: z.object({ task }), out: z.object({ views: z.array(SavedView) }), error: NoLibrary },
  /** A view of the same name is replaced. */
  saveView: {
    in: z.object({ task, name: z.string().trim().min(1).max(120), view: StoredView }),
    out: z.object({ id: Id }),
    error: NoLibrary,
  },
  deleteView: {
    in: z.object({ id: Id }),
    out: z.object({}),
    error: z.discriminatedUnion("type", [NoLibrary, NotFound]),
  },
} as const;
