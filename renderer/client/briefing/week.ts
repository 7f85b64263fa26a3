/** The week that ended: what came against what had been expected, in all and of the films that surprised. */
import type { Name, NamedFilm, Statement, Why } from "../../../shared/domain/briefing.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../read.ts";
import { type Asked, addDays, type Source } from "./source.ts";
import { titlesOf } from "./titles.ts";
import { holidayWhys, whysOf } from "./why.ts";

const mostFilms = 4;

const pastWeekOf = async ({ clients, venue, week, signal }: Asked) => {
  const from = addDays(week, -7);
  const problem = await unwrap(clients.data.weekProblem({ venue: venue.id, week }, { signal }));
  const worker = await clients.scheduling();
  const test = await unwrap(worker.backTest({ problem, weeks: 1 }, { signal }));
  const { history } = problem;
  return {
    past: test.weeks.find((each) => each.week === from),
    /** Films of its showings, one by one. */
    played: history.date.flatMap((date, i) => (date >= from ? [history.film[i] as number] : [])),
    before: history.date.reduce(
      (sum, date, i) =>
        date >= addDays(from, -7) && date < from ? sum + (history.admissions[i] as number) : sum,
      0,
    ),
    evidence: {
      route: `/demand/accuracy?venue=${venue.id}`,
      command: [
        "forecast",
        "--backtest",
        ...["--venue", venue.name],
        ...["--from", from],
        ...["--to", addDays(week, -1)],
      ],
    },
  };
};
type PastWeek = Awaited<ReturnType<typeof pastWeekOf>>;
type Week = NonNullable<PastWeek["past"]>;

const isSurprise = ({ seen, low, high }: Week["films"][number]): boolean => seen < low || seen > high;

const filmStatement = (
  film: NamedFilm,
  { seen, expected, low, high }: Week["films"][number],
  evidence: PastWeek["evidence"],
  why: readonly Why[],
): Statement => ({
  topic: "week",
  claim: { kind: "film", film, seen, expected: { value: expected, low, high } },
  sureness: "forecast",
  step: seen > high ? "moreShowings" : seen < low ? "fewerShowings" : null,
  evidence,
  why,
});

/** The films whose attendance lay outside what was expected, most people first; `all` films of the week may be why. */
const surprisesOf = async (
  asked: Asked,
  films: Week["films"],
  all: Week["films"],
  evidence: PastWeek["evidence"],
): Promise<Statement[]> => {
  const surprises = films
    .filter(isSurprise)
    .sort((a, b) => Math.abs(b.seen - b.expected) - Math.abs(a.seen - a.expected))
    .slice(0, mostFilms);
  const named = await titlesOf(
    asked,
    surprises.map(({ film }) => film),
  );
  const statements: Statement[] = [];
  for (const each of surprises)
    statements.push(
      filmStatement(named(each.film), each, evidence, await whysOf(asked, each, all, evidence)),
    );
  return statements;
};

export const weekStatements: Source = async (asked) => {
  const { past, before, evidence } = await pastWeekOf(asked);
  if (!past) return [];
  return [
    {
      topic: "week",
      claim: {
        kind: "total",
        seen: past.seen,
        before: before > 0 ? before : null,
        expected: { value: past.expected, low: past.low, high: past.high },
      },
      sureness: "forecast",
      step: null,
      evidence,
      why: past.seen < past.low || past.seen > past.high ? await holidayWhys(asked) : [],
    },
    ...(await surprisesOf(asked, past.films, past.films, evidence)),
  ];
};

/** What one film drew; fails with `NotPlayed`. */
export const weekOfFilm = async (asked: Asked, film: NamedFilm): Promise<Statement[]> => {
  const { past, evidence } = await pastWeekOf(asked);
  const own = past?.films.find((each) => each.film === film.film);
  if (!own) throw new Failure({ type: "NotPlayed" });
  const why = isSurprise(own) ? await whysOf(asked, own, past?.films ?? [], evidence) : [];
  return [filmStatement(film, own, evidence, why)];
};

/** What some films had of the week, and which of them surprised; fails with `NotPlayed`. */
export const weekOfFilms = async (
  asked: Asked,
  of: Name,
  films: ReadonlySet<number>,
): Promise<Statement[]> => {
  const { past, played, evidence } = await pastWeekOf(asked);
  const own = past?.films.filter(({ film }) => films.has(film)) ?? [];
  const showings = played.filter((film) => films.has(film)).length;
  if (!past || showings === 0) throw new Failure({ type: "NotPlayed" });
  return [
    {
      topic: "week",
      claim: {
        kind: "share",
        of,
        films: new Set(played.filter((film) => films.has(film))).size,
        showings,
        allShowings: played.length,
        seen: own.reduce((sum, { seen }) => sum + seen, 0),
        allSeen: past.seen,
      },
      sureness: "counted",
      step: null,
      evidence,
    },
    ...(await surprisesOf(asked, own, past.films, evidence)),
  ];
};
