/** Saved views of the tables. */
import { FilmView, MemberView, type SavedView, type viewsContract } from "../../../shared/contract/views.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

export const viewHandlers = (session: Session): Handlers<typeof viewsContract> => ({
  listViews: ({ task }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const shape = task === "films" ? FilmView : MemberView;
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
});
