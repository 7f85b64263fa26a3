/** `attention allocate`: promotion spread over films, segments and weeks, of a library's venue or of an instance that stands in a file. */
import type { LimitName, NextUnit } from "../../../shared/contract/allocation.ts";
import type { AllocationInstance } from "../../../shared/domain/allocation-instance.ts";
import { readAttention, usualSearch } from "../../client/attention.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead, paced, secondsSince } from "./job.ts";
import { venueNamed } from "./venue.ts";

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
const mostLines = 12;

const limitWords = ({ kind, channel, week, segment, obligation }: LimitName): string =>
  [kind, channel, week, segment, obligation === null ? null : `obligation ${obligation}`]
    .filter((each) => each !== null)
    .join(" ");

const nextWords = (
  titleOf: (film: string) => string,
  { film, channel, week, units, gain, heldBy, holder }: NextUnit,
): string =>
  `  ${units} more of ${channel} in ${week} for ${titleOf(film)} is worth ${gain.toFixed(1)} admissions; ${
    heldBy === null
      ? "nothing holds it back but what it costs"
      : `it is held back by ${limitWords(heldBy)}${holder ? `: ${titleOf(holder.film)} would lose ${holder.loss.toFixed(1)}${holder.by ? `, and ${holder.by} asks for it` : ""}` : ""}`
  }`;

const owedWords = (
  { obligations }: AllocationInstance,
  titleOf: (film: string) => string,
  obligation: number | null,
): string => {
  const owed = obligation === null ? undefined : obligations[obligation];
  return owed ? `${owed.least} of ${owed.channel} for ${titleOf(owed.film)}` : "fair shares of distributors";
};

export const attention: Command = async (job) => {
  const started = performance.now();
  const { clients, option } = job;
  const given = job.fileIfAny("instance");
  if (!given) await openToRead(job);
  const base = given
    ? null
    : await (async () => {
        const { venues } = await unwrap(clients.data.listVenues({}));
        const wanted = option("venue", venues[0]?.name ?? "");
        const venue = await venueNamed(job, wanted);
        const week = option("week", venue.nextWeek ?? "");
        return {
          venue: venue.name,
          ...(await readAttention(clients, venue.id, week, option("weeks", 1), null)),
        };
      })();
  const instance = base?.instance ?? (await unwrap(clients.data.readAllocation({ file: given ?? "" })));
  const tell = paced(job.say);
  const scheduling = await clients.scheduling();
  const { held: _, ...answer } = await unwrap(
    scheduling.allocate(
      { instance, ...usualSearch, seconds: option("limit", usualSearch.seconds), pins: [] },
      { onProgress: ({ value, bound }) => tell(`${value.toFixed(1)} of at most ${bound.toFixed(1)}`) },
    ),
  );
  const titles = new Map(instance.films.map(({ id, title }) => [id, title ?? id]));
  const titleOf = (film: string): string => titles.get(film) ?? film;
  const films = answer.films
    .map((each) => ({
      ...each,
      title: titleOf(each.film),
      expected: base?.films.find(({ film }) => String(film) === each.film)?.expected ?? null,
      extra: each.weeks.reduce((sum, n) => sum + n, 0),
    }))
    .sort((a, b) => b.extra - a.extra);
  return {
    result: {
      ...answer,
      films,
      venue: base?.venue ?? null,
      week: base?.week ?? null,
      weeks: base?.weeks ?? instance.weeks.map((week) => ({ week, plan: null })),
      model: base?.model ?? null,
      members_part: base?.membersPart ?? null,
      channels: instance.channels,
      instance,
      search_seconds: answer.seconds,
      seconds: secondsSince(started),
    },
    summary: [
      `${answer.value.toFixed(1)} extra admissions (80 %: ${answer.low.toFixed(1)} to ${answer.high.toFixed(1)}); no allocation is worth more than ${answer.bound.toFixed(1)}: within ${percent(answer.gap)}. An even split brings ${answer.even.toFixed(1)}. Spent ${answer.cost.toFixed(2)}.`,
      `Strengths: ${instance.channels.map(({ id, strength: { basis, value, low, high } }) => `${id} ${percent(value)} (80 %: ${percent(low)} to ${percent(high)}), ${basis}`).join("; ")}.`,
      ...films
        .slice(0, mostLines)
        .map(
          ({ title, extra, cost }) => `  ${title}: ${extra.toFixed(1)} admissions, ${cost.toFixed(2)} spent`,
        ),
      ...answer.owed.map(
        ({ obligation, cost, high }) =>
          `  ${owedWords(instance, titleOf, obligation)} costs ${cost.toFixed(1)} admissions, ${high.toFixed(1)} at most`,
      ),
      ...answer.next.slice(0, mostLines).map((next) => nextWords(titleOf, next)),
      ...answer.limits
        .slice(0, mostLines)
        .map(
          ({ worth, per, film, ...limit }) =>
            `  ${limit.kind === "obligation" ? `${per} less` : `${per} more`} of ${limitWords(limit)} is worth ${worth.toFixed(2)} admissions${film ? `, to ${titleOf(film)}` : ""}`,
        ),
    ].join("\n"),
  };
};
