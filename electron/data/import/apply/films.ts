/** Films of a staged import into the library: new rows, changed cells, lists that were empty, keys, doubts. */
import type { Change } from "../../journal/journal.ts";
import { indexFilmWords } from "../../search/film-words.ts";
import type { Connection } from "../../store/library.ts";
import { filmColumns, type ResolvedFilm } from "../staging/resolve-films.ts";

const lists = (db: Connection) => {
  const namer = (table: "genre" | "keyword") => {
    const insert = db.prepare(`INSERT OR IGNORE INTO ${table} (name) VALUES (?)`);
    const idOf = db.prepare(`SELECT id FROM ${table} WHERE name = ?`).pluck();
    const link = db.prepare(`INSERT OR IGNORE INTO film_${table} (film, ${table}) VALUES (?, ?)`);
    return (film: number, names: readonly string[]): Change[] =>
      names.map((name) => {
        insert.run(name);
        const id = idOf.get(name) as number;
        link.run(film, id);
        return { entity: `film_${table}`, key: { film, [table]: id }, before: null, after: {} };
      });
  };
  const person = db
    .prepare("SELECT id FROM person WHERE name = ? OR name_zh = ? ORDER BY id LIMIT 1")
    .pluck();
  const addPerson = db.prepare("INSERT INTO person (name) VALUES (?)");
  const known = new Map<string, number>();
  const personOf = (name: string): number => {
    const id =
      known.get(name) ??
      (person.get(name, name) as number | undefined) ??
      Number(addPerson.run(name).lastInsertRowid);
    known.set(name, id);
    return id;
  };
  const credit = db.prepare("INSERT OR IGNORE INTO credit (film, role, ordinal, person) VALUES (?, ?, ?, ?)");
  const version = db.prepare(
    "INSERT OR IGNORE INTO film_version (film, format, audio, subtitles) VALUES (?, ?, ?, ?)",
  );
  return {
    genres: namer("genre"),
    keywords: namer("keyword"),
    people: (film: number, people: ResolvedFilm["record"]["people"]): Change[] => {
      const ordinals = new Map<string, number>();
      return people.map(({ role, name }) => {
        const ordinal = (ordinals.get(role) ?? 0) + 1;
        ordinals.set(role, ordinal);
        const id = personOf(name);
        credit.run(film, role, ordinal, id);
        return { entity: "credit", key: { film, role, ordinal }, before: null, after: { person: id } };
      });
    },
    versions: (film: number, versions: ResolvedFilm["record"]["versions"]): Change[] =>
      versions.map(({ format, audio, subtitles }) => {
        const id = Number(version.run(film, format, audio, subtitles).lastInsertRowid);
        return {
          entity: "film_version",
          key: { id },
          before: null,
          after: { film, format, audio, subtitles },
        };
      }),
  };
};

/** Returns what changed of films that were there before. */
export const applyFilms = (
  db: Connection,
  films: readonly ResolvedFilm[],
  system: string,
  importRun: number,
): Change[] => {
  const columns = filmColumns.map(([column]) => column);
  const insert = db.prepare(
    `INSERT INTO main.film (id, ${columns.join(", ")}, import_run) VALUES (?, ${columns.map(() => "?").join(", ")}, ?)`,
  );
  const key = db.prepare(
    "INSERT OR IGNORE INTO film_key (source, key, film, import_run) VALUES (?, ?, ?, ?)",
  );
  const match = db.prepare(
    "INSERT OR IGNORE INTO film_match (import_run, film, candidate, score, evidence) VALUES (?, ?, ?, ?, ?)",
  );
  const write = lists(db);
  const changes: Change[] = [];
  const touched: number[] = [];
  for (const { record, id, isNew, newKey, before, after, fills, doubts } of films) {
    if (isNew) insert.run(id, ...filmColumns.map(([, field]) => record[field]), importRun);
    else if (before && after) {
      const names = Object.keys(after);
      db.prepare(`UPDATE main.film SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`).run(
        ...Object.values(after),
        id,
      );
      changes.push({ entity: "film", key: { id }, before, after });
    }
    if (newKey) key.run(system, record.key, id, importRun);
    for (const list of fills) {
      const made =
        list === "people"
          ? write.people(id, record.people)
          : list === "versions"
            ? write.versions(id, record.versions)
            : write[list](id, record[list]);
      if (!isNew) changes.push(...made);
    }
    for (const { candidate, score, evidence } of doubts)
      match.run(importRun, id, candidate, score, JSON.stringify(evidence));
    if (isNew || after || fills.includes("people")) touched.push(id);
  }
  indexFilmWords(db, touched);
  return changes;
};
