/** What is measured in posters, as it lies in the library. */
import type { PosterLooks } from "../../../shared/contract/posters.ts";
import {
  lookFeatures,
  lookMethod,
  type PosterLook,
  type Swatch,
} from "../../../shared/domain/poster-look.ts";
import type { Connection } from "../store/library.ts";

const count = lookFeatures.length;

interface LookRow {
  readonly film: number;
  readonly features: Uint8Array;
  readonly palette: string;
}

const featuresOf = ({ features }: LookRow): Float32Array => new Float32Array(new Uint8Array(features).buffer);

export const keepLook = (db: Connection, film: number, { features, palette }: PosterLook): void => {
  const values = Float32Array.from(lookFeatures, (name) => features[name]);
  db.prepare(
    "INSERT OR REPLACE INTO poster_look (film, method, features, palette) SELECT film, ?, ?, ? FROM poster WHERE film = ?",
  ).run(lookMethod, new Uint8Array(values.buffer), JSON.stringify(palette), film);
};

export const posterLook = (db: Connection, film: number): PosterLook | null => {
  const row = db
    .prepare("SELECT film, features, palette FROM poster_look WHERE film = ? AND method = ?")
    .get(film, lookMethod) as LookRow | undefined;
  if (!row) return null;
  const values = featuresOf(row);
  return {
    features: Object.fromEntries(
      lookFeatures.map((name, at) => [name, values[at] as number]),
    ) as PosterLook["features"],
    palette: JSON.parse(row.palette) as Swatch[],
  };
};

export const posterLooks = (db: Connection): PosterLooks => {
  const rows = db
    .prepare("SELECT film, features, palette FROM poster_look WHERE method = ? ORDER BY film")
    .all(lookMethod) as LookRow[];
  const features = new Float32Array(rows.length * count);
  for (const [at, row] of rows.entries()) features.set(featuresOf(row), at * count);
  const genres = new Map<number, string[]>(rows.map(({ film }) => [film, []]));
  const named = db
    .prepare(
      `SELECT l.film, g.name FROM poster_look AS l JOIN film_genre AS f ON f.film = l.film JOIN genre AS g ON g.id = f.genre
       WHERE l.method = ? ORDER BY g.name`,
    )
    .all(lookMethod) as { film: number; name: string }[];
  for (const { film, name } of named) genres.get(film)?.push(name);
  return {
    films: Int32Array.from(rows, ({ film }) => film),
    features,
    colours: rows.map(({ palette }) => (JSON.parse(palette) as Swatch[])[0]?.name ?? ""),
    genres: rows.map(({ film }) => genres.get(film) ?? []),
  };
};
