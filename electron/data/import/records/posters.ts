/** Pictures of films, matched by what a table says or by the picture's own name: an id, a key, or a title and year. */
import { type Fields, longest, optional } from "./fields.ts";
import { type FilmReference, filmReference, titleFilm } from "./film-reference.ts";
import { emptyFilm } from "./films.ts";
import type { Interpret } from "./record.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
};

const mediaTypeOf = (name: string): string | null =>
  mediaTypes[/\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? null;
const known = new Set(Object.values(mediaTypes));

const key = /^[A-Za-z]{0,4}[-_]?\d+$/;

/** "posters/tt0114709.jpg", "tmdb-862.png", "F0017.jpg", "Two_Lines_(2018).webp" */
export const filmOfName = (path: string): FilmReference | null => {
  const stem = path
    .replace(/^.*[/\\]/, "")
    .replace(/\.[a-z]{3,4}$/i, "")
    .trim();
  if (stem === "" || stem.length > longest.name) return null;
  if (/^tt\d{7,10}$/.test(stem)) return { key: stem, film: { ...emptyFilm(stem, null), imdbId: stem } };
  const [, tmdb] = /^tmdb[-_ ]?(\d{1,9})$/i.exec(stem) ?? [];
  if (tmdb !== undefined) return { key: tmdb, film: { ...emptyFilm(tmdb, null), tmdbId: Number(tmdb) } };
  return key.test(stem) ? { key: stem, film: null } : titleFilm(stem.replace(/[_.]+/g, " "));
};

export const postersInterpreter = (fields: Fields, now: number): Interpret => {
  const named = fields.has("film") || fields.has("filmTitle");
  const film = filmReference(fields, now);
  const image = fields.words("image");
  const byName = optional(fields, "image", mediaTypeOf, "not-an-image");
  const told = fields.cell("mediaType");
  const byContent = optional(fields, "mediaType", (text) => (known.has(text) ? text : null), "not-an-image");
  return (cells, note) => {
    const path = image(cells);
    if (path === "") {
      note("missing-required", "image", "");
      return null;
    }
    const kind = told(cells) === "" ? byName(cells, note) : byContent(cells, note);
    if (kind === null) return null;
    const what = named ? film(cells, note) : filmOfName(path);
    if (what === null) {
      if (!named) note("missing-required", "film", path.slice(0, 200));
      return null;
    }
    return { kind: "posters", film: what.film, record: { film: what.key, mediaType: kind, image: path } };
  };
};
