/** Films whose titles or people hold the words that were typed. */
import { matchOf } from "../../../shared/domain/search-words.ts";
import type { Connection } from "../store/library.ts";
import { ensureFilmWords, filmWordsAreBuilt } from "./film-words.ts";

/** Up to so many films the index is waited for; larger libraries are searched by reading titles meanwhile. */
const fewFilms = 20_000;

const likePattern = (typed: string): string => `%${typed.trim().replace(/[\\%_]/g, "\\$&")}%`;

const byReading = (db: Connection, typed: string): number[] =>
  db
    .prepare(
      `SELECT id FROM film WHERE title LIKE @like ESCAPE '\\' OR title_zh LIKE @like ESCAPE '\\'
       OR original_title LIKE @like ESCAPE '\\'`,
    )
    .pluck()
    .all({ like: likePattern(typed) }) as number[];

/** By the beginnings of words; by any part of a title where no word begins so, or where nothing typed is a word. */
export const findFilms = async (db: Connection, typed: string): Promise<readonly number[]> => {
  const ready = ensureFilmWords(db);
  if (!filmWordsAreBuilt(db)) {
    const many = db.prepare("SELECT 1 FROM film LIMIT 1 OFFSET ?").get(fewFilms) !== undefined;
    if (!many && !db.readonly) await ready;
    else ready.catch(() => undefined);
  }
  const match = matchOf(typed);
  if (match === null || !filmWordsAreBuilt(db)) return byReading(db, typed);
  const found = db
    .prepare("SELECT rowid FROM film_search WHERE film_search MATCH ?")
    .pluck()
    .all(match) as number[];
  return found.length > 0 ? found : byReading(db, typed);
};
