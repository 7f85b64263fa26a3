/**
 * Shapley values by sampling (Castro, Gómez & Tejada 2009): players join in a random order, and then in its reverse, which
 * takes variance out; each is credited with what v rises as it joins. In every order the credits add up to v(all) − v(none),
 * and so do the estimates; their standard errors are those of the means over pairs of orders.
 */
import { type Random, shuffle } from "../../shared/domain/random.ts";

export interface ShapleyValues {
  readonly value: Float64Array; // [players]
  readonly error: Float64Array;
}

/** `v` of the players that are in. */
export const shapleyValues = (
  players: number,
  v: (joined: Uint8Array) => number,
  pairs: number,
  random: Random,
): ShapleyValues => {
  const sum = new Float64Array(players);
  const squares = new Float64Array(players);
  const none = v(new Uint8Array(players));
  for (let pair = 0; pair < pairs; pair++) {
    const order = [
      ...shuffle(
        Int32Array.from({ length: players }, (_, player) => player),
        random,
      ),
    ];
    const credit = new Float64Array(players);
    for (const joining of [order, order.toReversed()]) {
      const joined = new Uint8Array(players);
      let before = none;
      for (const player of joining) {
        joined[player] = 1;
        const after = v(joined);
        credit[player] = (credit[player] as number) + (after - before) / 2;
        before = after;
      }
    }
    for (const [player, amount] of credit.entries()) {
      sum[player] = (sum[player] as number) + amount;
      squares[player] = (squares[player] as number) + amount ** 2;
    }
  }
  const value = sum.map((total) => total / pairs);
  const error = squares.map((total, player) =>
    pairs < 2 ? 0 : Math.sqrt(Math.max(0, total / pairs - (value[player] as number) ** 2) / (pairs - 1)),
  );
  return { value, error };
};
