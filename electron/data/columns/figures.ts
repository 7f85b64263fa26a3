/**
 * Figures of films and members from one pass over the interactions, in their own order (member, film, kind, time), and
 * each member's films: who was where, in about two bytes a visit.
 */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import type { Cached } from "./cache.ts";
import { Pace } from "./pace.ts";
import { addVarint, type Bytes } from "./varint.ts";

/** All by id of the film; `histogram` has a column for each of `ratingValues`. */
export interface FilmFigures {
  readonly ratings: Uint32Array;
  readonly ratingSum: Float64Array;
  readonly tickets: Uint32Array;
  /** Distinct members with any interaction. */
  readonly members: Uint32Array;
  readonly lastAt: Uint32Array;
  /** Empty when the library rates in too many different values. */
  readonly ratingValues: Float64Array;
  readonly histogram: Uint32Array;
}
/** All by id of the member. */
export interface MemberFigures {
  readonly ratings: Uint32Array;
  readonly ratingSum: Float32Array;
  readonly tickets: Uint32Array;
  /** Distinct films with any interaction. */
  readonly films: Uint32Array;
  readonly firstAt: Uint32Array;
  readonly lastAt: Uint32Array;
}
/** Films of member m, ascending, as differences in variable-length bytes from `starts[m]` to before `starts[m + 1]`. */
export interface Visits {
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}
export interface AllFigures {
  readonly film: FilmFigures;
  readonly member: MemberFigures;
  readonly visits: Visits;
}

const rating = interactionKindCode("rating");
const ticket = interactionKindCode("ticket");
const mostRatingValues = 64;

const largestId = (db: Connection, table: "film" | "member"): number =>
  db.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number;

export const emptyFilmFigures = (films: number): FilmFigures => ({
  ratings: new Uint32Array(films + 1),
  ratingSum: new Float64Array(films + 1),
  tickets: new Uint32Array(films + 1),
  members: new Uint32Array(films + 1),
  lastAt: new Uint32Array(films + 1),
  ratingValues: new Float64Array(0),
  histogram: new Uint32Array(0),
});
export const emptyMemberFigures = (members: number): MemberFigures => ({
  ratings: new Uint32Array(members + 1),
  ratingSum: new Float32Array(members + 1),
  tickets: new Uint32Array(members + 1),
  films: new Uint32Array(members + 1),
  firstAt: new Uint32Array(members + 1),
  lastAt: new Uint32Array(members + 1),
});

/** Counts of each rating value, a column a value in the order they are met; given up when there are too many. */
class Histogram {
  readonly #films: number;
  readonly #columns = new Map<number, Uint32Array>();
  #tooMany = false;

  constructor(films: number) {
    this.#films = films;
  }

  add(film: number, value: number): void {
    let column = this.#columns.get(value);
    if (!column) {
      if (this.#tooMany || this.#columns.size === mostRatingValues) {
        this.#tooMany = true;
        return;
      }
      column = new Uint32Array(this.#films + 1);
      this.#columns.set(value, column);
    }
    column[film] = (column[film] as number) + 1;
  }

  finish(): Pick<FilmFigures, "ratingValues" | "histogram"> {
    if (this.#tooMany) return { ratingValues: new Float64Array(0), histogram: new Uint32Array(0) };
    const ratingValues = Float64Array.from(this.#columns.keys()).sort();
    const histogram = new Uint32Array(ratingValues.length * (this.#films + 1));
    for (const [at, value] of ratingValues.entries())
      this.#columns.get(value)?.forEach((count, film) => {
        histogram[film * ratingValues.length + at] = count;
      });
    return { ratingValues, histogram };
  }
}

export const buildFigures = async (
  db: Connection,
  /** Between two slices of the work; what it does comes first. */
  between: (share: number) => Promise<void>,
): Promise<AllFigures> => {
  const films = largestId(db, "film");
  const members = largestId(db, "member");
  const film = emptyFilmFigures(films);
  const member = emptyMemberFigures(members);
  const histogram = new Histogram(films);
  const starts = new Uint32Array(members + 2);
  const bytes: Bytes = { at: 0, values: new Uint8Array(1 << 16) };
  let lastMember = 0;
  let lastFilm = 0;

  const take = (m: number, f: number, kind: number, at: number, value: number): void => {
    if (m !== lastMember) {
      for (let between = lastMember + 1; between <= m; between++) starts[between] = bytes.at;
      lastMember = m;
      lastFilm = 0;
    }
    if (f !== lastFilm) {
      addVarint(bytes, f - lastFilm);
      lastFilm = f;
      film.members[f] = (film.members[f] as number) + 1;
      member.films[m] = (member.films[m] as number) + 1;
    }
    if (kind === rating) {
      film.ratings[f] = (film.ratings[f] as number) + 1;
      film.ratingSum[f] = (film.ratingSum[f] as number) + value;
      member.ratings[m] = (member.ratings[m] as number) + 1;
      member.ratingSum[m] = (member.ratingSum[m] as number) + value;
      histogram.add(f, value);
    } else if (kind === ticket) {
      film.tickets[f] = (film.tickets[f] as number) + 1;
      member.tickets[m] = (member.tickets[m] as number) + 1;
    }
    if (at > (film.lastAt[f] as number)) film.lastAt[f] = at;
    if (at > (member.lastAt[m] as number)) member.lastAt[m] = at;
    if (member.firstAt[m] === 0 || at < (member.firstAt[m] as number)) member.firstAt[m] = at;
  };

  const read = db
    .prepare("SELECT member, film, kind, at, value FROM interaction WHERE member >= ? AND member < ?")
    .raw();
  const pace = new Pace(64, 20_000);
  for (let from = 1; from <= members; ) {
    pace.start();
    const to = Math.min(members + 1, from + pace.rows);
    for (const [m, f, kind, at, value] of read.all(from, to) as [number, number, number, number, number][])
      take(m, f, kind, at, value);
    pace.end();
    from = to;
    await between(from / (members + 1));
    await breathe();
  }
  for (let between = lastMember + 1; between <= members + 1; between++) starts[between] = bytes.at;
  return {
    film: { ...film, ...histogram.finish() },
    member,
    visits: { starts, bytes: bytes.values.slice(0, bytes.at) },
  };
};

/** Figures as the cache keeps them. */
export const arraysOf = (
  figures: FilmFigures | MemberFigures | Visits,
): Readonly<Record<string, Cached>> => ({
  ...figures,
});
