/** Training data, models and checkpoints. */
import type { learningContract } from "../../../shared/contract/learning.ts";
import type { Handlers } from "../../../shared/contract/wire.ts";
import { type FilmTraits, interactionKindCode } from "../../../shared/domain/interactions.ts";
import { err, ok } from "../../../shared/domain/result.ts";
import { interactionRevision, ratingsStand, streamRatings } from "../blocks/blocks.ts";
import { breathe } from "../breathe.ts";
import { columnsOf } from "../columns/library-columns.ts";
import { Pace } from "../columns/pace.ts";
import { scaleOf } from "../feedback/give.ts";
import { forgettings } from "../privacy/forgotten.ts";
import { promoteFirst } from "../registry/champions.ts";
import { openedLibrary, pathOf, type Session } from "../session.ts";
import type { Connection } from "../store/library.ts";
import { coldFilmsOf, foldsOf } from "./protocol-files.ts";

/** `work`, but no longer than the signal lets it. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });

interface Described {
  readonly id: number;
  readonly title: string;
  readonly year: number;
  readonly certificate: string;
  readonly runtime: number;
  readonly studio: string;
  readonly language: string;
  readonly country: string;
  readonly synopsis: string;
}

const listsByFilm = (pairs: readonly [number, string][]): ReadonlyMap<number, string[]> => {
  const lists = new Map<number, string[]>();
  for (const [film, name] of pairs) {
    const list = lists.get(film);
    if (list) list.push(name);
    else lists.set(film, [name]);
  }
  return lists;
};

/** A slice of films at a time: other work comes between. */
const filmTraits = async (db: Connection): Promise<FilmTraits> => {
  const films: Described[] = [];
  const genres: string[][] = [];
  const people: string[][] = [];
  const keywords: string[][] = [];
  const readFilms = db.prepare(
    `SELECT id, title, coalesce(year, 0) AS year, coalesce(certificate, '') AS certificate,
       coalesce(runtime, 0) AS runtime, coalesce(studio, '') AS studio, coalesce(language, '') AS language,
       coalesce(country, '') AS country, coalesce(synopsis, synopsis_zh, '') AS synopsis
     FROM film WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const lists = (sql: string) => {
    const read = db.prepare(sql).raw();
    return (first: number, last: number): ReadonlyMap<number, string[]> =>
      listsByFilm(read.all(first, last) as [number, string][]);
  };
  const readGenres = lists(
    "SELECT fg.film, g.name FROM film_genre fg JOIN genre g ON g.id = fg.genre WHERE fg.film BETWEEN ? AND ?",
  );
  const readPeople = lists(
    `SELECT c.film, p.name FROM credit c JOIN person p ON p.id = c.person
     WHERE c.film BETWEEN ? AND ? ORDER BY c.film, c.role, c.ordinal`,
  );
  const readKeywords = lists(
    "SELECT fk.film, k.name FROM film_keyword fk JOIN keyword k ON k.id = fk.keyword WHERE fk.film BETWEEN ? AND ?",
  );
  const pace = new Pace(500, 5000);
  for (let after = -1; ; ) {
    pace.start();
    const some = readFilms.all(after, pace.rows) as Described[];
    const last = some.at(-1)?.id;
    if (last === undefined) break;
    const genresOf = readGenres(after + 1, last);
    const peopleOf = readPeople(after + 1, last);
    const keywordsOf = readKeywords(after + 1, last);
    for (const film of some) {
      films.push(film);
      genres.push(genresOf.get(film.id) ?? []);
      people.push(peopleOf.get(film.id) ?? []);
      keywords.push(keywordsOf.get(film.id) ?? []);
    }
    pace.end();
    after = last;
    await breathe();
  }
  return {
    filmIds: Int32Array.from(films, ({ id }) => id),
    titles: films.map(({ title }) => title),
    genres,
    people,
    years: Int32Array.from(films, ({ year }) => year),
    certificates: films.map(({ certificate }) => certificate),
    runtimes: Int32Array.from(films, ({ runtime }) => runtime),
    keywords,
    studios: films.map(({ studio }) => studio),
    languages: films.map(({ language }) => language),
    countries: films.map(({ country }) => country),
    synopses: films.map(({ synopsis }) => synopsis),
  };
};

/** A card says, too, of how many members it learned that were forgotten since. */
const cardSql = "json_set(card, '$.forgotten', forgotten)";

export const learningHandlers = (session: Session): Handlers<typeof learningContract> => ({
  ratings: async (_input, { block, progress, signal }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const columns = columnsOf(db);
    const before = forgettings(db);
    // A pass over the interactions that is due makes the blocks, too.
    if (!ratingsStand(db)) await unlessAborted(columns.settled(), signal);
    const rows = await streamRatings(db, block, signal, (total) => progress({ rows: total }));
    const revision = interactionRevision(db);
    return ok({
      rows,
      memberIds: (await columns.members()).ids,
      filmIds: (await columns.films()).ids,
      scale: scaleOf(db),
      fingerprint: `${revision}:${rows}`,
      forgettings: before,
    });
  },
  watched: ({ members }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const pairs = library.value.db
      .prepare(
        `SELECT DISTINCT member, film FROM interaction
         WHERE member IN (SELECT value FROM json_each(?)) AND kind <> ? ORDER BY member, film`,
      )
      .raw()
      .all(JSON.stringify(members), interactionKindCode("rating")) as [number, number][];
    return ok({
      member: Int32Array.from(pairs, ([member]) => member),
      film: Int32Array.from(pairs, ([, film]) => film),
    });
  },
  filmTraits: async () => {
    const library = openedLibrary(session);
    return library.ok ? ok(await filmTraits(library.value.db)) : library;
  },
  protocolFolds: async ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    return path.ok ? foldsOf(library.value.db, path.value) : path;
  },
  protocolColdFilms: async ({ file }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const path = pathOf(session, file);
    return path.ok ? coldFilmsOf(library.value.db, path.value) : path;
  },
  saveModel: ({ card, weights, forgettings: learned }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (learned !== forgettings(db)) return err({ type: "ForgottenMeanwhile" });
    db.transaction(() => {
      db.prepare(
        "INSERT OR REPLACE INTO model (id, name, created_at, card, forgotten) VALUES (?, ?, ?, ?, ?)",
      ).run(card.id, card.name, card.createdAt, JSON.stringify(card), Number(card.forgotten ?? 0));
      db.prepare("INSERT OR REPLACE INTO model_weights (model, weights) VALUES (?, ?)").run(card.id, weights);
      promoteFirst(db, card.id, card.name);
    }).immediate();
    return ok({});
  },
  listModels: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const cards = library.value.db
      .prepare(`SELECT ${cardSql} FROM model ORDER BY created_at DESC, id`)
      .pluck()
      .all();
    return ok({ cards: (cards as string[]).map((card) => JSON.parse(card)) });
  },
  loadModel: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    const row = db
      .prepare(
        `SELECT ${cardSql} AS card, w.weights FROM model m JOIN model_weights w ON w.model = m.id WHERE m.id = ?`,
      )
      .get(id) as { card: string; weights: Uint8Array } | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({
      card: JSON.parse(row.card),
      weights: new Uint8Array(row.weights),
      forgettings: forgettings(db),
    });
  },
  deleteModel: ({ id }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM model WHERE id = ?").run(id);
    return ok({});
  },
  saveCheckpoint: ({ run, request, state, forgettings: learned }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const { db } = library.value;
    if (learned !== forgettings(db)) return err({ type: "ForgottenMeanwhile" });
    db.prepare("INSERT OR REPLACE INTO checkpoint (run, saved_at, request, state) VALUES (?, ?, ?, ?)").run(
      run,
      Math.floor(Date.now() / 1000),
      JSON.stringify(request),
      state,
    );
    return ok({});
  },
  listCheckpoints: () => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const rows = library.value.db
      .prepare("SELECT run, saved_at AS savedAt, request FROM checkpoint ORDER BY saved_at DESC")
      .all() as { run: string; savedAt: number; request: string }[];
    return ok({ checkpoints: rows.map((row) => ({ ...row, request: JSON.parse(row.request) })) });
  },
  loadCheckpoint: ({ run }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    const row = library.value.db.prepare("SELECT request, state FROM checkpoint WHERE run = ?").get(run) as
      | { request: string; state: Uint8Array }
      | undefined;
    if (!row) return err({ type: "NotFound" });
    return ok({ request: JSON.parse(row.request), state: new Uint8Array(row.state) });
  },
  dropCheckpoint: ({ run }) => {
    const library = openedLibrary(session);
    if (!library.ok) return library;
    library.value.db.prepare("DELETE FROM checkpoint WHERE run = ?").run(run);
    return ok({});
  },
});
