/** Texts for the reader, and what it found in them. */
import type { StoredTexts, TextSubject, voicesDataContract } from "../../../shared/contract/voices.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { aspects, type MentionColumns, textLanguages } from "../../../shared/domain/voices.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { readerOf } from "./learning.ts";

interface TextRow {
  readonly id: number;
  readonly film: number | null;
  readonly venue: number | null;
  readonly at: number;
  readonly read: number;
  readonly alike: number | null;
  readonly burst: number | null;
  readonly text: string;
}

const storedTexts = (db: Connection, reader: string, after: number, limit: number): StoredTexts => {
  const rows = db
    .prepare(
      `SELECT r.id, r.film, r.venue, r.at, t.reader IS ? AS read, t.alike, t.burst, r.text
       FROM review AS r LEFT JOIN text_reading AS t ON t.review = r.id WHERE r.id > ? ORDER BY r.id LIMIT ?`,
    )
    .all(reader, after, limit) as TextRow[];
  return {
    ids: Int32Array.from(rows, ({ id }) => id),
    films: Int32Array.from(rows, ({ film }) => film ?? 0),
    venues: Int32Array.from(rows, ({ venue }) => venue ?? 0),
    at: Float64Array.from(rows, ({ at }) => at),
    read: Uint8Array.from(rows, ({ read }) => read),
    alike: Int32Array.from(rows, ({ alike }) => alike ?? 0),
    bursts: Int32Array.from(rows, ({ burst }) => burst ?? 0),
    texts: rows.map(({ text }) => text),
  };
};

const filmSubjects = (db: Connection, films: readonly number[]): TextSubject[] => {
  const asked = JSON.stringify(films);
  const titles = db
    .prepare(
      `SELECT id, title, title_zh AS titleZh FROM film WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(asked) as { id: number; title: string; titleZh: string | null }[];
  const people = db
    .prepare(
      `SELECT c.film, c.role, p.name, p.name_zh AS nameZh FROM credit AS c JOIN person AS p ON p.id = c.person
       WHERE c.film IN (SELECT value FROM json_each(?)) AND c.role IN ('cast', 'director') AND c.ordinal < 12`,
    )
    .all(asked) as { film: number; role: string; name: string; nameZh: string | null }[];
  const subjects = new Map(
    titles.map(({ id, title, titleZh }) => [
      id,
      { id, titles: [title, ...(titleZh ? [titleZh] : [])], cast: [] as string[], directors: [] as string[] },
    ]),
  );
  for (const { film, role, name, nameZh } of people)
    subjects.get(film)?.[role === "cast" ? "cast" : "directors"].push(name, ...(nameZh ? [nameZh] : []));
  return [...subjects.values()];
};

const venueSubjects = (db: Connection, venues: readonly number[]): TextSubject[] =>
  (
    db
      .prepare(
        "SELECT id, name, name_zh AS nameZh FROM venue WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
      )
      .all(JSON.stringify(venues)) as { id: number; name: string; nameZh: string | null }[]
  ).map(({ id, name, nameZh }) => ({
    id,
    titles: [name, ...(nameZh ? [nameZh] : [])],
    cast: [],
    directors: [],
  }));

const hundredth = (feeling: number): number => Math.round(feeling * 100) / 100;

/** JSON: [[aspect, feeling, from, to], …] */
const storedMentions = ({ start, aspects: of, feelings, from, to }: MentionColumns, n: number): string => {
  let json = "";
  for (let m = start[n] as number; m < (start[n + 1] as number); m++)
    json += `${json && ","}["${aspects[of[m] as number]}",${hundredth(feelings[m] as number)},${from[m]},${to[m]}]`;
  return `[${json}]`;
};

export const readingHandlers = (session: Session): Handlers<typeof voicesDataContract> => ({
  readingState: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const reader = readerOf(db);
    const count = (sql: string, ...values: string[]): number =>
      db
        .prepare(sql)
        .pluck()
        .get(...values) as number;
    return ok({
      reader,
      texts: count("SELECT count(*) FROM review"),
      read: count("SELECT count(*) FROM text_reading WHERE reader = ?", reader),
      known: count("SELECT count(*) FROM text_reading"),
    });
  },
  storedTexts: ({ reader, after, limit }) => {
    const library = openedLibrary(session);
    return library.ok ? ok(storedTexts(library.value.db, reader, after, limit)) : library;
  },
  textSubjects: ({ films, venues }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    return ok({ films: filmSubjects(db, films), venues: venueSubjects(db, venues) });
  },
  keepReadings: ({ reader, ids, languages, positive, alike, mentions }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const keep = db.prepare(
      `INSERT INTO text_reading (review, reader, language, positive, mentions, alike)
       SELECT id, ?, ?, ?, ?, ? FROM review WHERE id = ?
       ON CONFLICT (review) DO UPDATE SET reader = excluded.reader, language = excluded.language,
         positive = excluded.positive, mentions = excluded.mentions, alike = excluded.alike`,
    );
    db.transaction(() => {
      for (const [n, id] of ids.entries()) {
        const language = textLanguages[languages[n] as number];
        keep.run(reader, language, positive[n], storedMentions(mentions, n), alike[n], id);
      }
    }).immediate();
    return ok({});
  },
  keepTextGroups: ({ ids, alike, bursts }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const keep = db.prepare(
      "UPDATE text_reading SET alike = @alike, burst = @burst WHERE review = @id AND (alike IS NOT @alike OR burst IS NOT @burst)",
    );
    db.transaction(() => {
      for (const [n, id] of ids.entries()) keep.run({ id, alike: alike[n], burst: bursts[n] || null });
    }).immediate();
    return ok({});
  },
});
