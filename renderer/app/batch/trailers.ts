/**
 * `trailers read`: reads videos of a file or a folder, each of the film that its name tells. `trailers report`: shots and curves of every trailer against
 * its genres. `trailers remove`: takes a reading away.
 */
import type { KeptTrailer } from "../../../shared/contract/trailers.ts";
import {
  bandsOf,
  curveOf,
  figuresOf,
  measures,
  othersOf,
  standingOf,
} from "../../../shared/domain/trailer-norm.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, openToRead, paced, seconds } from "./job.ts";

const read: Command = async (job) => {
  await openLibrary(job);
  const { data, training } = job.clients;
  const { videos } = await unwrap(data.foundTrailers({ file: job.file("source") }));
  const film = job.option("film", 0);
  const told = videos.map((video) => ({ ...video, film: film > 0 ? film : video.film }));
  const named = told.filter((video): video is typeof video & { film: number } => video.film !== null);
  const unnamed = told.filter((video) => video.film === null).map(({ name }) => name);
  const tell = paced(job.say);
  const {
    read: done,
    failed,
    seconds: took,
  } = await unwrap(
    (await training()).readTrailers(
      { trailers: named },
      {
        onProgress: ({ done, of, name, share, secondsLeft }) =>
          tell(
            `${done} of ${of}, ${(100 * share).toFixed(0)} %: ${name}${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`,
          ),
      },
    ),
  );
  return {
    result: { found: videos.length, read: done, failed, unnamed, seconds: took },
    summary: [
      `${done} of ${videos.length} videos read in ${seconds(took)}.`,
      ...unnamed.map((name) => `  ${name}: names no film of the library`),
      ...failed.map(({ name, problem, detail }) => `  ${name}: ${problem} ${detail}`),
    ].join("\n"),
  };
};

const rowOf = (all: readonly KeptTrailer[], trailer: KeptTrailer) => {
  const { film, title, name, genres, cuts, width, height, framesPerSecond } = trailer;
  return {
    film,
    title,
    name,
    seconds: trailer.seconds,
    width,
    height,
    framesPerSecond,
    shots: cuts.length + 1,
    cuts: [...cuts],
    figures: figuresOf(trailer),
    curves: Object.fromEntries(measures.map((measure) => [measure, curveOf(trailer, measure)])),
    against: genres.map((genre) => {
      const others = othersOf(all, film, genre);
      return {
        genre,
        trailers: others.length,
        standing: standingOf(trailer, others),
        bands: Object.fromEntries(measures.map((measure) => [measure, bandsOf(others, measure)])),
      };
    }),
  };
};

const report: Command = async (job) => {
  await openToRead(job);
  const { trailers: all } = await unwrap(job.clients.data.trailers({}));
  const film = job.option("film", 0);
  const rows = all.filter((each) => film === 0 || each.film === film).map((each) => rowOf(all, each));
  return {
    result: { trailers: rows },
    summary: rows
      .flatMap(({ title, name, shots, figures, against, seconds: length }) => [
        `${title} (${name}): ${seconds(length)}, ${shots} shots, one in ${figures.shotLength.toFixed(1)} s, L* ${figures.brightness.toFixed(0)}`,
        ...against.map(({ genre, trailers, standing }) =>
          standing
            ? `  ${genre}: faster than ${standing.pace.above} of ${trailers}, brighter than ${standing.brightness.above}`
            : `  ${genre}: ${trailers} others, too few to compare`,
        ),
      ])
      .join("\n"),
  };
};

const remove: Command = async (job) => {
  await openLibrary(job);
  const [film, name] = [job.option("film", 0), job.option("name", "")];
  const { changeSet } = await unwrap(job.clients.data.removeTrailer({ film, name }));
  return {
    result: { film, name, removed: changeSet !== null },
    summary:
      changeSet === null ? `Film ${film} has no trailer called ${name}.` : `The reading of ${name} is gone.`,
    failed: changeSet === null,
  };
};

const actions: Readonly<Record<string, Command>> = { read, report, remove };

export const trailers: Command = (job) => (actions[job.option<string>("action", "report")] ?? report)(job);
