/** How a row of something else names its film: by key, or by what makes the key. */

import { readImdbId, readTmdbId } from "../cells/ids.ts";
import { splitTitle } from "../titles.ts";
import { type Cells, type Fields, optional, requiredKey } from "./fields.ts";
import { emptyFilm, genresGet, runtimeGet, titleGet } from "./films.ts";
import type { FilmRecord, Note } from "./record.ts";
import { titleKey } from "./title-key.ts";
import { optionalYear } from "./values.ts";

export interface FilmReference {
  readonly key: string;
  /** What the row tells of the film beside its key. The same object for the same key. */
  readonly film: FilmRecord | null;
}

/** "Two Lines (2018)", "Orchard, The" */
export const titleFilm = (text: string): FilmReference | null => {
  const { title, year } = splitTitle(text);
  const key = titleKey(title, year);
  return title === "" ? null : { key, film: { ...emptyFilm(key, title), year } };
};

/** A source names few films and many rows: what it tells of each is read once. */
const mostKept = 200_000;

export const filmReference = (
  fields: Fields,
  now: number,
): ((cells: Cells, note: Note) => FilmReference | null) => {
  const hasKey = fields.has("film");
  const hasTitle = fields.has("filmTitle");
  const key = requiredKey(fields, "film");
  const keyCell = fields.words("film");
  const titleCell = fields.words("filmTitle");
  const yearCell = fields.cell("filmYear");
  const title = titleGet(fields, "filmTitle");
  const year = optionalYear(fields, "filmYear", now);
  const runtime = runtimeGet(fields, "filmRuntime");
  const genres = genresGet(fields, "filmGenres");
  const imdbId = optional(fields, "filmImdbId", readImdbId, "unreadable-link");
  const tmdbId = optional(fields, "filmTmdbId", readTmdbId, "unreadable-link");
  const known = new Map<string, FilmReference>();

  const describe = (cells: Cells, called: string | null, note: Note): FilmReference | null => {
    const told = title(cells, note);
    const made = year(cells, note) ?? told.year;
    if (called === null && told.title === "") {
      note("missing-required", hasKey ? "film" : "filmTitle", "");
      return null;
    }
    const filmKey = called ?? titleKey(told.title, made);
    return {
      key: filmKey,
      film: {
        ...emptyFilm(filmKey, told.title || null),
        year: made,
        runtime: runtime(cells, note),
        genres: genres(cells, note),
        imdbId: imdbId(cells, note),
        tmdbId: tmdbId(cells, note),
      },
    };
  };

  const tellsMore = hasTitle || fields.has("filmImdbId") || fields.has("filmTmdbId");
  if (hasKey && !tellsMore)
    return (cells, note) => {
      const called = key(cells, note);
      return called === null ? null : { key: called, film: null };
    };

  return (cells, note) => {
    const byKey = hasKey && keyCell(cells) !== "";
    const called = byKey ? key(cells, note) : null;
    if (byKey && called === null) return null;
    const lookedUp = called ?? `${titleCell(cells)}\n${yearCell(cells)}`;
    const found = known.get(lookedUp);
    if (found) return found;
    const described = describe(cells, called, note);
    if (described && known.size < mostKept) known.set(lookedUp, described);
    return described;
  };
};
