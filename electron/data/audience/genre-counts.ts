/** How many of each member's films carry a genre: one walk over the visits a genre, kept while the columns stand. */
import type { ColumnTable } from "../columns/column.ts";
import type { Visits } from "../columns/figures.ts";

/** By row of `members`: films seen that `has` marks (by film id). */
export const countFilms = (members: ColumnTable, { starts, bytes }: Visits, has: Uint8Array): Uint16Array => {
  const counts = new Uint16Array(members.ids.length);
  for (let row = 0; row < counts.length; row++) {
    const member = members.ids[row] as number;
    let at = starts[member] ?? 0;
    const end = starts[member + 1] ?? at;
    let film = 0;
    let count = 0;
    while (at < end) {
      let byte = bytes[at++] as number;
      let difference = byte & 0x7f;
      for (let shift = 7; byte & 0x80; shift += 7) {
        byte = bytes[at++] as number;
        difference |= (byte & 0x7f) << shift;
      }
      film += difference;
      count += has[film] as number;
    }
    counts[row] = Math.min(count, 0xffff);
  }
  return counts;
};

/** By film id: 1 where the film carries the genre. */
export const filmsWithGenre = (films: ColumnTable, genre: string): Uint8Array => {
  const marks = new Uint8Array(films.rowOf.length + 1);
  const column = films.columns.genres;
  if (column?.kind !== "list") return marks;
  const wanted = column.names.indexOf(genre);
  if (wanted < 1) return marks;
  for (let row = 0; row < films.ids.length; row++)
    for (let at = column.starts[row] as number; at < (column.starts[row + 1] as number); at++)
      if (column.codes[at] === wanted) marks[films.ids[row] as number] = 1;
  return marks;
};

const kept = new WeakMap<
  Visits,
  Map<string, { readonly films: ColumnTable; readonly members: ColumnTable; readonly counts: Uint16Array }>
>();
const keptGenres = 32;

export const genreCounts = (
  films: ColumnTable,
  members: ColumnTable,
  visits: Visits,
  genre: string,
): Uint16Array => {
  const known = kept.get(visits) ?? new Map();
  kept.set(visits, known);
  const found = known.get(genre);
  if (found?.films.columns.genres === films.columns.genres && found.members.ids === members.ids)
    return found.counts;
  const counts = countFilms(members, visits, filmsWithGenre(films, genre));
  known.delete(genre);
  const oldest = known.keys().next().value;
  if (known.size >= keptGenres && oldest !== undefined) known.delete(oldest);
  known.set(genre, { films, members, counts });
  return counts;
};
