/** Saved views of the tables. */
import type { SavedView, viewsContract } from "../../../shared/contract/views.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

export const viewHandlers = (session: Session): Handlers<typeof viewsContract> => ({
  listViews: ({ task }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const views = library.value.db
      .prepare("SELECT id, name, view, saved_at AS savedAt FROM saved_view WHERE task = ? ORDER BY name")
      .all(task) as (Omit<SavedView, "view"> & { view: string })[];
    return ok({ views: views.map((stored) => ({ ...stored, view: JSON.parse(stored.view) })) });
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
});
