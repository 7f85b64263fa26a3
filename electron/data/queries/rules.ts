/** The houses' own rules for schedules, in the library and in files. */
import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { KeptRule, rulesContract } from "../../../shared/contract/rules.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { Rule } from "../../../shared/domain/rules/rule.ts";
import { parseRules, rulesText } from "../../../shared/domain/rules/rules-file.ts";
import { keepingColumns } from "../columns/keeping-columns.ts";
import { editLabel } from "../edits/label.ts";
import { writeFiles } from "../export/write-files.ts";
import { type Cells, type Change, make } from "../journal/journal.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";

interface Row {
  readonly id: string;
  readonly venue: number | null;
  readonly ordinal: number;
  readonly rule: string;
}

/** Of the venue and of all venues. Those of a later version's kinds are left alone. */
export const rulesOf = (db: Connection, venue: number): KeptRule[] => {
  const rows = db
    .prepare("SELECT * FROM schedule_rule WHERE venue IS NULL OR venue = ? ORDER BY ordinal, id")
    .all(venue) as Row[];
  return rows.flatMap((row) => {
    const rule = Rule.safeParse(JSON.parse(row.rule));
    return rule.success ? [{ rule: rule.data, venue: row.venue }] : [];
  });
};

const rowOf = (db: Connection, id: string): Row | undefined =>
  db.prepare("SELECT * FROM schedule_rule WHERE id = ?").get(id) as Row | undefined;
const cellsOf = ({ venue, ordinal, rule }: Omit<Row, "id">): Cells => ({ venue, ordinal, rule });

const changed = (db: Connection, field: string, changes: readonly Change[]) =>
  keepingColumns(db, () => {
    const label = editLabel("rules", [field], changes.length);
    return ok({ changeSet: make(db, { kind: "edit", label }, changes) });
  });

export const rulesHandlers = (session: Session): Handlers<typeof rulesContract> => ({
  listRules: ({ venue }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ rules: rulesOf(library.value.db, venue) }) : library;
  },
  saveRules: ({ venue, rules }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    let last = db.prepare("SELECT coalesce(max(ordinal), 0) FROM schedule_rule").pluck().get() as number;
    const isNew = rules.every(({ id }) => !rowOf(db, id));
    const changes = rules.flatMap((rule): Change[] => {
      const stored = rowOf(db, rule.id);
      const after = cellsOf({ venue, ordinal: stored?.ordinal ?? ++last, rule: JSON.stringify(rule) });
      const before = stored ? cellsOf(stored) : null;
      if (before && JSON.stringify(before) === JSON.stringify(after)) return [];
      return [{ entity: "schedule_rule", key: { id: rule.id }, before, after }];
    });
    return changed(db, isNew ? "new" : "rule", changes);
  },
  deleteRules: ({ ids }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const changes = ids.flatMap((id): Change[] => {
      const stored = rowOf(db, id);
      return stored ? [{ entity: "schedule_rule", key: { id }, before: cellsOf(stored), after: null }] : [];
    });
    return changed(db, "removed", changes);
  },
  readRules: async ({ file }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const name = basename(path.value);
    let text: string;
    try {
      text = await readFile(path.value, "utf8");
    } catch (error) {
      return err({ type: "UnreadableFile", name, detail: (error as Error).message });
    }
    const parsed = parseRules(text);
    return parsed.ok ? ok({ rules: parsed.value }) : err({ ...parsed.error, name });
  },
  writeRules: async ({ file, rules }) => {
    const path = pathOf(session, file);
    if (!path.ok) return path;
    const name = basename(path.value);
    const written = await writeFiles(dirname(path.value), [{ name, content: rulesText(rules) }], true);
    if (written.ok) return ok({ path: path.value });
    // It replaces what is there: whoever chose it was asked.
    if (written.error.type === "FilesExist") throw new Error("files exist though they may be replaced");
    return err(written.error);
  },
});
