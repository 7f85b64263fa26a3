/** Overrides of forecasts; making and deleting them are edits that Undo takes back. */
import { readFileSync } from "node:fs";
import type { KeptOverride, overridesContract } from "../../../shared/contract/overrides.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { type Cells, type Change, make } from "../journal/journal.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { readOverrides } from "./file.ts";

type Stored = Omit<KeptOverride, "model" | "seen"> & { readonly model: string; readonly seen: string };

const list = (db: Connection): KeptOverride[] =>
  (
    db
      .prepare(
        `SELECT o.id, o.venue, o.film, o.from_date AS "from", o.to_date AS "to", o.kind, o.value, o.reason, o.at, o.model,
                f.title, f.title_zh AS titleZh, v.name AS venueName, v.name_zh AS venueNameZh,
                (SELECT json_group_object(date, admissions) FROM (
                   SELECT date, sum(admissions) AS admissions FROM (
                     SELECT date, admissions FROM attendance_day
                     WHERE venue = o.venue AND film = o.film AND date BETWEEN o.from_date AND o.to_date
                     UNION ALL
                     SELECT s.business_date, s.admissions FROM showing s JOIN screen c ON c.id = s.screen
                     WHERE c.venue = o.venue AND s.film = o.film AND s.business_date BETWEEN o.from_date AND o.to_date)
                   GROUP BY date)) AS seen
         FROM forecast_override o JOIN film f ON f.id = o.film JOIN venue v ON v.id = o.venue ORDER BY o.id`,
      )
      .all() as Stored[]
  ).map((row) => ({ ...row, model: JSON.parse(row.model), seen: JSON.parse(row.seen) }));

const edit = (db: Connection, changes: readonly Change[]) =>
  ok({ changeSet: make(db, { kind: "edit", label: editLabel("overrides", [], changes.length) }, changes) });

export const overrideHandlers = (session: Session): Handlers<typeof overridesContract> => ({
  listOverrides: () => {
    const library = openedLibrary(session);
    return library.ok ? ok({ overrides: list(library.value.db) }) : library;
  },
  addOverrides: ({ overrides }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const known = db.prepare("SELECT 1 FROM venue v, film f WHERE v.id = ? AND f.id = ?");
    if (overrides.some(({ override }) => known.get(override.venue, override.film) === undefined))
      return err({ type: "NotFound" });
    const last = db.prepare("SELECT coalesce(max(id), 0) FROM forecast_override").pluck().get() as number;
    const at = Math.floor(Date.now() / 1000);
    return edit(
      db,
      overrides.map(({ override: { from, to, ...rest }, model }, i) => ({
        entity: "forecast_override",
        key: { id: last + i + 1 },
        before: null,
        after: { ...rest, from_date: from, to_date: to, model: JSON.stringify(model), at },
      })),
    );
  },
  deleteOverride: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db
      .prepare(
        "SELECT venue, film, from_date, to_date, kind, value, reason, model, at FROM forecast_override WHERE id = ?",
      )
      .get(id) as Cells | undefined;
    if (!row) return err({ type: "NotFound" });
    return edit(library.value.db, [{ entity: "forecast_override", key: { id }, before: row, after: null }]);
  },
  readOverrides: ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const read = readOverrides(library.value.db, readFileSync(path.value, "utf8"));
    return read.ok
      ? ok({ overrides: [...read.value] })
      : err({ type: "BadOverrideFile", problems: [...read.error] });
  },
});
