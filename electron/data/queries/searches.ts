/** Searches for better parameters, trial by trial, and a library's own defaults. */
import type { searchesContract } from "../../../shared/contract/searches.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

interface SearchRow {
  readonly id: string;
  readonly startedAt: number;
  readonly fingerprint: string;
  readonly request: string;
}
interface TrialRow {
  readonly trial: number;
  readonly rung: number;
  readonly params: string;
  readonly score: number | null;
  readonly error: number | null;
  readonly seconds: number;
}
const searchColumns = "id, started_at AS startedAt, fingerprint, request";

export const searchHandlers = (session: Session): Handlers<typeof searchesContract> => ({
  saveSearch: ({ id, startedAt, fingerprint, request }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare(
        `INSERT INTO search (id, started_at, fingerprint, request) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET request = excluded.request`,
      )
      .run(id, startedAt, fingerprint, JSON.stringify(request));
    return ok({});
  },
  saveTrial: ({ search, result: { trial, rung, params, score, error, seconds } }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare(
        `INSERT INTO trial (search, ordinal, trial, rung, params, score, error, seconds)
         SELECT @search, count(*), @trial, @rung, @params, @score, @error, @seconds FROM trial WHERE search = @search`,
      )
      .run({ search, trial, rung, params: JSON.stringify(params), score, error, seconds });
    return ok({});
  },
  listSearches: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare(
        `SELECT ${searchColumns}, (SELECT count(DISTINCT trial) FROM trial WHERE search = search.id) AS trials
         FROM search ORDER BY started_at DESC, id`,
      )
      .all() as (SearchRow & { trials: number })[];
    return ok({ searches: rows.map((row) => ({ ...row, request: JSON.parse(row.request) })) });
  },
  loadSearch: ({ search }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const row = db.prepare(`SELECT ${searchColumns} FROM search WHERE id = ?`).get(search) as
      | SearchRow
      | undefined;
    if (!row) return err({ type: "NotFound" });
    const trials = db
      .prepare(
        "SELECT trial, rung, params, score, error, seconds FROM trial WHERE search = ? ORDER BY ordinal",
      )
      .all(search) as TrialRow[];
    return ok({
      ...row,
      request: JSON.parse(row.request),
      results: trials.map((trial) => ({ ...trial, params: JSON.parse(trial.params) })),
    });
  },
  dropSearch: ({ search }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM search WHERE id = ?").run(search);
    return ok({});
  },
  ownDefaults: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare("SELECT name, params, kept_at AS keptAt FROM own_default ORDER BY name")
      .all() as { name: string; params: string; keptAt: number }[];
    return ok({ defaults: rows.map((row) => ({ ...row, params: JSON.parse(row.params) })) });
  },
  keepDefaults: ({ name, params }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db
      .prepare("INSERT OR REPLACE INTO own_default (name, params, kept_at) VALUES (?, ?, ?)")
      .run(name, JSON.stringify(params), Math.floor(Date.now() / 1000));
    return ok({});
  },
  dropDefaults: ({ name }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM own_default WHERE name = ?").run(name);
    return ok({});
  },
});
