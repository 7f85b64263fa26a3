/** Ratings into training, validation and test; the test part is read once, after training, and never tuned on. */
import type { Ratings } from "../../shared/domain/interactions.ts";
import { seededRandom, shuffle } from "../../shared/domain/random.ts";
import type { Histories } from "./model.ts";

export interface Split {
  readonly training: Histories;
  readonly validation: Histories;
  readonly test: Histories;
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
const historiesOf = (ratings: Ratings, rows: Int32Array, chosen: Int32Array): Histories => {
  const { member, film, value } = ratings;
  const isChosen = new Uint8Array(rows.length);
  for (let n = 0; n < chosen.length; n++) isChosen[chosen[n] as number] = 1;
  const rowsOf = {
    start: new Int32Array(ratings.memberIds.length + 1),
    film: new Int32Array(chosen.length),
    rating: new Float32Array(chosen.length),
    at: new Uint32Array(chosen.length),
  };
  const { start } = rowsOf;
  let next = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    if (isChosen[row] === 0) continue;
    rowsOf.film[next] = film[row] as number;
    rowsOf.rating[next] = value[row] as number;
    rowsOf.at[next] = Math.max(0, ratings.at[row] as number);
    next++;
    start[(member[row] as number) + 1] = next;
  }
  // Members without a rating end where the one before ended.
  for (let u = 1; u < start.length; u++) start[u] = Math.max(start[u] as number, start[u - 1] as number);
  return rowsOf;
};

/** The order of rows does not matter to a split: it is drawn over ratings ordered by member and film. */
export const splitRatings = (
  ratings: Ratings,
  kind: "random" | "time",
  holdout: number,
  seed: number,
): Split => {
  const { at } = ratings;
  const ordered = rowsInOrder(ratings);
  const rows = ordered.slice();
  if (kind === "random") shuffle(rows, seededRandom(seed));
  else rows.sort((a, b) => (at[b] as number) - (at[a] as number) || a - b); // latest first
  const test = Math.round(rows.length * holdout);
  // Whatever is held out, something is left to learn from.
  const validation = Math.min(
    Math.max(0, rows.length - test - 1),
    Math.max(1, Math.round(rows.length * validationShare)),
  );
  return {
    test: historiesOf(ratings, ordered, rows.subarray(0, test)),
    validation: historiesOf(ratings, ordered, rows.subarray(test, test + validation)),
    training: historiesOf(ratings, ordered, rows.subarray(test + validation)),
  };
};

/** Ratings in order share their columns with their histories. */
export const allHistories = (ratings: Ratings): Histories => {
  const { member, film, value } = ratings;
  if (!isOrdered(ratings)) {
    const rows = rowsInOrder(ratings);
    return historiesOf(ratings, rows, rows);
  }
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
export const histories = (ratings: Ratings, chosen: Int32Array): Histories =>
  historiesOf(ratings, rowsInOrder(ratings), chosen);
