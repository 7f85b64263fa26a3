/** The words of films in `film_search`: whoever writes films, their credits or people's names calls `indexFilmWords`. */
import { searchText } from "../../../shared/domain/search-words.ts";
import { breathe } from "../breathe.ts";
import { Pace } from "../columns/pace.ts";
import { catalogueRevision } from "../columns/revisions.ts";
import type { Connection } from "../store/library.ts";
import { writesAllowed, writesAreHeld } from "../store/write-gate.ts";

/** Goes up when words are made in another way, so that older libraries are indexed again. */
const wordsVersion = "1";
const versionSetting = "film_words";

/** Brings the words of these films up to date, also of films that are gone. Part of the caller's transaction. */
export const indexFilmWords = (db: Connection, films: Iterable<number>): void => {
  const titles = db.prepare("SELECT title, title_zh, original_title FROM film WHERE id = ?").raw();
  const people = db
    .prepare("SELECT p.name, p.name_zh FROM credit c JOIN person p ON p.id = c.person WHERE c.film = ?")
    .raw();
  const remove = db.prepare("DELETE FROM film_search WHERE rowid = ?");
  const insert = db.prepare("INSERT INTO film_search (rowid, titles, people) VALUES (?, ?, ?)");
  const words = (texts: readonly (string | null)[]): string => searchText(texts.filter(Boolean).join(" / "));
  for (const film of films) {
    remove.run(film);
    const found = titles.get(film) as (string | null)[] | undefined;
    if (found) insert.run(film, words(found), words((people.all(film) as (string | null)[][]).flat()));
  }
};

const indexSome = async (db: Connection, sql: string): Promise<void> => {
  const films = db.prepare(sql).pluck().all() as number[];
  const pace = new Pace(100, 2000);
  for (let at = 0; at < films.length; ) {
    pace.start();
    const some = films.slice(at, at + pace.rows);
    await writesAllowed(db);
    db.transaction(() => indexFilmWords(db, some)).immediate();
    pace.end();
    at += some.length;
    await breathe();
  }
};

/** Gives way to other work between transactions; what a crash leaves undone is done at the next search. */
const bringUpToDate = async (db: Connection): Promise<void> => {
  await writesAllowed(db);
  const built = db.prepare("SELECT value FROM setting WHERE name = ?").pluck().get(versionSetting);
  if (built !== wordsVersion) db.exec("INSERT INTO film_search (film_search) VALUES ('delete-all')");
  db.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(versionSetting, wordsVersion);
  await indexSome(db, "SELECT id FROM film WHERE id NOT IN (SELECT id FROM film_search_docsize)");
  await indexSome(db, "SELECT id FROM film_search_docsize WHERE id NOT IN (SELECT id FROM film)");
};

const building = new WeakMap<Connection, Promise<void>>();
/** The state of the catalogue that the index was last compared with. */
const compared = new WeakMap<Connection, string>();

export const filmWordsAreBuilt = (db: Connection): boolean => compared.get(db) === catalogueRevision(db);

/** Resolves once every film is in the index: libraries from before it, and imports that left it alone, are caught up with. */
export const ensureFilmWords = (db: Connection): Promise<void> => {
  const known = building.get(db);
  if (known) return known;
  if (filmWordsAreBuilt(db) || db.readonly || writesAreHeld(db)) return Promise.resolve();
  const revision = catalogueRevision(db);
  const built = bringUpToDate(db)
    .then(() => void compared.set(db, revision))
    .finally(() => building.delete(db));
  building.set(db, built);
  return built;
};
