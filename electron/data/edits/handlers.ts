/** Edits and their undoing, as the page asks for them. */
import type { editsContract, FilmEdit, MemberEdit } from "../../../shared/contract/edits.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok, type Result } from "../../../shared/domain/result.ts";
import { memberQuestion } from "../audience/handlers.ts";
import { filmQuestion } from "../catalogue/handlers.ts";
import { selectedRows } from "../columns/answer.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { touching } from "../feedback/log.ts";
import { changeSets, editHistory } from "../journal/history.ts";
import { type JournalFailure, redo, type Touched, undo } from "../journal/journal.ts";
import { indexFilmWords } from "../search/film-words.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { editFilms, previewFilms } from "./films.ts";
import { editMembers, previewMembers } from "./members.ts";

const filmsMeant = async (db: Connection, targets: FilmEdit["targets"]): Promise<readonly number[]> => {
  if ("films" in targets) return targets.films;
  const table = await columnsOf(db).films();
  const question = await filmQuestion(db, table, targets.selection);
  const rows = selectedRows(table, question, "title", false, targets.selection.search ?? "");
  return Array.from(rows, (row) => table.ids[row] as number);
};

const membersMeant = async (db: Connection, targets: MemberEdit["targets"]): Promise<readonly number[]> => {
  if ("members" in targets) return targets.members;
  const table = await columnsOf(db).members();
  const question = await memberQuestion(db, table, targets.selection);
  const rows = selectedRows(table, question, "id", false, question.key);
  return Array.from(rows, (row) => table.ids[row] as number);
};

const membersTurned = (turned: Result<Touched, JournalFailure>): Iterable<number> =>
  turned.ok ? turned.value.members : [];

/** Of a set of feedback the members are known, and nothing else is to be read anew. */
const touchesOnlyRatings = (db: Connection, set: number): boolean =>
  db
    .prepare(
      `SELECT count(*) > 0 AND total(entity NOT IN ('interaction', 'feedback')) = 0 FROM change WHERE change_set = ?`,
    )
    .pluck()
    .get(set) === 1;

/** A turned set may have changed titles, and the columns follow without being read anew. */
const turn = async (
  db: Connection,
  of: (db: Connection, set: number) => Result<Touched, JournalFailure>,
  set: number,
): Promise<Result<{ changes: number }, JournalFailure>> => {
  const columns = columnsOf(db);
  const before = columns.revision();
  const turned = touchesOnlyRatings(db, set) ? touching(db, membersTurned, () => of(db, set)) : of(db, set);
  if (!turned.ok) return turned;
  const { films, members, changes } = turned.value;
  if (films.size > 0) db.transaction(() => indexFilmWords(db, films)).immediate();
  await columns.edited(before, { films, members });
  return ok({ changes });
};

export const editHandlers = (session: Session): Handlers<typeof editsContract> => ({
  previewFilmEdit: async ({ targets, change }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok(previewFilms(db, await filmsMeant(db, targets), change));
  },
  editFilms: async ({ targets, change }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const films = await filmsMeant(db, targets);
    const columns = columnsOf(db);
    const before = columns.revision();
    const done = editFilms(db, films, change);
    await columns.edited(before, { films: done.changed, members: new Set() });
    return ok({ ...done, changed: done.changed.size });
  },
  previewMemberEdit: async ({ targets, change }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok(previewMembers(db, await membersMeant(db, targets), change));
  },
  editMembers: async ({ targets, change }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const members = await membersMeant(db, targets);
    const columns = columnsOf(db);
    const before = columns.revision();
    const done = editMembers(db, members, change);
    await columns.edited(before, { films: new Set(), members: done.changed });
    return ok({ ...done, changed: done.changed.size });
  },
  changeSets: ({ offset, limit }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(changeSets(library.value.db, offset, limit)) : library;
  },
  undoChangeSet: async ({ id }) => {
    const library = openedLibrary(session);
    return library.ok ? turn(library.value.db, undo, id) : library;
  },
  redoChangeSet: async ({ id }) => {
    const library = openedLibrary(session);
    return library.ok ? turn(library.value.db, redo, id) : library;
  },
  editHistory: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(editHistory(library.value.db)) : library;
  },
});
