/** `images embed`: what posters look like, for films that nobody has seen yet. */
import type { EngineChoice } from "../../../shared/contract/training.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary } from "./job.ts";

export const images: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const training = await clients.training();
  let told = 0;
  const { failed, ...rest } = await unwrap(
    training.embedPosters(
      { engine: option<EngineChoice>("engine", "auto") },
      {
        onProgress: ({ done, of, secondsLeft }) => {
          if (performance.now() - told < 1000) return;
          told = performance.now();
          say(`${done} of ${of}${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`);
        },
      },
    ),
  );
  const films = failed.map(({ film }) => film).slice(0, 5000);
  const { rows } = await unwrap(clients.data.filmTitles({ films }));
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const failures = failed.map((one) => ({ ...one, title: titles.get(one.film) ?? "" }));
  return {
    result: { ...rest, failed: failed.length, failures },
    summary: [
      `${rest.embedded} posters embedded in ${rest.seconds.toFixed(1)} s, ${rest.skipped} were already, ${failed.length} could not be.`,
      ...failures.map(({ film, title, problem }) => `  ${film} ${title}: ${problem}`),
    ].join("\n"),
  };
};
