/**
 * Slates of several weeks as one mixed-integer programme at a coarse grain: kinds of day k (weekday, weekend), parts of
 * the day p and sizes of room c.
 *   y_fw ∈ {0, 1}: film f is booked in week w;  x_fwkpc: its showings on the days of the kind;  l_fwkpm: days on which it has m of them in p.
 *   max Σ ω_f (v_fwkpc x_fwkpc − s_fwkpm l_fwkpm)                      v, s as in valuation.ts
 *   Σ_c x = Σ_m l,  l_fwkpm <= D_k y_fw                                repeats cost, and only booked films play
 *   Σ_f minutes_fkc x_fwkpc <= D_k rooms_c minutes_p                     rooms have time
 *   Σ_pc x_fwkpc >= minimum_f D_k y_fw                                 obligations
 *   Σ_f y_fw <= titles,  Σ hire_f admissions_f <= budget               what can be handled and paid
 *   o_fw >= y_fw − y_f,w−1,  Σ_w o_fw <= 1                             what was taken off does not come back
 *   z_g <= Σ_f∈g Σ_w y_fw,  Σ_g z_g >= genres                          diversity
 */
import type { SlateWeek, SlateWish } from "../../shared/contract/slates.ts";
import { canShow } from "../../shared/domain/schedule-rules.ts";
import { lengthIn } from "../../shared/domain/showing-times.ts";
import {
  type Candidate,
  type DayPart,
  dayPartOf,
  dayParts,
  type IsoDate,
  type Screen,
  type WeekProblem,
} from "../../shared/domain/slate.ts";
import { dayNumber, weekday } from "./calendar.ts";
import type { DemandModel } from "./demand.ts";
import type { FilmWorth } from "./objective.ts";
import { type LinearProgram, ProgramBuilder } from "./solver.ts";
import { findsStart, startsOf, valuationOf } from "./valuation.ts";

const coarseGrid = 60;
const roomSizes = 3;
const mostRepeats = 4;
/** Minutes that the last showing of a room takes. */
const lastShow = 120;

export interface RoomSize {
  readonly screens: readonly Screen[];
  readonly seats: number;
}

export interface SlateProblem {
  readonly problem: WeekProblem;
  readonly weeks: readonly SlateWeek[];
  readonly titles: number;
  readonly wish: SlateWish;
  /** Films that played in the seven days before. */
  readonly playedBefore: ReadonlySet<number>;
}

export interface SlateModel {
  readonly program: LinearProgram;
  readonly integer: Uint8Array;
  readonly films: readonly Candidate[];
  readonly rooms: readonly RoomSize[];
  /** y_fw as columns, −1 where the film may not play in the week: [weeks][films]. */
  readonly booked: readonly Int32Array[];
  /** By column: whose admissions and showings it counts; null for other columns. */
  readonly counts: readonly (Counted | null)[];
  readonly genres: readonly string[];
}
export interface Counted {
  readonly film: number; // index
  readonly week: number;
  readonly room: number; // −1: what repeats lose
  readonly admissions: number;
}

export const roomSizesOf = (screens: readonly Screen[]): RoomSize[] => {
  const sorted = [...screens].sort((a, b) => b.capacity - a.capacity);
  const sizes = Math.min(roomSizes, sorted.length);
  return Array.from({ length: sizes }, (_, size) => {
    const some = sorted.slice(
      Math.floor((size * sorted.length) / sizes),
      Math.floor(((size + 1) * sorted.length) / sizes),
    );
    return { screens: some, seats: some.reduce((sum, { capacity }) => sum + capacity, 0) / some.length };
  });
};

const partEnds: Readonly<Record<DayPart, readonly [number, number]>> = {
  morning: [0, 720],
  afternoon: [720, 1020],
  evening: [1020, 1260],
  late: [1260, Number.POSITIVE_INFINITY],
};

/** Minutes of a room in a part of the day. */
const minutesOf = ({ opens, lastStart, closes }: WeekProblem["house"], part: DayPart): number => {
  const [from, to] = partEnds[part];
  const end = part === "late" ? Math.min(closes, lastStart + lastShow) : Math.min(closes, to);
  return Math.max(0, end - Math.max(opens, from));
};

const kindsOfDay = (days: readonly IsoDate[], holidays: readonly IsoDate[]) => {
  const isWeekend = (date: IsoDate): boolean => weekday(dayNumber(date)) >= 4 || holidays.includes(date);
  return [days.filter((date) => !isWeekend(date)), days.filter(isWeekend)].flatMap((some) => {
    const date = some[Math.floor(some.length / 2)];
    return date === undefined ? [] : [{ date, days: some.length }];
  });
};

export interface Sought {
  readonly worth: FilmWorth;
  /** Genres at least. */
  readonly genres: number;
  /** Films count for nothing: only genres. */
  readonly onlyGenres?: true;
}

