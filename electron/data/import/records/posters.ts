/** Pictures of films, matched by a key, an id or a title in the file's name. */
import { type Fields, optional } from "./fields.ts";
import { filmReference } from "./film-reference.ts";
import type { Interpret } from "./record.ts";

const mediaTypes: Readonly<Record<string, string>> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  avif: "image/avif",
};

const mediaTypeOf = (name: string): string | null =>
  mediaTypes[/\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? null;

export const postersInterpreter = (fields: Fields, now: number): Interpret => {
  const film = filmReference(fields, now);
  const image = fields.words("image");
  const mediaType = optional(fields, "image", mediaTypeOf, "not-an-image");
  return (cells, note) => {
    const kind = mediaType(cells, note);
    if (kind === null) {
      if (image(cells) === "") note("missing-required", "image", "");
      return null;
    }
    const what = film(cells, note);
    return (
      what && {
        kind: "posters",
        film: what.film,
        record: { film: what.key, mediaType: kind, image: image(cells) },
      }
    );
  };
};
