/**
 * Terms that no house has room for, found before any search: showings are counted and not placed. n_fds showings of film f on day d on
 * screen s, in fractions,
 *
 *   minimise  sum_fd 2 short_fd + sum_f short_f
 *   screen    sum_f slots_fs n_fds <= room_ds    the longest sum of whole showings in the slots that any choice there fills
 *   starts    sum_fs n_fds <= starts_d          what windows side by side let start
 *   day       need_fd - short_fd <= sum_s n_fds <= most_fd
 *   in all    need_f - short_f <= sum_ds n_fds
 *
 * Every schedule counts so: what is short here is short in all of them.
 */
import { type DayProblem, unlimited } from "./day-problem.ts";
import { ProgramBuilder, type Solver } from "./solver.ts";

export interface Lack {
  readonly day: number | null; // null: over all days
  readonly film: number;
  readonly missing: number;
}

/** A week of 16 screens and 40 films takes less than one. */
const mostSeconds = 10;

/** The longest sum of `lengths`, each as often as one likes, that is not above `room`. */
const longestSum = (lengths: readonly number[], room: number): number => {
  const reached = new Uint8Array(room + 1);
  reached[0] = 1;
  let longest = 0;
  for (let sum = 0; sum <= room; sum++) {
    if (!reached[sum]) continue;
    longest = sum;
    for (const length of lengths) if (sum + length <= room) reached[sum + length] = 1;
  }
  return longest;
};

const startsOn = ({ choices, apart, startsFrom, slotCount }: DayProblem): number => {
  if (apart === 0) return Number.POSITIVE_INFINITY;
  const isStart = new Uint8Array(slotCount);
  for (const { slot } of choices) isStart[slot] = 1;
  const room = (from: number, to: number): number =>
    isStart.subarray(from, to).includes(1) ? (startsFrom[from] as number) : 0;
  let least = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset < Math.min(apart, slotCount); offset++) {
    let starts = offset > 0 ? room(0, offset) : 0;
    for (let t = offset; t < slotCount; t += apart) starts += room(t, t + apart);
    least = Math.min(least, starts);
  }
  return least;
};

/** `inAll`: showings of each film [films] that are still asked of all days together. */
export const lacksRoom = (days: readonly DayProblem[], inAll: readonly number[], solver: Solver): Lack[] => {
  const builder = new ProgramBuilder();
  const infinity = Number.POSITIVE_INFINITY;
  const shorts: { readonly column: number; readonly day: number | null; readonly film: number }[] = [];
  const asked = (least: number, most: number, price: number, day: number | null, film: number): number => {
    const row = builder.row(least > 0 ? least : -infinity, most);
    if (least > 0) shorts.push({ column: builder.column(-price, 0, infinity, [row], [1]), day, film });
    return row;
  };
  const overAll = inAll.map((least, film) => asked(least, infinity, 1, null, film));
  for (const [d, day] of days.entries()) {
    const starts = builder.row(-infinity, startsOn(day));
    const ofFilm = Array.from(day.need, (least, film) => {
      const most = day.most[film] as number;
      return asked(least, most >= unlimited ? infinity : most, 2, d, film);
    });
    const filled = Array.from({ length: day.screens }, () => new Uint8Array(day.slotCount));
    const films = Array.from({ length: day.screens }, () => new Map<number, number>());
    for (const { film, screen, slot, slots } of day.choices) {
      filled[screen]?.fill(1, slot, slot + slots);
      films[screen]?.set(film, slots);
    }
    for (const [s, playing] of films.entries()) {
      const lengths = [...playing.values()];
      const slots = (filled[s] as Uint8Array).reduce((sum, each) => sum + each, 0);
      const screen = builder.row(-infinity, longestSum(lengths, slots));
      for (const [film, length] of playing)
        builder.column(
          0,
          0,
          infinity,
          [screen, starts, ofFilm[film] as number, overAll[film] as number],
          [length, 1, 1, 1],
        );
    }
  }
  if (shorts.length === 0) return [];
  const program = solver.open(builder.build());
  try {
    const relaxation = program.solve(mostSeconds);
    if (relaxation.status !== "optimal") return [];
    return shorts.flatMap(({ column, day, film }) => {
      const missing = Math.ceil((relaxation.x[column] as number) - 1e-6);
      return missing > 0 ? [{ day, film, missing }] : [];
    });
  } finally {
    program.close();
  }
};
