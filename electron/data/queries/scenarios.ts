/** Scenarios: named branches of a week's plan. */
import { randomUUID } from "node:crypto";
import type { ScenarioRow, scenarioContract } from "../../../shared/contract/scenarios.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { storedAs } from "../../../shared/domain/plan-document.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { openedLibrary, type Session } from "../session.ts";

const figures = (column: "document" | "base"): string =>
  `json_extract(${column}, '$.totals.showings') AS ${column}Showings,
   json_extract(${column}, '$.totals.expectedAdmissions') AS ${column}Admissions`;

type Row = Omit<ScenarioRow, "plan" | "base"> &
  Readonly<Record<`${"document" | "base"}${"Showings" | "Admissions"}`, number>>;

export const scenarioHandlers = (session: Session): Handlers<typeof scenarioContract> => ({
  saveScenario: ({ name, document, base = document, parent }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const now = new Date();
    const id = randomUUID();
    const seconds = Math.floor(now.getTime() / 1000);
    const kept = library.value.db
      .prepare(
        `INSERT INTO plan_scenario (id, venue, week, name, parent, created_at, saved_at, base, document)
         VALUES (@id, @venue, @week, @name, @parent, @seconds, @seconds, @base, @document)
         ON CONFLICT (venue, week, name) DO UPDATE SET saved_at = excluded.saved_at,
           document = json_set(excluded.document, '$.id', plan_scenario.id,
             '$.version', plan_scenario.document ->> '$.version' + 1)
         RETURNING id`,
      )
      .pluck()
      .get({
        id,
        venue: document.house.venue,
        week: document.week,
        name,
        parent,
        seconds,
        base: JSON.stringify(base),
        document: JSON.stringify(storedAs({ ...document, note: name }, id, 1, now)),
      });
    return ok({ id: kept as string });
  },
  listScenarios: (week) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare(
        `SELECT id, venue, week, name, parent, created_at AS createdAt, saved_at AS savedAt, ${figures("document")}, ${figures("base")}
         FROM plan_scenario WHERE venue = @venue AND week = @week ORDER BY name`,
      )
      .all(week) as Row[];
    const scenarios = rows.map(
      ({ documentShowings, documentAdmissions, baseShowings, baseAdmissions, ...row }) => ({
        ...row,
        plan: { showings: documentShowings, expectedAdmissions: documentAdmissions },
        base: { showings: baseShowings, expectedAdmissions: baseAdmissions },
      }),
    );
    return ok({ scenarios });
  },
  loadScenario: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db
      .prepare("SELECT name, base, document FROM plan_scenario WHERE id = ?")
      .get(id) as { name: string; base: string; document: string } | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ name: row.name, base: JSON.parse(row.base), document: JSON.parse(row.document) });
  },
  dropScenario: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM plan_scenario WHERE id = ?").run(id);
    return ok({});
  },
});
