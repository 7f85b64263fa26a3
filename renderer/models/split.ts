/** Ratings into training, validation and test; the test part is read once, after training, and never tuned on. */
import type { SplitKind } from "../../shared/contract/evaluation.ts";
import type { Ratings } from "../../shared/domain/interactions.ts";
import { type Random, seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { Histories } from "./model.ts";

export interface Split {
  readonly training: Histories;
  readonly validation: Histories;
  readonly test: Histories;
  /** What members are known by when they are tested: all that is not held out. */
  readonly known: Histories;
}

/** Share of all ratings kept for early stopping and calibration. */
const validationShare = 0.06;

/** Whether rows come by member and film, as a library gives them: millions need not be sorted. */
const isOrdered = ({ member, film }: Ratings): boolean => {
  for (let row = 1; row < member.length; row++) {
    const step = (member[row] as number) - (member[row - 1] as number);
    if (step < 0 || (step === 0 && (film[row] as number) < (film[row - 1] as number))) return false;
  }
  return true;
};

/** Rows by member and film. */
const rowsInOrder = (ratings: Ratings): Int32Array => {
  const { member, film } = ratings;
  const rows = new Int32Array(member.length);
  for (let row = 0; row < rows.length; row++) rows[row] = row;
  if (isOrdered(ratings)) return rows;
  return rows.sort(
    (a, b) => (member[a] as number) - (member[b] as number) || (film[a] as number) - (film[b] as number),
  );
};

/** Compressed rows of the chosen ratings, films ascending within a member. `rows` are all, in order. */
const historiesOf = (ratings: Ratings, rows: Int32Array, isChosen: (row: number) => boolean): Histories => {
  const { member, film, value } = ratings;
  const chosen = rows.filter(isChosen);
  const rowsOf = {
    start: new Int32Array(ratings.memberIds.length + 1),
    film: new Int32Array(chosen.length),
    rating: new Float32Array(chosen.length),
    at: new Uint32Array(chosen.length),
  };
  const { start } = rowsOf;
  for (let next = 0; next < chosen.length; next++) {
    const row = chosen[next] as number;
    rowsOf.film[next] = film[row] as number;
    rowsOf.rating[next] = value[row] as number;
    rowsOf.at[next] = Math.max(0, ratings.at[row] as number);
    start[(member[row] as number) + 1] = next + 1;
  }
  // Members without a rating end where the one before ended.
  for (let u = 1; u < start.length; u++) start[u] = Math.max(start[u] as number, start[u - 1] as number);
  return rowsOf;
};

/** What becomes of a rating; `shown` is what a new member is known by. */
const part = { training: 0, validation: 1, test: 2, shown: 3 } as const;

/** Some of the numbers below `count`, as large a share as asked for, at least one and never all of them. */
const drawn = (count: number, share: number, random: Random): Uint8Array => {
  const isDrawn = new Uint8Array(count);
  const order = shuffle(
    Int32Array.from({ length: count }, (_, n) => n),
    random,
  );
  const many = Math.min(Math.max(1, Math.round(count * share)), Math.max(0, count - 1));
  for (const n of order.subarray(0, many)) isDrawn[n] = 1;
  return isDrawn;
};

/** Rows ordered from the latest; chance orders those of one moment, as it does all where no time is known. */
const latestFirst = ({ at }: Ratings, rows: Int32Array, random: Random): Int32Array =>
  shuffle(rows.slice(), random).sort((a, b) => (at[b] as number) - (at[a] as number));

const holdOutRows = (parts: Uint8Array, order: Int32Array, test: number): void => {
  // Whatever is held out, something is left to learn from.
  const validation = Math.min(
    Math.max(0, order.length - test - 1),
    Math.max(1, Math.round(order.length * validationShare)),
  );
  for (let n = 0; n < test + validation; n++)
    parts[order[n] as number] = n < test ? part.test : part.validation;
};

/** How each kind parts the rows, which come ordered by member and film. */
const partings: Readonly<
  Record<
    SplitKind,
    (ratings: Ratings, rows: Int32Array, parts: Uint8Array, holdout: number, random: Random) => void
  >
> = {
  time(ratings, rows, parts, holdout, random) {
    holdOutRows(parts, latestFirst(ratings, rows, random), Math.round(rows.length * holdout));
  },
  random(_, rows, parts, holdout, random) {
    holdOutRows(parts, shuffle(rows.slice(), random), Math.round(rows.length * holdout));
  },
  /** The last rating of each member with two, and for validation the last but one of each with three. */
  "leave-last-out"(ratings, rows, parts, _, random) {
    const { memberIds, member } = ratings;
    const count = new Int32Array(memberIds.length);
    for (const row of rows) count[member[row] as number] = (count[member[row] as number] as number) + 1;
    const met = new Int32Array(memberIds.length);
    for (const row of latestFirst(ratings, rows, random)) {
      const u = member[row] as number;
      const left = (count[u] as number) - (met[u] as number) - 1; // earlier ratings of this member
      if (met[u] === 0 && left > 0) parts[row] = part.test;
      else if (met[u] === 1 && left > 0) parts[row] = part.validation;
      met[u] = (met[u] as number) + 1;
    }
  },
  /** A share of the films loses every rating. */
  "cold-films"({ filmIds, film }, rows, parts, holdout, random) {
    const rated = Int32Array.from(new Set(film)).sort();
    const isCold = drawn(rated.length, holdout, random);
    const cold = new Uint8Array(filmIds.length);
    for (const [n, i] of rated.entries()) cold[i] = isCold[n] as number;
    for (const row of rows) if (cold[film[row] as number]) parts[row] = part.test;
    holdOutRows(
      parts,
      shuffle(
        rows.filter((row) => !cold[film[row] as number]),
        random,
      ),
      0,
    );
  },
  /** A share of the members is met only after training, by the earlier half of what they rated. */
  "cold-members"(ratings, rows, parts, holdout, random) {
    const { memberIds, member } = ratings;
    const present = Int32Array.from(new Set(member)).sort();
    const isCold = drawn(present.length, holdout, random);
    const cold = new Uint8Array(memberIds.length);
    for (const [n, u] of present.entries()) cold[u] = isCold[n] as number;
    const theirs = rows.filter((row) => cold[member[row] as number]);
    const count = new Int32Array(memberIds.length);
    for (const row of theirs) count[member[row] as number] = (count[member[row] as number] as number) + 1;
    const met = new Int32Array(memberIds.length);
    for (const row of latestFirst(ratings, theirs, random)) {
      const u = member[row] as number;
      parts[row] = (met[u] as number) < Math.floor((count[u] as number) / 2) ? part.test : part.shown;
      met[u] = (met[u] as number) + 1;
    }
    holdOutRows(
      parts,
      shuffle(
        rows.filter((row) => !cold[member[row] as number]),
        random,
      ),
      0,
    );
  },
};

/** The order of rows does not matter to a split: it is drawn over ratings ordered by member and film. */
export const splitRatings = (ratings: Ratings, kind: SplitKind, holdout: number, seed: number): Split => {
  const rows = rowsInOrder(ratings);
  const parts = new Uint8Array(rows.length); // by row; training unless said otherwise
  partings[kind](ratings, rows, parts, holdout, seededRandom(seed));
  return {
    test: historiesOf(ratings, rows, (row) => parts[row] === part.test),
    validation: historiesOf(ratings, rows, (row) => parts[row] === part.validation),
    training: historiesOf(ratings, rows, (row) => parts[row] === part.training),
    known: historiesOf(ratings, rows, (row) => parts[row] !== part.test),
  };
};

/** Ratings in order share their columns with their histories. */
export const allHistories = (ratings: Ratings): Histories => {
  const { member, film, value } = ratings;
  if (!isOrdered(ratings)) return historiesOf(ratings, rowsInOrder(ratings), () => true);
  const start = new Int32Array(ratings.memberIds.length + 1);
  const at = new Uint32Array(member.length);
  for (let row = 0; row < member.length; row++) {
    start[(member[row] as number) + 1] = row + 1;
    at[row] = Math.max(0, ratings.at[row] as number);
  }
  for (let u = 1; u < start.length; u++) start[u] = Math.max(start[u] as number, start[u - 1] as number);
  return { start, film, rating: value, at };
};

/** The chosen ratings, given by row. */
export const histories = (ratings: Ratings, chosen: Int32Array): Histories => {
  const isChosen = new Uint8Array(ratings.member.length);
  for (const row of chosen) isChosen[row] = 1;
  return historiesOf(ratings, rowsInOrder(ratings), (row) => isChosen[row] === 1);
};
