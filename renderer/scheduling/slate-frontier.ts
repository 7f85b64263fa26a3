/**
 * The frontier: the best slate for each goal, for all goals alike, and for growing numbers of genres (ε-constraint); those stay that no
 * other beats in everything. Each is the optimum of slate-model.ts within a proven gap.
 */

import type { z } from "zod";
import type {
  Booking,
  Slate,
  SlateAction,
  SlateFailure,
  SlateFrontier,
  SlateWeek,
  SlateWish,
} from "../../shared/contract/slates.ts";
import { admissionsOnly, type FilmGoal, filmGoals, type Objective } from "../../shared/domain/objective.ts";
import { err, ok, type Result } from "../../shared/domain/result.ts";
import type { WeekProblem } from "../../shared/domain/slate.ts";
import { dayNumber } from "./calendar.ts";
import type { DemandModel } from "./demand.ts";
import { titlesByDay } from "./demand-terms.ts";
import { filmWorth } from "./objective.ts";
import { type SlateModel, type SlateProblem, type Sought, slateModel } from "./slate-model.ts";
import type { Solver } from "./solver.ts";

interface Call {
  readonly signal: AbortSignal;
  progress(done: { readonly done: number; readonly of: number }): void;
}

const secondsEach = 6;
const gapSought = 0.005;
const titlesPerScreen = 1.75; // of a house without history
/** Rooms so much larger or smaller are others. */
const otherRoom = 1.25;
const noObjective: Objective = { ...admissionsOnly, admissions: 0 };

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Films of the seven days before, with their admissions and the seats of their rooms. */
const lastWeekOf = ({ history, week }: WeekProblem) => {
  const from = dayNumber(week) - 7;
  const films = new Map<number, { admissions: number; seats: number; showings: number }>();
  const ever = new Set<number>();
  history.film.forEach((film, i) => {
    const date = history.date[i] as string;
    if (date >= week) return;
    ever.add(film);
    if (dayNumber(date) < from) return;
    const one = films.get(film) ?? { admissions: 0, seats: 0, showings: 0 };
    one.admissions += history.admissions[i] as number;
    one.seats += history.capacity[i] as number;
    one.showings++;
    films.set(film, one);
  });
  return { films, ever };
};

const usualTitles = ({ history, house }: WeekProblem): number => {
  const titles = titlesByDay(history);
  const last = [...titles.keys()].sort().slice(-28);
  if (last.length === 0) return Math.ceil(titlesPerScreen * house.screens.length);
  return Math.round(last.reduce((sum, date) => sum + (titles.get(date) ?? 0), 0) / last.length);
};

type Measures = Pick<Slate, "admissions" | "revenue" | "hire" | "satisfaction" | "reach">;

/** What the admissions of a slate come to. */
const measuresOf = ({ takings, preference }: WeekProblem, bookings: readonly Booking[]): Measures => {
  const sum = (of: ReadonlyMap<number, number>): number | null =>
    of.size === 0
      ? null
      : bookings.reduce((total, { film, admissions }) => total + admissions * (of.get(film) ?? 0), 0);
  const reach = preference.flatMap((each) =>
    each.reach === undefined ? [] : [[each.film, each.likeShare * each.reach] as const],
  );
  return {
    admissions: bookings.reduce((total, { admissions }) => total + admissions, 0),
    revenue: sum(new Map(takings.map(({ film, price, hireShare }) => [film, price * (1 - hireShare)]))),
    hire: sum(new Map(takings.map(({ film, price, hireShare }) => [film, price * hireShare]))),
    satisfaction: sum(new Map(preference.map(({ film, likeShare }) => [film, likeShare]))),
    reach: sum(new Map(reach)),
  };
};

