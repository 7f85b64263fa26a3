/** What was read in texts, as columns, and the texts behind a figure. Of members' texts on a film or venue those are told that enough members wrote. */
import type { Said, SaidSubjects, ShownText, saidContract } from "../../../shared/contract/said.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { ok } from "../../../shared/domain/result.ts";
import { aspects, textLanguages } from "../../../shared/domain/voices.ts";
import { openedLibrary, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { toldTexts } from "./told.ts";

interface ReadingRow {
  readonly id: number;
  readonly film: number | null;
  readonly venue: number | null;
  readonly series: string | null;
  readonly studio: string | null;
  readonly member: number | null;
  readonly at: number;
  readonly positive: number;
  readonly language: (typeof textLanguages)[number];
  readonly alike: number | null;
  readonly burst: number | null;
  readonly mentions: string;
}

const saidIn = (db: Connection): Said => {
  const isTold = toldTexts(db);
  const all = db
    .prepare(
      `SELECT r.id, r.film, r.venue, r.series, r.studio, r.member, r.at, t.language, t.alike, t.burst, t.mentions,
              CASE l.label WHEN 'positive' THEN 1.0 WHEN 'mixed' THEN 0.5 WHEN 'negative' THEN 0.0 ELSE t.positive END AS positive
       FROM text_reading AS t JOIN review AS r ON r.id = t.review LEFT JOIN text_label AS l ON l.review = t.review ORDER BY r.at, r.id`,
    )
    .all() as ReadingRow[];
  const rows = all.filter(isTold);
  const of: number[] = [];
  const aspect: number[] = [];
  const feeling: number[] = [];
  for (const [n, { mentions }] of rows.entries()) {
    if (mentions === "[]") continue;
    for (const [name, felt] of JSON.parse(mentions) as [(typeof aspects)[number], number][]) {
      of.push(n);
      aspect.push(aspects.indexOf(name));
      feeling.push(felt);
    }
  }
  return {
    ids: Int32Array.from(rows, ({ id }) => id),
    films: Int32Array.from(rows, ({ film }) => film ?? 0),
    venues: Int32Array.from(rows, ({ venue }) => venue ?? 0),
    brands: rows.flatMap(({ series, studio }, row): Said["brands"] => {
      if (series !== null) return [{ row, kind: "series", name: series }];
      return studio === null ? [] : [{ row, kind: "studio", name: studio }];
    }),
    at: Float64Array.from(rows, ({ at }) => at),
    positive: Float32Array.from(rows, ({ positive }) => positive),
    languages: Uint8Array.from(rows, ({ language }) => textLanguages.indexOf(language)),
    copies: Uint8Array.from(rows, ({ id, alike }) => (alike !== null && alike !== id ? 1 : 0)),
    bursts: Int32Array.from(rows, ({ burst }) => burst ?? 0),
    mentions: {
      of: Int32Array.from(of),
      aspects: Uint8Array.from(aspect),
      feelings: Float32Array.from(feeling),
    },
    keptBack: all.length - rows.length,
  };
};

const spoken = "id IN (SELECT film FROM review WHERE film IS NOT NULL)";
const subjectsIn = (db: Connection): SaidSubjects => ({
  films: db
    .prepare(
      `SELECT id, title, title_zh AS titleZh, release_date AS releaseDate, coalesce(studio, '') AS studio,
              coalesce(series, '') AS series, series_zh AS seriesZh
       FROM film WHERE ${spoken} OR series IN (SELECT series FROM review) OR studio IN (SELECT studio FROM review)
       ORDER BY id`,
    )
    .all() as SaidSubjects["films"],
  people: db
    .prepare(
      `SELECT DISTINCT c.film, p.id AS person, p.name, p.name_zh AS nameZh FROM credit AS c JOIN person AS p ON p.id = c.person
       WHERE c.role IN ('director', 'cast') AND c.ordinal < 6 AND c.film IN (SELECT film FROM review WHERE film IS NOT NULL)`,
    )
    .all() as SaidSubjects["people"],
  venues: db
    .prepare("SELECT id, name, name_zh AS nameZh FROM venue ORDER BY id")
    .all() as SaidSubjects["venues"],
});

interface TextRow
  extends Pick<ReadingRow, "id" | "film" | "venue" | "series" | "studio" | "member" | "at" | "mentions"> {
  readonly channel: ShownText["channel"];
  readonly rating: number | null;
  readonly text: string;
}

const shownTexts = (db: Connection, ids: readonly number[]): ShownText[] => {
  const isTold = toldTexts(db);
  const rows = db
    .prepare(
      `SELECT r.id, r.film, r.venue, r.series, r.studio, r.member, r.at, r.channel, r.rating, r.text, coalesce(t.mentions, '[]') AS mentions
       FROM review AS r LEFT JOIN text_reading AS t ON t.review = r.id WHERE r.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids)) as TextRow[];
  return rows.filter(isTold).map(({ id, at, channel, rating, text, mentions }) => ({
    ...{ id, at, channel, rating, text },
    mentions: (
      JSON.parse(mentions) as [ShownText["mentions"][number]["aspect"], number, number, number][]
    ).map(([aspect, feeling, from, to]) => ({ aspect, feeling, from, to })),
  }));
};

export const saidHandlers = (session: Session): Handlers<typeof saidContract> => ({
  said: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(saidIn(library.value.db)) : library;
  },
  saidSubjects: () => {
    const library = openedLibrary(session);
    return library.ok ? ok(subjectsIn(library.value.db)) : library;
  },
  shownTexts: ({ ids }) => {
    const library = openedLibrary(session);
    return library.ok ? ok({ texts: shownTexts(library.value.db, ids) }) : library;
  },
});
