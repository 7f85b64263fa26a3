/** What goes with a surprise of the week: full houses, rivals that opened, a turn in the talk before it, holidays. */
import type { BackTest } from "../../../shared/contract/scheduling.ts";
import type { Evidence, Why } from "../../../shared/domain/briefing.ts";
import { unwrap } from "../read.ts";
import { type Asked, addDays, knownBefore } from "./source.ts";
import { titlesOf } from "./titles.ts";
import { speechEvidence } from "./voices.ts";

type Week = BackTest["weeks"][number];
type FilmWeek = Week["films"][number];

/** Talk of so many days before the week ended may have gone with it. */
const talkDays = 42;

const fullHouses = ({ seen, high, full, showings }: FilmWeek, evidence: Evidence): Why[] =>
  seen > high && full > 0 ? [{ reason: { kind: "full", full, showings }, evidence }] : [];

/** The one that took most beyond what was expected of it. */
const rival = async (
  asked: Asked,
  own: FilmWeek,
  films: Week["films"],
  evidence: Evidence,
): Promise<Why[]> => {
  if (own.seen >= own.low) return [];
  const strongest = films
    .filter(({ film, opened, seen, high }) => opened && film !== own.film && seen > high)
    .sort((a, b) => b.seen - b.expected - (a.seen - a.expected))[0];
  if (!strongest) return [];
  const { film, seen, expected, low, high } = strongest;
  const named = await titlesOf(asked, [film]);
  return [
    {
      reason: { kind: "rival", film: named(film), seen, expected: { value: expected, low, high } },
      evidence,
    },
  ];
};

/** The latest turn that goes the same way; nothing where no text was read. */
const turnBefore = async (asked: Asked, { film, seen, high }: FilmWeek): Promise<Why[]> => {
  const { clients, week, signal } = asked;
  const until = knownBefore(asked);
  const training = await clients.training();
  const spoken = await training.reputation({ kind: "film", key: String(film), until }, { signal });
  if (!spoken.ok) {
    signal?.throwIfAborted();
    return [];
  }
  const turn = spoken.value.found.find(
    ({ at, before, after }) => at >= addDays(week, -talkDays) && at < week && after >= before === seen > high,
  );
  if (!turn) return [];
  const { kind, at, before, after } = turn;
  return [
    {
      reason: { kind: "turn", turn: kind, at, before, after },
      evidence: speechEvidence(until, "film", String(film)),
    },
  ];
};

/** Of a film that drew more or fewer than expected. */
export const whysOf = async (
  asked: Asked,
  own: FilmWeek,
  films: Week["films"],
  evidence: Evidence,
): Promise<Why[]> => [
  ...fullHouses(own, evidence),
  ...(await rival(asked, own, films, evidence)),
  ...(await turnBefore(asked, own)),
];

/** Holidays of the venue's region in a week that drew more or fewer than expected, and in the one before it. */
export const holidayWhys = async ({ clients, venue, week, signal }: Asked): Promise<Why[]> => {
  const { venues } = await unwrap(clients.data.holidayRegions({}, { signal }));
  const region = venues.find(({ id }) => id === venue.id)?.region ?? "";
  if (region === "") return [];
  const { holidays } = await unwrap(clients.data.listHolidays({ region }, { signal }));
  return holidays
    .filter(({ date }) => date >= addDays(week, -14) && date < week)
    .map(({ date, name, nameZh }) => ({
      reason: { kind: "holiday", date, of: { name, nameZh } },
      evidence: { route: "/demand/holidays", command: ["holidays", "--region", region] },
    }));
};
