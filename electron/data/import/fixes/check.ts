/** One row of the quarantine with other cells: what still refuses it, or what it would become. Changes nothing. */
import type { RowNote } from "../../../../shared/contract/import.ts";
import type { FixCheck } from "../../../../shared/contract/import-review.ts";
import type { Connection } from "../../store/library.ts";
import { compileMapping } from "../mapping/compile.ts";
import { recordAsText } from "../mapping/try-mapping.ts";
import type { Staged } from "../records/record.ts";
import { Gathering } from "../staging/gathering.ts";
import { knownTo, membersOf } from "../staging/known.ts";
import type { FixedRow } from "../staging/stage.ts";
import { standingIn } from "./standing.ts";
import { type FixedImport, rowOf } from "./tables.ts";

const takenOnItsOwn = (db: Connection, { run, system, kinds }: FixedImport, now: number): Gathering => {
  const film = db.prepare("SELECT 1 FROM film_key WHERE source = ? AND key = ?");
  const anyFilm = db.prepare("SELECT 1 FROM film_key WHERE source = ? LIMIT 1").get(system) !== undefined;
  return new Gathering({
    runs: { add: () => {} },
    scratch: { add: () => null },
    knownFilms: { has: (key) => film.get(system, key) !== undefined },
    filmsAreListed: kinds.has("films") || anyFilm,
    membersAreListed: kinds.has("members"),
    ...knownTo(db, system, run),
    ...membersOf(db, system),
    now,
  });
};

/** The title behind the key of a film that the library has. */
const titleOf = (db: Connection, system: string, { kind, record }: Staged): string | null => {
  const key = "film" in record && kind !== "films" ? record.film : null;
  const title = db
    .prepare("SELECT f.title FROM film_key k JOIN film f ON f.id = k.film WHERE k.source = ? AND k.key = ?")
    .pluck()
    .get(system, key);
  return (title as string | undefined) ?? null;
};

export const checkRow = (db: Connection, of: FixedImport, row: FixedRow): FixCheck | null => {
  const mapping = of.mappingOf(row.file, row.kind);
  if (!mapping) return null;
  const now = Math.floor(Date.now() / 1000);
  const { columns } = mapping.match;
  const cells = rowOf(columns, row);
  const notes: RowNote[] = [];
  const gathering = takenOnItsOwn(db, of, now);
  gathering.table({ name: row.file, columns }, mapping)([cells]);
  const [refused] = gathering.issues.quarantine;
  const staged = compileMapping(columns, mapping, { now })(cells, (rule, field, detail) =>
    notes.push({ rule, field, detail }),
  );
  if (refused) {
    const { rule, field, detail } = refused;
    return { outcome: "rejected", record: {}, notes: [{ rule, field, detail }] };
  }
  if (!staged) throw new Error("a row was neither refused nor read");
  if (standingIn(db, of.run, of.system)(staged, row.rule === "duplicate"))
    return { outcome: "rejected", record: {}, notes: [{ rule: "duplicate", field: null, detail: "" }] };
  for (const { rule, detail } of gathering.issues.inOrder)
    if (!notes.some((note) => note.rule === rule)) notes.push({ rule, field: null, detail });
  const title = titleOf(db, of.system, staged);
  const record = { ...recordAsText(staged), ...(title === null ? {} : { filmTitle: title }) };
  return { outcome: notes.length > 0 ? "repaired" : "accepted", record, notes };
};
