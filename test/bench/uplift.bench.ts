/**
 * What planning earns, in the sample's world whose true demand is known to the simulation and to nothing that plans: admissions of the
 * planned week against last week's pattern repeated, against a hand rule (the biggest film in the biggest room), and against what
 * the house of the sample really played. Weeks start on Thursdays, five weeks apart; the planner sees only what was played before.
 *
 *   node scripts/run.mjs bench uplift [worlds = 3] [weeks = 3] [seconds a plan = 20] [draws = 200] [first seed = 1]
 */

import { join } from "node:path";
import { addDays, holidaysBetween, weekdayOf } from "../../electron/data/sample/calendar.ts";
import { streamOf } from "../../electron/data/sample/chance.ts";
import { makeDemand } from "../../electron/data/sample/demand.ts";
import { makeFilms } from "../../electron/data/sample/films.ts";
import { house } from "../../electron/data/sample/house.ts";
import { makePeople } from "../../electron/data/sample/people.ts";
import { makeShowings, makeSlates, type Showing } from "../../electron/data/sample/programme.ts";
import { sampleToday } from "../../electron/data/sample/sample.ts";
import { drawnAdmissions } from "../../electron/data/sample/simulate.ts";
import { readSources } from "../../electron/data/sample/sources.ts";
import { minimumShows } from "../../electron/data/sample/store.ts";
import { daysOfShowings } from "../../electron/data/sample/world.ts";
import { calibratedDemand } from "../../renderer/scheduling/calibrated-demand.ts";
import { planWeek } from "../../renderer/scheduling/plan.ts";
import { lastWeekRepeated } from "../../shared/domain/last-week.ts";
import { seededRandom } from "../../shared/domain/random.ts";
import { canShow } from "../../shared/domain/schedule-rules.ts";
import type { Candidate, IsoDate, ScheduledShowing, WeekProblem } from "../../shared/domain/slate.ts";
import { checkPlan } from "../checker/check-plan.ts";
import { loadSolver } from "../fixtures/solver.ts";

const [worlds = 3, weeks = 3, seconds = 20, draws = 200, firstSeed = 1] = process.argv.slice(2).map(Number);
const sources = readSources(join(import.meta.dirname, "../../assets"));
const from = addDays(sampleToday, -daysOfShowings);
const holidays = holidaysBetween(addDays(sampleToday, -730), addDays(sampleToday, 400))
  .filter(({ region }) => region === "NL")
  .map(({ date }) => date);

const makeWorld = (seed: number) => {
  const people = makePeople(sources.names, seed);
  const films = makeFilms(sources.films, sources.names, people, sampleToday, seed);
  const demand = makeDemand(films[0]?.releaseDate ?? from, sampleToday, seed);
  const slates = makeSlates(films, from, sampleToday, demand);
  const days = Array.from({ length: daysOfShowings }, (_, index) => addDays(from, index));
  return {
    films,
    demand,
    showings: makeShowings(slates, days, new Set(holidays), demand, sampleToday, seed),
  };
};
type World = ReturnType<typeof makeWorld>;

/** What the library would hand the planner: films that the house was offered that week, and all that was played before it. */
const problemOf = ({ films, showings }: World, week: IsoDate): WeekProblem => {
  const days = Array.from({ length: 7 }, (_, day) => addDays(week, day));
  const offered = films.filter(
    (film) =>
      film.releaseDate <= addDays(week, 6) &&
      showings.some((showing) => showing.film === film && showing.date >= week),
  );
  const before = showings.filter(({ date }) => date < week);
  const column = (of: (showing: Showing) => number): Int32Array => Int32Array.from(before, of);
  return {
    house,
    week,
    days,
    candidates: offered.map(
      (film): Candidate => ({
        film: film.id,
        title: film.title,
        titleZh: film.titleZh,
        runtime: film.runtime,
        certificate: film.certificate,
        distributor: film.distributor,
        releaseDate: film.releaseDate,
        formats: [...new Set(film.versions.map(({ format }) => format))],
        minShowsPerDay: minimumShows(film, (Date.parse(week) - Date.parse(film.releaseDate)) / 604_800_000),
        hasPoster: true,
      }),
    ),
    history: {
      film: column(({ film }) => film.id),
      screen: column(({ screen }) => screen),
      date: before.map(({ date }) => date),
      start: column(({ start }) => start),
      capacity: column(({ capacity }) => capacity),
      admissions: column(({ admissions }) => admissions),
      releaseDate: before.map(({ film }) => film.releaseDate),
    },
    preference: [],
    traits: films.map(({ id, genres, language }) => ({
      film: id,
      traits: [...genres.map((genre) => `genre:${genre}`), `language:${language}`],
    })),
    takings: [],
    holidays,
  };
};

