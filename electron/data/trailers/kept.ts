/** Readings of trailers as they lie in the library. */
import type { KeptTrailer } from "../../../shared/contract/trailers.ts";
import { type TrailerReading, trailerMethod } from "../../../shared/domain/trailers.ts";
import { editLabel } from "../edits/label.ts";
import { removed, rowsOf } from "../identity/rows.ts";
import { make } from "../journal/journal.ts";
import type { Connection } from "../store/library.ts";

const floats = (blob: Uint8Array): Float32Array => new Float32Array(new Uint8Array(blob).buffer);
const blobOf = (values: Float32Array): Uint8Array => new Uint8Array(values.slice().buffer);

/** False where the film is gone. */
export const keepTrailer = (
  db: Connection,
  film: number,
  name: string,
  { seconds, width, height, framesPerSecond, cuts, curves }: TrailerReading,
): boolean =>
  db
    .prepare(
      `INSERT OR REPLACE INTO trailer (film, name, method, read_at, seconds, width, height, frames_per_second, cuts, curves)
       SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM film WHERE id = ?`,
    )
    .run(
      name,
      trailerMethod,
      Date.now(),
      seconds,
      width,
      height,
      framesPerSecond,
      blobOf(cuts),
      blobOf(curves),
      film,
    ).changes === 1;

interface Row extends Omit<KeptTrailer, "cuts" | "curves" | "genres"> {
  readonly cuts: Uint8Array;
  readonly curves: Uint8Array;
  readonly genres: string;
}

export const keptTrailers = (db: Connection): KeptTrailer[] =>
  (
    db
      .prepare(
        `SELECT t.film, f.title, f.title_zh AS titleZh, t.name, t.read_at AS readAt, t.seconds, t.width, t.height,
           t.frames_per_second AS framesPerSecond, t.cuts, t.curves,
           (SELECT json_group_array(g.name ORDER BY g.name) FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film = t.film) AS genres
         FROM trailer t JOIN film f ON f.id = t.film WHERE t.method = ? ORDER BY f.title, t.name`,
      )
      .all(trailerMethod) as Row[]
  ).map((row) => ({
    ...row,
    cuts: floats(row.cuts),
    curves: floats(row.curves),
    genres: JSON.parse(row.genres) as string[],
  }));

export const removeTrailer = (db: Connection, film: number, name: string): number | null => {
  const rows = rowsOf(db, "trailer", ["film", "name"], "film = ? AND name = ?", film, name);
  return make(
    db,
    { kind: "edit", label: editLabel("trailers", [], rows.length) },
    rows.map(({ key, cells }) => removed("trailer", key, cells)),
  );
};
