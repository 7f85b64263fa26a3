/**
 * Edits of many rows in statements over sets: the rows meant stand in a temporary table, and the journal is written by
 * the same condition that the update uses, so that it holds exactly what changed.
 */
import type { Connection } from "../store/library.ts";

/** Rows meant, for the statements of one edit. */
export const pickRows = (db: Connection, ids: Iterable<number>): number => {
  db.exec("CREATE TEMP TABLE IF NOT EXISTS picked (id INTEGER PRIMARY KEY); DELETE FROM temp.picked");
  const all = JSON.stringify([...ids]);
  return db.prepare("INSERT OR IGNORE INTO temp.picked SELECT value FROM json_each(?)").run(all).changes;
};

export interface FieldChange {
  /** A column of ours: never from outside. */
  readonly column: string;
  readonly value: string | number | null;
}

const differs = (fields: readonly FieldChange[]): string =>
  `(${fields.map(({ column }) => `t.${column} IS NOT @${column}`).join(" OR ")})`;
const valuesOf = (fields: readonly FieldChange[]): Record<string, string | number | null> =>
  Object.fromEntries(fields.map(({ column, value }) => [column, value]));
const cells = (fields: readonly FieldChange[], of: string): string =>
  `json_object(${fields.map(({ column }) => `'${column}', ${of}${column}`).join(", ")})`;

/** Ids of the picked rows that are not already so. */
export const differingRows = (
  db: Connection,
  table: "film" | "member",
  fields: readonly FieldChange[],
): number[] =>
  fields.length === 0
    ? []
    : (db
        .prepare(`SELECT t.id FROM temp.picked p JOIN ${table} t ON t.id = p.id WHERE ${differs(fields)}`)
        .pluck()
        .all(valuesOf(fields)) as number[]);

const nextOrdinal = "(SELECT coalesce(max(ordinal), -1) + 1 FROM change WHERE change_set = @changeSet)";

export const setFields = (
  db: Connection,
  changeSet: number,
  table: "film" | "member",
  fields: readonly FieldChange[],
): void => {
  if (fields.length === 0) return;
  const values = { ...valuesOf(fields), changeSet };
  db.prepare(
    `INSERT INTO change (change_set, ordinal, entity, key, before, after)
     SELECT @changeSet, ${nextOrdinal} + row_number() OVER (ORDER BY t.id), '${table}', json_object('id', t.id),
            ${cells(fields, "t.")}, ${cells(fields, "@")}
     FROM temp.picked p JOIN ${table} t ON t.id = p.id WHERE ${differs(fields)}`,
  ).run(values);
  db.prepare(
    `UPDATE ${table} AS t SET ${fields.map(({ column }) => `${column} = @${column}`).join(", ")}
     WHERE t.id IN (SELECT id FROM temp.picked) AND ${differs(fields)}`,
  ).run(valuesOf(fields));
};

export type NamedList = "genre" | "keyword";

const nameId = (db: Connection, list: NamedList, name: string): number | undefined =>
  db.prepare(`SELECT id FROM ${list} WHERE name = ?`).pluck().get(name) as number | undefined;

const without = (list: NamedList): string =>
  `FROM temp.picked p WHERE EXISTS (SELECT 1 FROM film f WHERE f.id = p.id)
   AND NOT EXISTS (SELECT 1 FROM film_${list} l WHERE l.film = p.id AND l.${list} = @name)`;
const carrying = (list: NamedList): string =>
  `FROM temp.picked p JOIN film_${list} l ON l.film = p.id WHERE l.${list} = @name`;

export const filmsWithoutName = (db: Connection, list: NamedList, name: string): number[] => {
  const id = nameId(db, list, name);
  if (id === undefined)
    return db.prepare("SELECT p.id FROM temp.picked p JOIN film f ON f.id = p.id").pluck().all() as number[];
  return db
    .prepare(`SELECT p.id ${without(list)}`)
    .pluck()
    .all({ name: id }) as number[];
};
export const filmsWithName = (db: Connection, list: NamedList, name: string): number[] => {
  const id = nameId(db, list, name);
  return id === undefined
    ? []
    : (db
        .prepare(`SELECT p.id ${carrying(list)}`)
        .pluck()
        .all({ name: id }) as number[]);
};

export const addName = (db: Connection, changeSet: number, list: NamedList, name: string): void => {
  let id = nameId(db, list, name);
  if (id === undefined) {
    id = Number(db.prepare(`INSERT INTO ${list} (name) VALUES (?)`).run(name).lastInsertRowid);
    db.prepare(
      `INSERT INTO change (change_set, ordinal, entity, key, before, after)
       VALUES (@changeSet, ${nextOrdinal}, '${list}', json_object('id', @id), NULL, json_object('name', @name))`,
    ).run({ changeSet, id, name });
  }
  db.prepare(
    `INSERT INTO change (change_set, ordinal, entity, key, before, after)
     SELECT @changeSet, ${nextOrdinal} + row_number() OVER (ORDER BY p.id), 'film_${list}',
            json_object('film', p.id, '${list}', @name), NULL, '{}' ${without(list)}`,
  ).run({ changeSet, name: id });
  db.prepare(`INSERT INTO film_${list} (film, ${list}) SELECT p.id, @name ${without(list)}`).run({
    name: id,
  });
};

export const removeName = (db: Connection, changeSet: number, list: NamedList, name: string): void => {
  const id = nameId(db, list, name);
  if (id === undefined) return;
  db.prepare(
    `INSERT INTO change (change_set, ordinal, entity, key, before, after)
     SELECT @changeSet, ${nextOrdinal} + row_number() OVER (ORDER BY p.id), 'film_${list}',
            json_object('film', p.id, '${list}', @name), '{}', NULL ${carrying(list)}`,
  ).run({ changeSet, name: id });
  db.prepare(`DELETE FROM film_${list} WHERE ${list} = ? AND film IN (SELECT id FROM temp.picked)`).run(id);
};
