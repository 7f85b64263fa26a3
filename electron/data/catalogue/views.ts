/** Saved views of the tables, and rules of lists. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import {
  FilmView,
  MemberView,
  type SavedView,
  type ViewOf,
  type ViewTask,
  type viewsContract,
} from "../../../shared/contract/views.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { HouseRules } from "../../../shared/domain/house-rules.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";

const shapes: { readonly [T in ViewTask]: z.ZodType<ViewOf[T]> } = {
  films: FilmView,
  members: MemberView,
  lists: HouseRules,
};

export const viewHandlers = (session: Session): Handlers<typeof viewsContract> => ({
  listViews: ({ task }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const shape = shapes[task];
    const stored = library.value.db
      .prepare("SELECT id, name, view FROM saved_view WHERE task = ? ORDER BY name")
      .all(task) as { id: number; name: string; view: string }[];
    return ok({
      views: stored.flatMap(({ id, name, view }): SavedView[] => {
        const parsed = shape.safeParse(JSON.parse(view));
        return parsed.success ? [{ id, name, view: parsed.data }] : [];
      }),
    });
  },
  saveView: ({ task, name, view }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const id = library.value.db
      .prepare(
        `INSERT INTO saved_view (task, name, view, saved_at) VALUES (?, ?, ?, unixepoch())
         ON CONFLICT (task, name) DO UPDATE SET view = excluded.view, saved_at = excluded.saved_at RETURNING id`,
      )
      .pluck()
      .get(task, name, JSON.stringify(view)) as number;
    return ok({ id });
  },
  deleteView: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { changes } = library.value.db.prepare("DELETE FROM saved_view WHERE id = ?").run(id);
    return changes === 1 ? ok({}) : err({ type: "NotFound" });
  },
  readHouseRules: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const name = basename(path.value);
    let text: string;
    try {
      text = await readFile(path.value, "utf8");
    } catch (error) {
      return err({ type: "UnreadableFile", name, detail: (error as Error).message });
    }
    try {
      const rules = HouseRules.strict().safeParse(JSON.parse(text));
      return rules.success
        ? ok(rules.data)
        : err({ type: "BadRules", name, detail: z.prettifyError(rules.error) });
    } catch {
      return err({ type: "BadRules", name, detail: "no JSON" });
    }
  },
});