/**
 * Films by what they drew last week, newcomers first by the shows their distributor asks for; the k-th biggest film fills the k-th
 * biggest room all day. Films beyond the rooms open the day in the smallest rooms, one each.
 */
const handRule = ({
  house: { screens },
  days,
  candidates,
  history,
  week,
}: WeekProblem): ScheduledShowing[] => {
  const drawn = (film: number): number =>
    history.date.reduce(
      (sum, date, i) =>
        history.film[i] === film && date >= addDays(week, -7) ? sum + (history.admissions[i] as number) : sum,
      0,
    );
  const ranked = candidates
    .map((film) => ({ film, drew: drawn(film.film) }))
    .sort(
      (a, b) =>
        Number(a.drew > 0) - Number(b.drew > 0) ||
        b.drew - a.drew ||
        b.film.minShowsPerDay - a.film.minShowsPerDay,
    )
    .map(({ film }) => film);
  const rooms = [...screens].sort((a, b) => b.capacity - a.capacity);
  const main = ranked.slice(0, rooms.length);
  const rest = ranked.slice(rooms.length);
  return days.flatMap((date) => {
    const starts = new Set<number>();
    return rooms.flatMap((screen, k) => {
      const placed: ScheduledShowing[] = [];
      const opener = rest[rooms.length - 1 - k];
      let free = house.opens;
      for (let turn = 0; ; turn++) {
        const film = turn === 0 && opener && canShow(screen, opener) ? opener : (main[k] ?? ranked[0]);
        let start = Math.ceil(free / house.grid) * house.grid;
        while (starts.has(start)) start += house.grid;
        if (!film || start > house.lastStart) return placed;
        const clear = start + house.trailers + film.runtime + house.cleaning;
        if (clear > house.closes) return placed;
        starts.add(start);
        placed.push({
          id: `hand-${date}-${k}-${turn}`,
          film: film.film,
          screen: screen.screen,
          date,
          start,
          locked: false,
        });
        free = clear;
      }
    });
  });
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** 95 % interval of the mean: quantiles of means of weeks drawn with replacement. */
const intervalOf = (values: readonly number[]): [number, number] => {
  const random = seededRandom(1);
  const means = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] as number)),
  ).sort((a, b) => a - b);
  return [means[50] as number, means[1949] as number];
};
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const solver = await loadSolver();
const rows = [];
const uplift = {
  "last week repeated": [] as number[],
  "hand rule": [] as number[],
  "the house itself": [] as number[],
};
for (let seed = firstSeed; seed < firstSeed + worlds; seed++) {
  const world = makeWorld(seed);
  const lastThursday = addDays(sampleToday, -((weekdayOf(sampleToday) + 4) % 7) - 7);
  for (let back = 0; back < weeks; back++) {
    const week = addDays(lastThursday, -35 * back);
    const problem = problemOf(world, week);
    const outcome = await planWeek(problem, { timeLimit: seconds }, calibratedDemand(problem), solver, {
      signal: new AbortController().signal,
      progress: () => {},
    });
    if (!outcome.ok) throw new Error(`world ${seed}, ${week}: ${JSON.stringify(outcome.error)}`);
    const { plan } = outcome.value;
    const broken = checkPlan({
      ...problem,
      showings: plan.showings,
      slate: plan.slate,
      forecast: plan.forecast,
    });
    const drawn = (name: string, showings: readonly ScheduledShowing[]): number =>
      mean(drawnAdmissions(showings, world.films, world.demand, draws, streamOf(seed, `${week}/${name}`)));
    const played = world.showings
      .filter(({ date }) => problem.days.includes(date))
      .map(({ id, film, screen, date, start }) => ({
        id: `${id}`,
        film: film.id,
        screen,
        date,
        start,
        locked: false,
      }));
    const planned = drawn("plan", plan.showings);
    const others = {
      "last week repeated": drawn("last week", lastWeekRepeated(problem)),
      "hand rule": drawn("hand rule", handRule(problem)),
      "the house itself": drawn("house", played),
    };
    for (const [name, value] of Object.entries(others))
      uplift[name as keyof typeof uplift].push(planned / value - 1);
    rows.push({
      world: seed,
      week,
      showings: plan.showings.length,
      broken: broken.length,
      expected: Math.round(plan.forecast.reduce((sum, each) => sum + each.mean, 0)),
      plan: Math.round(planned),
      ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, Math.round(value)])),
    });
  }
}
console.table(rows);
for (const [name, values] of Object.entries(uplift)) {
  const [low, high] = intervalOf(values);
  console.log(
    `Against ${name}: ${percent(mean(values))} more admissions (95 % interval over ${values.length} weeks ${percent(low)} to ${percent(high)}; worst ${percent(Math.min(...values))}, best ${percent(Math.max(...values))}).`,
  );
}