export const slateModel = (
  { problem, weeks, titles, wish, playedBefore }: SlateProblem,
  demand: DemandModel,
  { worth, genres: fewestGenres, onlyGenres }: Sought,
): SlateModel => {
  const { house, candidates } = problem;
  const coarse = { ...house, grid: Math.max(coarseGrid, house.grid), stagger: 0 };
  const coarsely = { ...problem, house: coarse };
  const allDays = weeks.flatMap(({ days }) => days);
  const films = candidates.filter((film) => findsStart(problem, film, allDays));
  const lengthOf = lengthIn(coarsely);
  const rooms = roomSizesOf(house.screens);
  const builder = new ProgramBuilder();
  const integer: number[] = [];
  const counts: (Counted | null)[] = [];
  const column = (
    cost: number,
    upper: number,
    rows: readonly number[],
    values: readonly number[],
    {
      whole = false,
      lower = 0,
      counted = null,
    }: { whole?: boolean; lower?: number; counted?: Counted | null } = {},
  ): number => {
    integer.push(whole ? 1 : 0);
    counts.push(counted);
    return builder.column(cost, lower, upper, rows, values);
  };
  const price = new Map(problem.takings.map((each) => [each.film, each]));
  const budget = wish.hireBudget === undefined ? -1 : builder.row(Number.NEGATIVE_INFINITY, wish.hireBudget);
  const genreNames = [...new Set(films.flatMap(({ genres = [] }) => genres))].sort();
  const genreRows = genreNames.map(() => builder.row(0, Number.POSITIVE_INFINITY));
  const diversity = builder.row(fewestGenres, Number.POSITIVE_INFINITY);
  for (const row of genreRows) column(onlyGenres ? 1 : 0, 1, [row, diversity], [-1, 1]);

  const opened = films.map(() => builder.row(Number.NEGATIVE_INFINITY, 1));
  const openings = weeks.map(() => films.map(() => builder.row(Number.NEGATIVE_INFINITY, 0)));
  const booked = weeks.map(() => new Int32Array(films.length).fill(-1));

  for (const [w, week] of weeks.entries()) {
    const titlesRow = builder.row(0, titles);
    const kinds = kindsOfDay(week.days, problem.holidays);
    const times = kinds.map(({ days }) =>
      dayParts.map((part) =>
        rooms.map(({ screens }) => builder.row(0, days * screens.length * minutesOf(house, part))),
      ),
    );
    for (const [f, film] of films.entries()) {
      if (!week.films.includes(film.film)) continue;
      const yRows = [titlesRow];
      const yValues = [1];
      const link = (row: number, value: number): void => {
        yRows.push(row);
        yValues.push(value);
      };
      for (const [g, name] of genreNames.entries())
        if (film.genres?.includes(name)) link(genreRows[g] as number, 1);
      link(openings[w]?.[f] as number, 1);
      if (openings[w + 1]) link(openings[w + 1]?.[f] as number, -1);
      const before = w === 0 && playedBefore.has(film.film) ? 1 : 0;
      column(0, 1, [openings[w]?.[f] as number, opened[f] as number], [-1, 1]);
      if (before === 1) column(0, 1, [openings[w]?.[f] as number], [-1], { lower: 1 });
      const money = price.get(film.film);
      const hire = money ? money.price * money.hireShare : 0;
      const paid = (admissions: number): [number[], number[]] =>
        budget >= 0 && hire > 0 ? [[budget], [hire * admissions]] : [[], []];
      for (const [k, { date, days }] of kinds.entries()) {
        const valuation = valuationOf(coarsely, demand, date);
        const minimum = builder.row(0, Number.POSITIVE_INFINITY);
        link(minimum, -film.minShowsPerDay * days);
        for (const [p, part] of dayParts.entries()) {
          const offers = rooms.flatMap((room, c) => {
            const fit = room.screens.filter((screen) => canShow(screen, film));
            const screen = fit[Math.floor(fit.length / 2)];
            if (!screen) return [];
            const length = lengthOf({ film: film.film, screen: screen.screen, date });
            const starts = startsOf(coarse, length).filter((start) => dayPartOf(start) === part);
            return starts.length > 0 ? [{ c, fit, screen, length, starts }] : [];
          });
          if (offers.length === 0) continue;
          const balance = builder.row(0, 0);
          for (const { c, fit, screen, length, starts } of offers) {
            const admissions =
              starts.reduce((sum, start) => sum + valuation.alone(film.film, screen.screen, start), 0) /
              starts.length;
            const [budgetRows, hires] = paid(admissions);
            column(
              onlyGenres ? 0 : worth(film.film) * admissions,
              days * fit.length,
              [balance, minimum, times[k]?.[p]?.[c] as number, ...budgetRows],
              [1, 1, length, ...hires],
              { counted: { film: f, week: w, room: c, admissions } },
            );
          }
          for (let m = 1; m <= mostRepeats; m++) {
            const loss = valuation.lossStep(film.film, part, m);
            const linked = builder.row(Number.NEGATIVE_INFINITY, 0);
            link(linked, -days);
            const [budgetRows, hires] = paid(-loss);
            column(
              onlyGenres ? 0 : -worth(film.film) * loss,
              days,
              [balance, linked, ...budgetRows],
              [-1, 1, ...hires],
              { counted: { film: f, week: w, room: -1, admissions: -loss } },
            );
          }
        }
      }
      const must = wish.booked.includes(film.film) ? 1 : 0;
      const may = wish.refused.includes(film.film) ? 0 : 1;
      (booked[w] as Int32Array)[f] = column(0, Math.max(must, may), yRows, yValues, {
        whole: true,
        lower: must,
      });
    }
  }
  return {
    program: builder.build(),
    integer: Uint8Array.from(integer),
    films,
    rooms,
    booked,
    counts,
    genres: genreNames,
  };
};
