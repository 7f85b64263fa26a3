/** How many of each member's films carry a genre: the visitors of its films counted, kept while the columns stand. */
import { breathe } from "../breathe.ts";
import type { ColumnTable, ListColumn } from "../columns/column.ts";
import { FilmCounts, type Visitors } from "../columns/visitors.ts";

/** Bytes of the index between two breaths: some ten milliseconds. */
const bytesAtOnce = 1 << 20;

/** By row of `members`: how many of the films they came to. */
export const countFilms = async (
  members: ColumnTable,
  visitors: Visitors,
  films: Iterable<number>,
): Promise<Uint16Array> => {
  const counts = new FilmCounts(members, visitors);
  let read = 0;
  for (const film of films) {
    counts.add(film);
    read += (visitors.starts[film + 1] ?? 0) - (visitors.starts[film] ?? 0);
    if (read < bytesAtOnce) continue;
    read = 0;
    await breathe();
  }
  return counts.finish(members);
};

/** Ids of the films that carry the genre, ascending. */
const filmsWithGenre = (
  { ids }: ColumnTable,
  { starts, codes, names }: ListColumn,
  genre: string,
): number[] => {
  const wanted = names.indexOf(genre);
  const films: number[] = [];
  if (wanted < 1) return films;
  for (let row = 0; row < ids.length; row++)
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++)
      if (codes[at] === wanted) films.push(ids[row] as number);
  return films;
};

interface Counted {
  readonly genres: ListColumn;
  readonly memberIds: Int32Array;
  readonly counts: Promise<Uint16Array>;
}
const kept = new WeakMap<Visitors, Map<string, Counted>>();
/** Two bytes a member each; counting one again takes some ten milliseconds. */
const keptGenres = 16;

export const genreCounts = (
  films: ColumnTable,
  members: ColumnTable,
  visitors: Visitors,
  genre: string,
): Promise<Uint16Array> => {
  const known = kept.get(visitors) ?? new Map<string, Counted>();
  kept.set(visitors, known);
  const genres = films.columns.genres as ListColumn;
  const found = known.get(genre);
  if (found?.genres === genres && found.memberIds === members.ids) return found.counts;
  const counts = countFilms(members, visitors, filmsWithGenre(films, genres, genre));
  known.delete(genre);
  const oldest = known.keys().next().value;
  if (known.size >= keptGenres && oldest !== undefined) known.delete(oldest);
  known.set(genre, { genres, memberIds: members.ids, counts });
  return counts;
};
