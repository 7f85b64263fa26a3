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

/** Compressed rows of the chosen ratings, films ascending within a member. */
const historiesOf = (ratings: Ratings, chosen: Int32Array): Histories => {
  const { member, film, value } = ratings;
  const start = new Int32Array(ratings.memberIds.length + 1);
  const order = Int32Array.from(chosen).sort(
    (a, b) => (member[a] as number) - (member[b] as number) || (film[a] as number) - (film[b] as number),
  );
  for (const n of order) start[(member[n] as number) + 1] = (start[(member[n] as number) + 1] as number) + 1;
  for (let u = 0; u < start.length - 1; u++) start[u + 1] = (start[u + 1] as number) + (start[u] as number);
  return {
    start,
    film: order.map((n) => film[n] as number),
    rating: Float32Array.from(order, (n) => value[n] as number),
  };
};

/** The order of rows does not matter to a split: it is drawn over ratings ordered by member and film. */
export const splitRatings = (
  ratings: Ratings,
  kind: "random" | "time",
  holdout: number,
  seed: number,
): Split => {
  const { member, film, at } = ratings;
  const rows = Int32Array.from(member.keys()).sort(
    (a, b) => (member[a] as number) - (member[b] as number) || (film[a] as number) - (film[b] as number),
  );
  if (kind === "random") shuffle(rows, seededRandom(seed));
  else rows.sort((a, b) => (at[b] as number) - (at[a] as number) || a - b); // latest first
  const test = Math.round(rows.length * holdout);
  const validation = Math.max(1, Math.round(rows.length * validationShare));
  return {
    test: historiesOf(ratings, rows.subarray(0, test)),
    validation: historiesOf(ratings, rows.subarray(test, test + validation)),
    training: historiesOf(ratings, rows.subarray(test + validation)),
  };
};

export const allHistories = (ratings: Ratings): Histories =>
  historiesOf(ratings, Int32Array.from(ratings.member.keys()));
