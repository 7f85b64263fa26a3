/** What the library keeps of watching its champions: the last report, the last retrainings, how old its data is. */
import { Retraining, WatchReport, type watchingContract } from "../../../shared/contract/watching.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

const reportSetting = "watch.report";
const retrainedSetting = (task: string): string => `watch.retrained.${task}`;

const keep = (db: Connection, name: string, value: unknown): void => {
  if (!db.readonly)
    db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(name, JSON.stringify(value));
};

export const watchingHandlers = (session: Session): Handlers<typeof watchingContract> => ({
  freshness: async () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const { lastAt } = await columnsOf(db).filmFigures();
    const lastInteraction = lastAt.reduce((latest, at) => Math.max(latest, Number.isNaN(at) ? 0 : at), 0);
    const lastImport = db
      .prepare("SELECT max(started_at) FROM import_run WHERE rolled_back_at IS NULL")
      .pluck()
      .get() as number | null;
    return ok({ lastInteraction: lastInteraction > 0 ? lastInteraction : null, lastImport });
  },
  keepWatch: ({ report }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    keep(library.value.db, reportSetting, report);
    return ok({});
  },
  lastWatch: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare("SELECT name, value FROM setting WHERE name LIKE 'watch.%' ORDER BY name")
      .all() as { name: string; value: string }[];
    const report = rows.find(({ name }) => name === reportSetting);
    return ok({
      report: report ? (WatchReport.safeParse(JSON.parse(report.value)).data ?? null) : null,
      retrainings: rows.flatMap(({ name, value }) =>
        name === reportSetting ? [] : (Retraining.safeParse(JSON.parse(value)).data ?? []),
      ),
    });
  },
  noteRetraining: (retraining) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    keep(library.value.db, retrainedSetting(retraining.task), retraining);
    return ok({});
  },
});