const bookingsOf = (
  { films, rooms, booked, counts }: SlateModel,
  x: Float64Array,
  last: ReturnType<typeof lastWeekOf>,
): Booking[] => {
  const cells = new Map<
    string,
    { film: number; week: number; showings: number; admissions: number; seats: number }
  >();
  for (const [w, columns] of booked.entries())
    for (const [f, column] of columns.entries())
      if (column >= 0 && (x[column] as number) > 0.5)
        cells.set(`${f} ${w}`, { film: f, week: w, showings: 0, admissions: 0, seats: 0 });
  for (const [column, counted] of counts.entries()) {
    const cell = counted && cells.get(`${counted.film} ${counted.week}`);
    if (!cell) continue;
    const showings = x[column] as number;
    cell.admissions += showings * counted.admissions;
    if (counted.room < 0) continue;
    cell.showings += showings;
    cell.seats += showings * (rooms[counted.room]?.seats ?? 0);
  }
  const seatsBefore = (f: number, w: number): number | null => {
    if (w > 0) {
      const before = cells.get(`${f} ${w - 1}`);
      return before && before.showings > 0 ? before.seats / before.showings : null;
    }
    const before = last.films.get(films[f]?.film as number);
    return before ? before.seats / before.showings : null;
  };
  const actionOf = (f: number, w: number, seats: number): SlateAction => {
    const before = seatsBefore(f, w);
    if (before === null) return last.ever.has(films[f]?.film as number) ? "return" : "open";
    if (seats > before * otherRoom) return "larger";
    return seats * otherRoom < before ? "smaller" : "hold";
  };
  return [...cells.values()].map(({ film, week, showings, admissions, seats }) => {
    const mean = showings > 0 ? seats / showings : 0;
    return {
      film: films[film]?.film as number,
      week,
      action: actionOf(film, week, mean),
      showings,
      admissions,
      seats: mean,
    };
  });
};

/** What each film changes: the showings of the others settled anew without it, or with it beside them. */
const decisionsOf = (
  slates: SlateProblem,
  demand: DemandModel,
  sought: Sought,
  x: Float64Array,
  last: ReturnType<typeof lastWeekOf>,
  solver: Solver,
): Slate["decisions"] => {
  const {
    program: whole,
    booked,
    films,
  } = slateModel({ ...slates, titles: slates.titles + 1 }, demand, { ...sought, genres: 0 });
  const program = solver.open(whole);
  try {
    const of = (f: number): number[] =>
      booked.flatMap((columns) => ((columns[f] as number) >= 0 ? [columns[f] as number] : []));
    const isBooked = (column: number): boolean => (x[column] as number) > 0.5;
    const fix = (columns: readonly number[], value: number): void => program.setBounds(columns, value, value);
    const all = films.flatMap((_, f) => of(f));
    fix(all.filter(isBooked), 1);
    fix(
      all.filter((column) => !isBooked(column)),
      0,
    );
    const value = (): number | null => {
      const relaxation = program.solve(2);
      return relaxation.status === "optimal" ? relaxation.objective : null;
    };
    const present = value();
    return films.map(({ film }, f) => {
      const columns = of(f);
      const on = columns.filter(isBooked);
      if (on.length > 0) fix(on, 0);
      else fix(columns, 1);
      const other = columns.length === 0 ? null : value();
      fix(columns, 0);
      if (on.length > 0) fix(on, 1);
      return {
        film,
        booked: on.length > 0,
        lastWeek: last.films.get(film)?.admissions ?? null,
        change: present === null || other === null ? null : other - present,
      };
    });
  } finally {
    program.close();
  }
};

const bookedIn = ({ bookings }: Slate): string =>
  bookings
    .map(({ film, week }) => `${week} ${film}`)
    .sort()
    .join();

/** At least as good in everything, and better in something. */
const beats = (a: Slate, b: Slate): boolean => {
  const of = ({ admissions, revenue, satisfaction, reach, genres }: Slate) => [
    admissions,
    revenue ?? 0,
    satisfaction ?? 0,
    reach ?? 0,
    genres.length,
  ];
  const [one, other] = [of(a), of(b)];
  const than = (n: number): number => other[n] as number;
  return (
    one.every((value, n) => value >= than(n) * (1 - 1e-9)) &&
    one.some((value, n) => value > than(n) * (1 + 1e-4))
  );
};

