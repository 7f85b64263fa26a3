/**
 * `images embed`: looks at posters that were not yet. `images train`: learns what tells labels from them, judged on posters held out. `images report`:
 * what is measured in them, by genre, and what was learned. `images benefit`: what they add for films that nobody has seen. `images faces`: faces in posters.
 */
import type { ImageHeadCard } from "../../../shared/contract/images.ts";
import type { EngineChoice } from "../../../shared/contract/training.ts";
import { areaOf } from "../../../shared/domain/faces.ts";
import { lookFeatures } from "../../../shared/domain/poster-look.ts";
import { seedsOf } from "../../../shared/domain/seeds.ts";
import { unwrap } from "../../client/read.ts";
import { genreRows } from "../../features/images/genre-figures.ts";
import { type Command, openLibrary, openToRead, paced, seconds } from "./job.ts";

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
  const { card } = await unwrap(data.imageHead({}));
  const features = Object.fromEntries(lookFeatures.map((feature) => [feature, genreRows(looks, feature)]));
  return {
    result: { posters, waiting: waiting.length, looked: looks.films.length, features, head: card },
    summary: [
      `${looks.films.length} of ${posters} posters were looked at.`,
      card
        ? `Labels told of posters held out: ${headLine(card)}`
        : "No labels were learned yet: images train.",
      ...lookFeatures.flatMap((feature) =>
        (features[feature] ?? []).map(
          ({ genre, posters: n, low, median, high }) =>
            `${feature.padEnd(13)} ${(genre ?? "all").padEnd(16)} ${median.toFixed(2)} (half within ${low.toFixed(2)} to ${high.toFixed(2)}), ${n} posters`,
        ),
      ),
    ].join("\n"),
  };
};

const train: Command = async (job) => {
  await openLibrary(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const { card } = await unwrap(
    training.trainImageHead(
      { seed: job.option("seed", 1) },
      { onProgress: ({ phase, share }) => tell(`${phase} ${(100 * share).toFixed(0)} %`) },
    ),
  );
  return {
    result: { ...card },
    summary: [
      `${card.labels.length} labels learned from ${card.posters} posters in ${seconds(card.seconds)}. Told of posters held out: ${headLine(card)}`,
      ...card.labels.map(
        ({ kind, name, support, ap, baselineAp, f1, baselineF1 }) =>
          `  ${kind} ${name}: AP ${ap.toFixed(2)} (${baselineAp.toFixed(2)} without looking), F1 ${f1.toFixed(2)} (${baselineF1.toFixed(2)}), ${support} posters`,
      ),
      ...card.ablation.map(
        ({ using, macroAp, macroF1, appealR2 }) =>
          `  ${using}: AP ${macroAp.toFixed(3)}, F1 ${macroF1.toFixed(3)}${appealR2 === null ? "" : `, R2 of ratings ${appealR2.toFixed(3)}`}`,
      ),
    ].join("\n"),
  };
};

const headLine = ({ macro, ece, brier, baselineBrier, appeal }: ImageHeadCard): string =>
  `AP ${macro.ap.toFixed(3)} (${macro.baselineAp.toFixed(3)} without looking), F1 ${macro.f1.toFixed(3)} (${macro.baselineF1.toFixed(3)}), calibration error ${ece.toFixed(3)}, Brier ${brier.toFixed(3)} (${baselineBrier.toFixed(3)})${appeal ? `; R2 of mean ratings ${appeal.r2.toFixed(3)} over ${appeal.films} films` : ""}.`;

const benefit: Command = async (job) => {
  await openToRead(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const measured = await unwrap(
    training.posterBenefit(
      { seeds: seedsOf(job.option("seeds", "1..5")) },
      { onProgress: ({ share }) => tell(`${(100 * share).toFixed(0)} %`) },
    ),
  );
  const gain = ({ mean, low, high }: typeof measured.gain): string =>
    `${mean >= 0 ? "+" : ""}${mean.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;
  return {
    result: { protocol: "cold-films", model: "content-ridge", ...measured },
    summary: [
      `Films that nobody has seen, NDCG@10 over ${measured.members} members and seeds ${measured.bySeed.map(({ seed }) => seed).join(", ")}: ${measured.without.toFixed(4)} without posters.`,
      `  with posters ${measured.with.toFixed(4)}, ${gain(measured.gain)}`,
      `  as the model decides on its own validation ${measured.decided.toFixed(4)}, ${gain(measured.decidedGain)}`,
    ].join("\n"),
  };
};

const faces: Command = async (job) => {
  await openToRead(job);
  const { clients, option, say } = job;
  const training = await clients.training();
  const tell = paced(say);
  const { embedded, waiting } = await unwrap(clients.data.embeddedPosters({}));
  const wanted = option("film", 0);
  const films = wanted > 0 ? [wanted] : [...new Set([...embedded, ...waiting])].sort((a, b) => a - b);
  const { rows } = await unwrap(clients.data.filmTitles({ films: films.slice(0, 5000) }));
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  const found = [];
  for (const [n, film] of films.entries()) {
    tell(`${n} of ${films.length}`);
    const answer = await training.posterFaces({ film });
    if (!answer.ok && answer.error.type === "NoPicture") continue;
    const { faces: told } = await unwrap(Promise.resolve(answer));
    found.push({ film, title: titles.get(film) ?? "", faces: told, count: told.length, area: areaOf(told) });
  }
  return {
    result: { looked: found.length, films: found },
    summary: [
      `${found.filter(({ count }) => count > 0).length} of ${found.length} posters show faces.`,
      ...found
        .filter(({ count }) => count > 0)
        .map(
          ({ film, title, count, area, faces: told }) =>
            `  ${film} ${title}: ${count}, ${(100 * area).toFixed(1)} % of the area, sure to ${told.map(({ sure }) => sure.toFixed(2)).join(", ")}`,
        ),
    ].join("\n"),
  };
};

const actions: Readonly<Record<string, Command>> = { embed, train, report, benefit, faces };

export const images: Command = (job) => (actions[job.option<string>("action", "embed")] ?? embed)(job);
