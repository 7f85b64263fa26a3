/** An outlook with other figures for days of films in venues. */

export interface Ranged {
  readonly date: string;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}
export interface Outlook<
  C extends Ranged & { readonly film: number; readonly venue: number },
  F extends Ranged & { readonly film: number },
  D extends Ranged,
> {
  readonly from: string;
  readonly cells: readonly C[];
  readonly films: readonly F[];
  readonly days: readonly D[];
}

/** Ranges are made of at least half a person: nobody is expected with certainty. */
const sizeOf = (expected: number): number => Math.max(0.5, expected);

/** The range keeps its width in proportion to the figure. */
const moved = <T extends Ranged>(each: T, change: number): T => {
  if (change === 0) return each;
  const expected = Math.max(0, each.expected + change);
  const times = sizeOf(expected) / sizeOf(each.expected);
  return { ...each, expected, low: each.low * times, high: each.high * times };
};

/** `figure`: null where the cell stays as it is. Sums by film and by day move with their cells. */
export const movedOutlook = <
  C extends Ranged & { readonly film: number; readonly venue: number },
  F extends Ranged & { readonly film: number },
  D extends Ranged,
>(
  { from, cells, films, days }: Outlook<C, F, D>,
  figure: (cell: C) => number | null,
): { from: string; cells: C[]; films: F[]; days: D[] } => {
  const changes = new Map<string, number>();
  const add = (key: string, change: number): void => {
    changes.set(key, (changes.get(key) ?? 0) + change);
  };
  const changed = cells.map((cell) => {
    const change = (figure(cell) ?? cell.expected) - cell.expected;
    add(`${cell.film} ${cell.date}`, change);
    add(cell.date, change);
    return moved(cell, change);
  });
  return {
    from,
    cells: changed,
    films: films.map((each) => moved(each, changes.get(`${each.film} ${each.date}`) ?? 0)),
    days: days.map((each) => moved(each, changes.get(each.date) ?? 0)),
  };
};