export const slateFrontier = async (
  problem: WeekProblem,
  weeks: readonly SlateWeek[],
  wish: SlateWish,
  demand: DemandModel,
  solver: Solver,
  { signal, progress }: Call,
): Promise<Result<SlateFrontier, z.infer<typeof SlateFailure>>> => {
  const started = performance.now();
  if (problem.candidates.length === 0) return err({ type: "NoCandidates" });
  if (problem.house.screens.length === 0) return err({ type: "NoScreens" });
  const last = lastWeekOf(problem);
  const titles = wish.titles ?? Math.max(1, usualTitles(problem));
  const slates: SlateProblem = { problem, weeks, titles, wish, playedBefore: new Set(last.films.keys()) };
  const known: FilmGoal[] = filmGoals.filter(
    (goal) =>
      goal === "admissions" ||
      (goal === "revenue" && problem.takings.length > 0) ||
      (goal === "satisfaction" && problem.preference.length > 0) ||
      (goal === "reach" && problem.preference.some(({ reach }) => reach !== undefined)),
  );
  const worthOf = (some: readonly FilmGoal[]) =>
    filmWorth(problem, { ...noObjective, ...Object.fromEntries(some.map((goal) => [goal, 1])) });
  const found: Slate[] = [];
  const seek = async (name: Slate["sought"], sought: Sought): Promise<Slate | null> => {
    const model = slateModel(slates, demand, sought);
    const { x, bound } = solver.solveMixed(model.program, model.integer, null, {
      seconds: secondsEach,
      gap: gapSought,
    });
    await breathe();
    signal.throwIfAborted();
    if (!x) return null;
    const value = model.program.cost.reduce((sum, cost, j) => sum + cost * (x[j] as number), 0);
    const bookings = bookingsOf(model, x, last);
    const on = new Set(bookings.map(({ film }) => film));
    const slate: Slate = {
      sought: name,
      ...measuresOf(problem, bookings),
      genres: model.genres.filter((genre) =>
        model.films.some(({ film, genres = [] }) => on.has(film) && genres.includes(genre)),
      ),
      bookings,
      decisions: sought.onlyGenres ? [] : decisionsOf(slates, demand, sought, x, last, solver),
      gap: bound > 0 ? Math.max(0, (bound - value) / bound) : 0,
    };
    await breathe();
    signal.throwIfAborted();
    return slate;
  };
  const steps: (readonly [Slate["sought"], Sought])[] = [
    ...known.map((goal) => [[goal], { worth: worthOf([goal]), genres: 0 }] as const),
    ...(known.length > 1 ? [[known, { worth: worthOf(known), genres: 0 }] as const] : []),
  ];
  const of = steps.length + 3;
  for (const [n, [name, sought]] of steps.entries()) {
    progress({ done: n, of });
    const slate = await seek(name, sought);
    if (slate) found.push(slate);
    else if (n === 0) return err({ type: "NoSlate" });
  }
  const first = found[0] as Slate;
  progress({ done: steps.length, of });
  const widest = await seek(["diversity"], { worth: worthOf(["admissions"]), genres: 0, onlyGenres: true });
  const most = widest?.genres.length ?? 0;
  const least = first.genres.length;
  for (const genres of new Set([Math.ceil((least + most) / 2), most])) {
    progress({ done: of - 2, of });
    if (genres <= least) continue;
    const slate = await seek(["admissions", "diversity"], { worth: worthOf(["admissions"]), genres });
    if (slate) found.push(slate);
  }
  progress({ done: of, of });
  return ok({
    weeks: weeks.map(({ days }) => days),
    titles,
    slates: found.filter(
      (slate, n) =>
        !found.some((other) => other !== slate && beats(other, slate)) &&
        found.findIndex((other) => bookedIn(other) === bookedIn(slate)) === n,
    ),
    seconds: (performance.now() - started) / 1000,
  });
};
