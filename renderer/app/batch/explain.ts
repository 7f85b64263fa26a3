/** `explain`: why a film stands where it does for a member. */
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead } from "./job.ts";

export const explain: Command = async (job) => {
  const { clients, option } = job;
  await openToRead(job);
  const training = await clients.training();
  const model = option("model", "");
  const film = option("film", 0);
  const member = option("member", 0);
  const explained = await unwrap(
    training.explain({ ...(model ? { model } : {}), whose: { member }, film, top: option("top", 30) }),
  );
  const named = [film, ...explained.films.map((part) => part.film)].slice(0, 5000);
  const { rows } = await unwrap(clients.data.filmTitles({ films: named }));
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const films = explained.films.map((part) => ({ ...part, title: titles.get(part.film) ?? "" }));
  const { base, method, total, leaving } = explained;
  return {
    result: { member, film, title: titles.get(film) ?? "", ...explained, films },
    summary: [
      `${titles.get(film) ?? film} for member ${member}: ${total.toFixed(3)}, ${method}`,
      ...base.map(({ kind, share }) => `  ${share.toFixed(3).padStart(8)}  ${kind}`),
      ...films.slice(0, 12).map(({ title, share }) => `  ${share.toFixed(3).padStart(8)}  ${title}`),
      ...(leaving
        ? [
            `It would fall from place ${leaving.rank} to ${leaving.rankAfter} without ${leaving.films.map((id) => titles.get(id)).join(", ")}.`,
          ]
        : []),
    ].join("\n"),
  };
};
