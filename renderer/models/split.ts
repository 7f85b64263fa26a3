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

/** Rows by member and film. A library gives them so: millions need not be sorted. */
const rowsInOrder = ({ member, film }: Ratings): Int32Array => {
  const order = (a: number, b: number): number =>
    (member[a] as number) - (member[b] as number) || (film[a] as number) - (film[b] as number);
  const rows = Int32Array.from(member.keys());
  for (let row = 1; row < rows.length; row++) if (order(row - 1, row) > 0) return rows.sort(order);
  return rows;
};

/** Compressed rows of the chosen ratings, films ascending within a member. `rows` are all, in order. */
const historiesOf = (ratings: Ratings, rows: Int32Array, chosen: Int32Array): Histories => {
  const { member, film, value } = ratings;
  const isChosen = new Uint8Array(rows.length);
  for (let n = 0; n < chosen.length; n++) isChosen[chosen[n] as number] = 1;
  const histories = {
    start: new Int32Array(ratings.memberIds.length + 1),
    film: new Int32Array(chosen.length),
    rating: new Float32Array(chosen.length),
    at: new Uint32Array(chosen.length),
  };
  const { start } = histories;
  let next = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number;
    if (isChosen[row] === 0) continue;
    histories.film[next] = film[row] as number;
    histories.rating[next] = value[row] as number;
    histories.at[next] = Math.max(0, ratings.at[row] as number);
    next++;
    start[(member[row] as number) + 1] = next;
  }
  // Members without a rating end where the one before ended.
  for (let u = 1; u < start.length; u++) start[u] = Math.max(start[u] as number, start[u - 1] as number);
  return histories;
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

export const allHistories = (ratings: Ratings): Histories => {
  const rows = rowsInOrder(ratings);
  return historiesOf(ratings, rows, rows);
};
