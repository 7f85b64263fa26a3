/** How much of all visits each genre takes. */
import type { ColumnTable, NumberColumn } from "../columns/column.ts";

const kept = new WeakMap<ColumnTable, ReadonlyMap<string, number>>();

/** Share of all (member, film) visits whose film carries the genre. */
export const genreShares = (films: ColumnTable): ReadonlyMap<string, number> => {
  const known = kept.get(films);
  if (known) return known;
  const { genres, members } = films.columns;
  if (genres?.kind !== "list") return new Map();
  const { values } = members as NumberColumn;
  const sums = new Float64Array(genres.names.length);
  let total = 0;
  for (let row = 0; row < films.ids.length; row++) {
    const visits = values[row] as number;
    total += visits;
    for (let at = genres.starts[row] as number; at < (genres.starts[row + 1] as number); at++) {
      const code = genres.codes[at] as number;
      sums[code] = (sums[code] as number) + visits;
    }
  }
  const shares = new Map(
    genres.names.flatMap((name, code) =>
      code > 0 && total > 0 ? [[name, (sums[code] as number) / total]] : [],
    ) as [string, number][],
  );
  kept.set(films, shares);
  return shares;
};
