/** Films, a window of rows at a time. */
import type { catalogueContract } from "../../../shared/contract/catalogue.ts";
import type { FilmSelection } from "../../../shared/contract/table-query.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { facetsOf, maskOf, oneAColumn, selectedRows } from "../columns/answer.ts";
import type { ColumnTable } from "../columns/column.ts";
import { columnsOf } from "../columns/library-columns.ts";
import type { Question } from "../columns/select.ts";
import { findFilms } from "../search/find-films.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { gatherFilm, readFilmOwn } from "./film-page.ts";
import { readFilmRows } from "./film-rows.ts";

const figuresOf = (db: Connection): { readonly share: number } | null => {
  const { share } = columnsOf(db);
  return share === null ? null : { share };
};

export const filmQuestion = async (
  db: Connection,
  table: ColumnTable,
  { search = "", filters = [] }: FilmSelection,
): Promise<Question> => {
  const typed = search.trim();
  return {
    filters: oneAColumn(filters),
    masks: typed === "" ? [] : [maskOf(table, await findFilms(db, typed))],
  };
};

export const catalogueHandlers = (session: Session): Handlers<typeof catalogueContract> => ({
  listFilms: async ({ order, descending, offset, limit, ...selection }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const table = await columnsOf(db).films();
    const question = await filmQuestion(db, table, selection);
    const rows = selectedRows(table, question, order, descending, selection.search.trim());
    const films = Array.from(rows.subarray(offset, offset + limit), (row) => table.ids[row] as number);
    return ok({ total: rows.length, rows: readFilmRows(db, table, films), figures: figuresOf(db) });
  },
  filmFacets: async ({ columns, find, limit, ...selection }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const table = await columnsOf(db).films();
    const question = await filmQuestion(db, table, selection);
    return ok({ ...facetsOf(table, question, columns, { find, limit, minimum: 0 }), figures: figuresOf(db) });
  },
  listGenres: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const genres = library.value.db
      .prepare(
        "SELECT g.name, count(*) AS films FROM genre g JOIN film_genre fg ON fg.genre = g.id GROUP BY g.id ORDER BY g.name",
      )
      .all() as { name: string; films: number }[];
    return ok({ genres });
  },
  film: async ({ film }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const columns = columnsOf(db);
    const [row] = readFilmRows(db, await columns.films(), [film]);
    const own = readFilmOwn(db, film);
    if (!row || !own) return err({ type: "NotFound" });
    return ok({ ...row, ...own, ...gatherFilm(db, await columns.filmFigures(), row) });
  },
  filmTitles: async ({ films }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok({ rows: readFilmRows(db, await columnsOf(db).films(), films) });
  },
  poster: ({ film }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db
      .prepare("SELECT media_type AS mediaType, image FROM poster WHERE film = ?")
      .get(film) as { mediaType: string; image: Uint8Array } | undefined;
    return row
      ? ok({ mediaType: row.mediaType, image: new Uint8Array(row.image) })
      : err({ type: "NotFound" });
  },
});
