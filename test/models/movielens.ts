/** MovieLens ratings read straight from their files, for benches: no library, no service. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FilmTraits, type Ratings, unknownTraits } from "../../shared/domain/interactions.ts";

export interface DataSet {
  readonly ratings: Ratings;
  readonly traits: FilmTraits;
}

const columns = (rows: readonly (readonly number[])[], filmsWithout: readonly number[]): Ratings => {
  const ids = (at: number, more: readonly number[] = []): Int32Array =>
    Int32Array.from(new Set([...rows.map((row) => row[at] as number), ...more])).sort();
  const memberIds = ids(0);
  const filmIds = ids(1, filmsWithout);
  const indexOf = (all: Int32Array): Map<number, number> => new Map([...all].map((id, index) => [id, index]));
  const members = indexOf(memberIds);
  const films = indexOf(filmIds);
  const value = Float32Array.from(rows, (row) => row[2] as number);
  const halves = value.some((rating) => rating % 1 !== 0);
  return {
    memberIds,
    filmIds,
    member: Int32Array.from(rows, (row) => members.get(row[0] as number) as number),
    film: Int32Array.from(rows, (row) => films.get(row[1] as number) as number),
    value,
    at: Float64Array.from(rows, (row) => row[3] as number),
    scale: halves ? { min: 0.5, max: 5, step: 0.5 } : { min: 1, max: 5, step: 1 },
  };
};

const lines = (path: string, encoding: "utf8" | "latin1"): string[] =>
  readFileSync(path, encoding)
    .split(/\r?\n/)
    .filter((line) => line !== "");

const genreNames = (folder: string): string[] =>
  lines(join(folder, "u.genre"), "latin1").map((line) => line.split("|")[0] as string);

interface Film {
  readonly id: number;
  readonly title: string;
  readonly genres: string[];
}

const films = (folder: string): Film[] => {
  if (existsSync(join(folder, "u.item"))) {
    const names = genreNames(folder);
    return lines(join(folder, "u.item"), "latin1").map((line) => {
      const cells = line.split("|");
      const flags = cells.slice(5);
      return {
        id: Number(cells[0]),
        title: cells[1] as string,
        genres: names.filter((_, n) => flags[n] === "1"),
      };
    });
  }
  return lines(join(folder, "movies.csv"), "utf8")
    .slice(1)
    .map((line) => {
      const from = line.indexOf(",");
      const to = line.lastIndexOf(",");
      const title = line.slice(from + 1, to).replace(/^"|"$/g, "");
      return { id: Number(line.slice(0, from)), title, genres: line.slice(to + 1).split("|") };
    });
};

/** A folder with ratings.csv and movies.csv, or with u.data and u.item. */
export const readMovieLens = (folder: string): DataSet => {
  const old = existsSync(join(folder, "u.data"));
  const rows = old
    ? lines(join(folder, "u.data"), "latin1").map((line) => line.split("\t").map(Number))
    : lines(join(folder, "ratings.csv"), "utf8")
        .slice(1)
        .map((line) => line.split(",").map(Number));
  const all = films(folder);
  const ratings = columns(
    rows,
    all.map(({ id }) => id),
  );
  const byId = new Map(all.map((film) => [film.id, film]));
  const inOrder = [...ratings.filmIds].map((id) => byId.get(id) as Film);
  return {
    ratings,
    traits: {
      ...unknownTraits(ratings.filmIds),
      titles: inOrder.map(({ title }) => title),
      genres: inOrder.map(({ genres }) => genres),
      years: Int32Array.from(inOrder, ({ title }) => Number(/\((\d{4})\)\s*$/.exec(title)?.[1] ?? 0)),
    },
  };
};
