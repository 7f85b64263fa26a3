/** `slate`: which films to book for the coming weeks, as slates that no other beats in everything. */
import type { AnyFault } from "../../../shared/domain/fault.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import { readSlateQuestion } from "../../client/slates.ts";
import { type Command, openToRead, secondsSince } from "./job.ts";

const filmsOf = (text: string): number[] => text.split(",").filter(Boolean).map(Number);

export const slate: Command = async (job) => {
  const { clients, option, say } = job;
  const started = performance.now();
  await openToRead(job);
  const wanted = option<string>("venue", "");
  const { venues } = await unwrap(clients.data.listVenues({}));
  const venue = venues.find(({ name, nameZh }) => name === wanted || nameZh === wanted);
  if (!venue)
    throw new Failure({
      type: "UnknownVenue",
      venue: wanted,
      known: venues.map(({ name }) => name),
    } as AnyFault);
  const week = option("week", "");
  const { problem, weeks, model } = await readSlateQuestion(clients, venue.id, week, option("weeks", 1));
  const titles = option("titles", 0);
  const budget = option("hire-budget", 0);
  const scheduling = await clients.scheduling();
  const frontier = await unwrap(
    scheduling.slates(
      {
        problem,
        weeks,
        wish: {
          ...(titles > 0 ? { titles } : {}),
          ...(budget > 0 ? { hireBudget: budget } : {}),
          booked: filmsOf(option("book", "")),
          refused: filmsOf(option("refuse", "")),
        },
      },
      { onProgress: ({ done, of }) => say(`slate ${done} of ${of}`) },
    ),
  );
  const titleOf = new Map(problem.candidates.map(({ film, title }) => [film, title]));
  const named = <T extends { readonly film: number }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, title: titleOf.get(row.film) ?? "" }));
  const slates = frontier.slates.map((each) => ({
    ...each,
    bookings: named(each.bookings),
    decisions: named(each.decisions),
  }));
  const figure = (value: number | null): string => (value === null ? "unknown" : value.toFixed(0));
  return {
    result: { ...frontier, slates, venue: venue.name, week, model, seconds: secondsSince(started) },
    summary: [
      `${venue.name}, ${frontier.weeks.length} weeks from ${week}: ${slates.length} slates of at most ${frontier.titles} titles a week.`,
      ...slates.flatMap(({ sought, admissions, revenue, reach, genres, gap, bookings }) => [
        `Most ${sought.join(", ")}: ${admissions.toFixed(0)} admissions, ${figure(revenue)} after film hire, reach ${figure(reach)}, ${genres.length} genres; within ${(100 * gap).toFixed(2)} % of the best.`,
        ...bookings.map(
          ({ title, week: n, action, showings, admissions: each }) =>
            `  week ${n + 1}  ${action.padEnd(8)} ${title}: ${showings.toFixed(0)} showings, ${each.toFixed(0)} admissions`,
        ),
      ]),
    ].join("\n"),
  };
};
