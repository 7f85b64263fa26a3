/**
 * Figures of films and members from one pass over the interactions, in their own order (member, film, kind, time), and
 * who came to each film.
 */
import { interactionKindCode } from "../../../shared/domain/interactions.ts";
import { breathe } from "../breathe.ts";
import type { Connection } from "../store/library.ts";
import type { Cached } from "./cache.ts";
import { Pace } from "./pace.ts";
import { RatingValues } from "./rating-values.ts";
import { type Visitors, VisitorsBuilder } from "./visitors.ts";

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
  readonly ratings: Int32Array;
  readonly ratingSum: Float32Array;
  readonly tickets: Int32Array;
  /** Distinct films with any interaction. */
  readonly films: Int32Array;
  readonly firstAt: Uint32Array;
  readonly lastAt: Uint32Array;
}
export interface RatingsTaker {
  add(member: number, film: number, at: number, value: number): void;
}
export interface AllFigures {
  readonly film: FilmFigures;
  readonly member: MemberFigures;
  readonly visitors: Visitors;
}

const rating = interactionKindCode("rating");
const ticket = interactionKindCode("ticket");

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
  ratings: new Int32Array(members + 1),
  ratingSum: new Float32Array(members + 1),
  tickets: new Int32Array(members + 1),
  films: new Int32Array(members + 1),
  firstAt: new Uint32Array(members + 1),
  lastAt: new Uint32Array(members + 1),
});

/** Counts of each rating value, a column a code. */
class Histogram {
  readonly #films: number;
  readonly #columns: Uint32Array[] = [];

  constructor(films: number) {
    this.#films = films;
  }

  add(film: number, code: number): void {
    if (code === 0) return;
    let column = this.#columns[code];
    if (!column) {
      column = new Uint32Array(this.#films + 1);
      this.#columns[code] = column;
    }
    column[film] = (column[film] as number) + 1;
  }

  finish(values: Float64Array): Pick<FilmFigures, "ratingValues" | "histogram"> {
    const ratingValues = values.slice().sort();
    const histogram = new Uint32Array(ratingValues.length * (this.#films + 1));
    for (const [at, value] of ratingValues.entries())
      this.#columns[values.indexOf(value) + 1]?.forEach((count, film) => {
        histogram[film * ratingValues.length + at] = count;
      });
    return { ratingValues, histogram };
  }
}

/** Null when `between` said to stop: the rows are no longer those that it began with. */
export const buildFigures = async (
  db: Connection,
  /** Before each slice of the work; what it does comes first. */
  between: (share: number) => Promise<boolean>,
  /** Takes the ratings on the way, in the order of (member, film, time). */
  ratings: RatingsTaker | null = null,
): Promise<AllFigures | null> => {
  const films = largestId(db, "film");
  const members = largestId(db, "member");
  const film = emptyFilmFigures(films);
  const member = emptyMemberFigures(members);
  const histogram = new Histogram(films);
  const values = new RatingValues();
  const visitors = new VisitorsBuilder(films);
  let lastMember = 0;
  let lastFilm = 0;

  const take = (m: number, f: number, kind: number, at: number, value: number): void => {
    if (m !== lastMember || f !== lastFilm) {
      lastMember = m;
      lastFilm = f;
      film.members[f] = (film.members[f] as number) + 1;
      member.films[m] = (member.films[m] as number) + 1;
    }
    let code = 0;
    if (kind === rating) {
      code = values.code(value);
      ratings?.add(m, f, at, value);
      film.ratings[f] = (film.ratings[f] as number) + 1;
      film.ratingSum[f] = (film.ratingSum[f] as number) + value;
      member.ratings[m] = (member.ratings[m] as number) + 1;
      member.ratingSum[m] = (member.ratingSum[m] as number) + value;
      histogram.add(f, code);
    } else if (kind === ticket) {
      film.tickets[f] = (film.tickets[f] as number) + 1;
      member.tickets[m] = (member.tickets[m] as number) + 1;
    }
    visitors.add(f, m, kind, code);
    if (at > (film.lastAt[f] as number)) film.lastAt[f] = at;
    if (at > (member.lastAt[m] as number)) member.lastAt[m] = at;
    if (member.firstAt[m] === 0 || at < (member.firstAt[m] as number)) member.firstAt[m] = at;
  };

  const read = db
    .prepare("SELECT member, film, kind, at, value FROM interaction WHERE member >= ? AND member < ?")
    .raw();
  const pace = new Pace(64, 20_000);
  for (let from = 1; from <= members; ) {
    await breathe();
    if (!(await between(from / (members + 1)))) return null;
    pace.start();
    const to = Math.min(members + 1, from + pace.rows);
    for (const [m, f, kind, at, value] of read.all(from, to) as [number, number, number, number, number][])
      take(m, f, kind, at, value);
    pace.end();
    from = to;
  }
  return {
    film: { ...film, ...histogram.finish(values.values) },
    member,
    visitors: await visitors.finish(values.values, breathe),
  };
};

/** Figures as the cache keeps them. */
export const arraysOf = (
  figures: FilmFigures | MemberFigures | Visitors,
): Readonly<Record<string, Cached>> => ({
  ...figures,
});
