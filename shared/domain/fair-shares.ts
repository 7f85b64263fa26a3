/**
 * Fairness between distributors. Of S seats offered, S_d to films of distributor d whose share is a_d,
 *
 *   beyond = sum_d (S_d - a_d S)+
 *
 * seats are offered beyond shares; as many are missing elsewhere where shares add up to 1.
 */

export type ByDistributor = ReadonlyMap<string, number>;

/** Each distributor's share of what all films draw; films without one stand apart. Null where nobody shares with anybody. */
export const dueShares = (
  films: readonly { readonly distributor: string | null; readonly draw: number }[],
): ByDistributor | null => {
  const drawn = new Map<string, number>();
  for (const { distributor, draw } of films)
    if (distributor !== null) drawn.set(distributor, (drawn.get(distributor) ?? 0) + draw);
  const total = [...drawn.values()].reduce((sum, draw) => sum + draw, 0);
  if (drawn.size < 2 || total <= 0) return null;
  return new Map([...drawn].map(([distributor, draw]) => [distributor, draw / total]));
};

export const seatsBeyond = (seats: ByDistributor, due: ByDistributor): number => {
  const total = [...seats.values()].reduce((sum, each) => sum + each, 0);
  return [...seats].reduce(
    (sum, [distributor, each]) => sum + Math.max(0, each - (due.get(distributor) ?? 0) * total),
    0,
  );
};
