/** The film that a trailer's file name tells: by an id, a key, or a title and year, as posters are named, whatever it says of being a trailer. */
import { filmOfName } from "../import/records/posters.ts";
import { plainTitle } from "../import/staging/film-identity.ts";
import type { Connection } from "../store/library.ts";

/** Where a name begins to speak of the trailer: "Two Lines (2018) - Official Trailer 2 1080p.mp4" is of Two Lines. */
const asides =
  /[\s._\-–—[(]*(?<![\p{L}\p{N}])(?:(?:official|final|main|red[\s._-]band)[\s._-]+)*(?:trailer|teaser)(?!\p{L})|[\s._\-–—[(【]*(?:官方|正式|终极|先导|首款|定档)*(?:预告|先行版)/giu;

interface Titled {
  readonly id: number;
  readonly year: number | null;
}

const only = (films: readonly number[]): number | null => (films.length === 1 ? (films[0] as number) : null);

export const filmsByName = (db: Connection): ((name: string) => number | null) => {
  const byTitle = new Map<string, Titled[]>();
  const rows = db
    .prepare("SELECT id, year, title, title_zh AS zh, original_title AS original FROM film")
    .all() as (Titled & { title: string; zh: string | null; original: string | null })[];
  for (const { id, year, title, zh, original } of rows)
    for (const plain of new Set([title, zh, original].map((each) => plainTitle(each ?? ""))))
      if (plain !== "") byTitle.set(plain, [...(byTitle.get(plain) ?? []), { id, year }]);
  const keyed = db.prepare("SELECT DISTINCT film FROM film_key WHERE key = ?").pluck();
  const imdb = db.prepare("SELECT id FROM film WHERE imdb_id = ?").pluck();
  const tmdb = db.prepare("SELECT id FROM film WHERE tmdb_id = ?").pluck();
  const own = db.prepare("SELECT id FROM film WHERE id = ?").pluck();
  const filmOf = (stem: string): number | null => {
    const called = filmOfName(`${stem}.png`);
    if (!called) return null;
    const { key, film } = called;
    if (!film) {
      const byKey = only(keyed.all(key) as number[]);
      return byKey ?? (/^\d+$/.test(key) ? only(own.all(Number(key)) as number[]) : null);
    }
    if (film.imdbId) return only(imdb.all(film.imdbId) as number[]);
    if (film.tmdbId) return only(tmdb.all(film.tmdbId) as number[]);
    const titled = byTitle.get(plainTitle(film.title ?? "")) ?? [];
    const same = film.year === null ? titled : titled.filter(({ year }) => year === film.year);
    return only(same.map(({ id }) => id));
  };
  return (name) => {
    const stem = name.replace(/^.*[/\\]/, "").replace(/\.[a-z0-9]{2,4}$/i, "");
    // "Trailer Park" is a title: as much of the name as may be is one.
    const ends = [stem.length, ...[...stem.matchAll(asides)].map(({ index }) => index).reverse()];
    for (const end of ends) {
      const film = filmOf(stem.slice(0, end).trim());
      if (film !== null) return film;
    }
    return null;
  };
};
