/** `windows`: in which week each own title opens, beside the releases of others, and what every other week would cost. */
import type { WindowOption } from "../../../shared/contract/windows.ts";
import { unwrap } from "../../client/read.ts";
import { readWindowQuestion } from "../../client/windows.ts";
import { type Command, openToRead, secondsSince } from "./job.ts";

export const windows: Command = async (job) => {
  const { clients, option, say } = job;
  const started = performance.now();
  await openToRead(job);
  const kept = await unwrap(clients.data.listWindows({}));
  const wishes = job.has("titles")
    ? (await unwrap(clients.data.readTitles({ file: job.file("titles") }))).titles
    : kept.titles;
  const competitors = job.has("competitors")
    ? (await unwrap(clients.data.readCompetitors({ file: job.file("competitors") }))).competitors
    : kept.competitors;
  const { question, model } = await readWindowQuestion(clients, {
    from: option("from", ""),
    weeks: option("weeks", 26),
    titles: wishes,
    competitors,
  });
  const answer = await unwrap(
    (await clients.scheduling()).placeTitles(
      { question },
      { onProgress: ({ done, of }) => say(`${Math.round((100 * done) / of)} %`) },
    ),
  );
  const { rows } = await unwrap(clients.data.filmTitles({ films: wishes.map(({ film }) => film) }));
  const titleOf = (film: number): string => rows.find(({ id }) => id === film)?.title ?? `#${film}`;
  const nameOf = (other: number): string =>
    other < wishes.length
      ? titleOf(wishes[other]?.film ?? 0)
      : (competitors[other - wishes.length]?.title ?? "");
  const told = ({ week, takers, ...rest }: WindowOption) => ({
    week: answer.weeks[week] as string,
    ...rest,
    takers: takers.map(({ other, share }) => ({ title: nameOf(other), share })),
  });
  const titles = answer.titles.map(({ film, week, admissions, options }) => ({
    film,
    title: titleOf(film),
    week: answer.weeks[week] as string,
    admissions,
    options: options.map(told),
  }));
  return {
    result: { ...answer, titles, model, seconds: secondsSince(started) },
    summary: titles
      .map(({ title, week, admissions: { value, low, high }, options }) => {
        const others = options.filter((each) => each.barrier === null && each.week !== week);
        const [next] = others.sort((a, b) => a.loss.value - b.loss.value);
        const alternative = next
          ? `; next best ${next.week}: ${next.loss.value.toFixed(0)} less (${next.loss.low.toFixed(0)} to ${next.loss.high.toFixed(0)})`
          : "";
        return `${title}: ${week}, ${value.toFixed(0)} admissions (${low.toFixed(0)} to ${high.toFixed(0)})${alternative}`;
      })
      .join("\n"),
  };
};
