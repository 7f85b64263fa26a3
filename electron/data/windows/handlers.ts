/** Titles whose release week is sought, and the releases of others; every change is an edit that Undo takes back. */
import { readFileSync } from "node:fs";
import type { KeptCompetitor, KeptTitle, windowsDataContract } from "../../../shared/contract/windows.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { editLabel } from "../edits/label.ts";
import { type Cells, type Change, make } from "../journal/journal.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { readCompetitors, readTitles } from "./file.ts";

const titleCells = "earliest, latest, fixed, admissions, series, apart";
const competitorCells = "title, date, size, genres, film";

const listTitles = (db: Connection): KeptTitle[] =>
  db
    .prepare(
      `SELECT r.*, f.title, f.title_zh AS titleZh, f.release_date AS releaseDate
       FROM release_title r JOIN film f ON f.id = r.film ORDER BY f.title, f.id`,
    )
    .all() as KeptTitle[];

const listCompetitors = (db: Connection): KeptCompetitor[] =>
  (
    db.prepare("SELECT * FROM competitor_release ORDER BY date, id").all() as (Omit<
      KeptCompetitor,
      "genres"
    > & {
      genres: string;
    })[]
  ).map((row) => ({ ...row, genres: JSON.parse(row.genres) }));

const edit = (db: Connection, field: string, changes: readonly Change[]) =>
  ok({
    changeSet: make(db, { kind: "edit", label: editLabel("windows", [field], changes.length) }, changes),
  });

const changeOf = (entity: string, key: Cells, before: Cells | undefined, after: Cells): Change[] =>
  JSON.stringify(before) === JSON.stringify(after) ? [] : [{ entity, key, before: before ?? null, after }];

export const windowsHandlers = (session: Session): Handlers<typeof windowsDataContract> => {
  /** What a file holds, by whoever reads it. */
  const fromFile = <T>(file: string, read: (db: Connection, text: string) => T) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    return path.ok ? ok(read(library.value.db, readFileSync(path.value, "utf8"))) : path;
  };
  return {
    listWindows: () => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      return ok({ titles: listTitles(db), competitors: listCompetitors(db) });
    },
    saveTitles: ({ titles }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      const known = db.prepare("SELECT 1 FROM film WHERE id = ?");
      if (titles.some(({ film }) => known.get(film) === undefined)) return err({ type: "NotFound" });
      const stored = db.prepare(`SELECT ${titleCells} FROM release_title WHERE film = ?`);
      return edit(
        db,
        "titles",
        titles.flatMap(({ film, earliest, latest, fixed, admissions, series, apart }) =>
          changeOf("release_title", { film }, stored.get(film) as Cells | undefined, {
            earliest,
            latest,
            fixed,
            admissions,
            series,
            apart,
          }),
        ),
      );
    },
    deleteTitle: ({ film }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      const before = db.prepare(`SELECT ${titleCells} FROM release_title WHERE film = ?`).get(film) as
        | Cells
        | undefined;
      return edit(
        db,
        "titles",
        before ? [{ entity: "release_title", key: { film }, before, after: null }] : [],
      );
    },
    saveCompetitors: ({ competitors }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      const stored = db.prepare(`SELECT ${competitorCells} FROM competitor_release WHERE id = ?`);
      const film = db.prepare("SELECT 1 FROM film WHERE id = ?");
      const isUnknown = competitors.some(
        (each) =>
          (each.id !== null && stored.get(each.id) === undefined) ||
          (each.film !== null && film.get(each.film) === undefined),
      );
      if (isUnknown) return err({ type: "NotFound" });
      let last = db.prepare("SELECT coalesce(max(id), 0) FROM competitor_release").pluck().get() as number;
      return edit(
        db,
        "competitors",
        competitors.flatMap(({ id, title, date, size, genres, film }) =>
          changeOf(
            "competitor_release",
            { id: id ?? ++last },
            id === null ? undefined : (stored.get(id) as Cells),
            { title, date, size, genres: JSON.stringify(genres), film },
          ),
        ),
      );
    },
    deleteCompetitors: ({ ids }) => {
      const library = openedLibrary(session);
      if (!library.ok) return library;
      const { db } = library.value;
      const stored = db.prepare(`SELECT ${competitorCells} FROM competitor_release WHERE id = ?`);
      return edit(
        db,
        "competitors",
        ids.flatMap((id) => {
          const before = stored.get(id) as Cells | undefined;
          return before ? [{ entity: "competitor_release", key: { id }, before, after: null }] : [];
        }),
      );
    },
    readCompetitors: ({ file }) => {
      const read = fromFile(file, readCompetitors);
      if (!read.ok) return read;
      return read.value.ok
        ? ok({ competitors: read.value.value })
        : err({ type: "BadWindowsFile", problems: read.value.error });
    },
    readTitles: ({ file }) => {
      const read = fromFile(file, readTitles);
      if (!read.ok) return read;
      return read.value.ok
        ? ok({ titles: read.value.value })
        : err({ type: "BadWindowsFile", problems: read.value.error });
    },
  };
};
