/** `images embed`: looks at posters that were not yet. `images report`: what is measured in them, by genre. */
import type { EngineChoice } from "../../../shared/contract/training.ts";
import { lookFeatures } from "../../../shared/domain/poster-look.ts";
import { unwrap } from "../../client/read.ts";
import { genreRows } from "../../features/images/genre-figures.ts";
import { type Command, openLibrary, openToRead, paced } from "./job.ts";

const embed: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const training = await clients.training();
  const tell = paced(say);
  const { failed, ...rest } = await unwrap(
    training.embedPosters(
      { engine: option<EngineChoice>("engine", "auto") },
      {
        onProgress: ({ done, of, secondsLeft }) =>
          tell(`${done} of ${of}${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`),
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

const report: Command = async (job) => {
  await openToRead(job);
  const { data } = job.clients;
  const { posters, waiting } = await unwrap(data.embeddedPosters({}));
  const looks = await unwrap(data.posterLooks({}));
  const features = Object.fromEntries(lookFeatures.map((feature) => [feature, genreRows(looks, feature)]));
  return {
    result: { posters, waiting: waiting.length, looked: looks.films.length, features },
    summary: [
      `${looks.films.length} of ${posters} posters were looked at.`,
      ...lookFeatures.flatMap((feature) =>
        (features[feature] ?? []).map(
          ({ genre, posters: n, low, median, high }) =>
            `${feature.padEnd(13)} ${(genre ?? "all").padEnd(16)} ${median.toFixed(2)} (half within ${low.toFixed(2)} to ${high.toFixed(2)}), ${n} posters`,
        ),
      ),
    ].join("\n"),
  };
};

const actions: Readonly<Record<string, Command>> = { embed, report };

export const images: Command = (job) => (actions[job.option<string>("action", "embed")] ?? embed)(job);
