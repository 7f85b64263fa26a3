/** Films of two sources that may be one: the queue, and what a person decides. */
import { toldCount } from "../../../shared/domain/privacy.ts";
import { err, ok, type Result } from "../../../shared/domain/result.ts";
import { make } from "../journal/journal.ts";
import { minimumGroup } from "../privacy/group-size.ts";
import type { Connection } from "../store/library.ts";
import { mergeFilms } from "./merge.ts";
import { mergedPairs } from "./merged-pairs.ts";

const sideColumns = `id AS film, title, title_zh AS titleZh, original_title AS originalTitle, year, runtime,
  release_date AS releaseDate, country, language, imdb_id AS imdbId, tmdb_id AS tmdbId, eidr`;

const names = (db: Connection, sql: string): ((film: number) => string[]) => {
  const statement = db.prepare(sql).pluck();
  return (film) => statement.all(film) as string[];
};

type Side = {
  film: number;
  title: string;
  titleZh: string | null;
  originalTitle: string | null;
  year: number | null;
  runtime: number | null;
  releaseDate: string | null;
  country: string | null;
  language: string | null;
  imdbId: string | null;
  tmdbId: number | null;
  eidr: string | null;
};

const sides = (db: Connection) => {
  const row = db.prepare(`SELECT ${sideColumns} FROM film WHERE id = ?`);
  const genres = names(
    db,
    "SELECT g.name FROM film_genre f JOIN genre g ON g.id = f.genre WHERE f.film = ? ORDER BY 1",
  );
  const people = names(
    db,
    "SELECT p.name FROM credit c JOIN person p ON p.id = c.person WHERE c.film = ? ORDER BY c.role, c.ordinal LIMIT 8",
  );
  const acts = db.prepare(
    "SELECT count(*) AS acts, count(DISTINCT member) AS members FROM interaction WHERE film = ?",
  );
  const minimum = minimumGroup(db);
  const interactions = (film: number): number | null => {
    const { acts: found, members } = acts.get(film) as { acts: number; members: number };
    return toldCount(members, minimum) === null ? null : found;
  };
  const poster = db.prepare("SELECT 1 FROM poster WHERE film = ?");
  const keys = db.prepare("SELECT source AS system, key FROM film_key WHERE film = ? ORDER BY 1, 2 LIMIT 20");
  return (film: number) => ({
    ...(row.get(film) as Side),
    genres: genres(film),
    people: people(film),
    interactions: interactions(film),
    hasPoster: poster.get(film) !== undefined,
    keys: keys.all(film) as { system: string; key: string }[],
  });
};

type MatchState = "open" | "same" | "different";
type StoredMatch = {
  id: number;
  importRun: number | null;
  score: number;
  state: MatchState;
  evidence: string;
  film: number;
  candidate: number;
};

/** The likeliest first. A pair that was merged is a film now, and its decision a change set that can be undone. */
export const filmMatches = (db: Connection, state: MatchState, offset: number, limit: number) => {
  const side = sides(db);
  if (state === "same") return mergedPairs(db, side, offset, limit);
  const rows = db
    .prepare(
      `SELECT id, import_run AS importRun, score, state, evidence, film, candidate FROM film_match
       WHERE state = ? ORDER BY score DESC, id LIMIT ? OFFSET ?`,
    )
    .all(state, limit, offset) as StoredMatch[];
  return {
    total: db.prepare("SELECT count(*) FROM film_match WHERE state = ?").pluck().get(state) as number,
    matches: rows.map((match) => ({
      ...match,
      evidence: JSON.parse(match.evidence) as { code: string; agrees: boolean }[],
      film: side(match.film),
      candidate: side(match.candidate),
    })),
  };
};

export const decideMatch = (
  db: Connection,
  id: number,
  same: boolean,
): Result<{ readonly changeSet: number | null }, { readonly type: "NotFound" }> => {
  const match = db
    .prepare("SELECT film, candidate, state, decided_at AS decidedAt FROM film_match WHERE id = ?")
    .get(id) as { film: number; candidate: number; state: MatchState; decidedAt: number | null } | undefined;
  if (!match) return err({ type: "NotFound" });
  if (same) return mergeFilms(db, match.candidate, [match.film]);
  if (match.state === "different") return ok({ changeSet: null });
  const { state, decidedAt } = match;
  const titles = db
    .prepare("SELECT title FROM film WHERE id IN (?, ?) ORDER BY id")
    .pluck()
    .all(match.film, match.candidate) as string[];
  const changeSet = make(db, { kind: "split", label: titles.join(" ≠ ") }, [
    {
      entity: "film_match",
      key: { id },
      before: { state, decided_at: decidedAt },
      after: { state: "different", decided_at: Math.floor(Date.now() / 1000) },
    },
  ]);
  return ok({ changeSet });
};
