/** `tune`: a search for better parameters of a model; `--resume` goes on with the last one of the same request. */
import { splitKinds } from "../../../shared/contract/evaluation.ts";
import type { Importance, SearchReport } from "../../../shared/contract/tuning.ts";
import { SearchRequest } from "../../../shared/contract/tuning.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openLibrary } from "./job.ts";

const numbers = (params: Readonly<Record<string, number>>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
const figure = (score: number | null | undefined): string => (score == null ? "none" : score.toFixed(4));

const whatMattered = (importance: Importance | null): string => {
  if (!importance) return "Too few trials to tell what mattered.";
  const { parameters, spread, chance, best, worst, foretold } = importance;
  if (spread <= chance)
    return `Nothing mattered: scores lie between ${figure(best)} and ${figure(worst)}, closer than chance (${figure(chance)}) can tell apart.`;
  const told = parameters
    .filter(({ share }) => share >= 0.05)
    .map(({ name, share, deviation, from, to }) => {
      const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
      return `${name} ${percent(share)} ± ${percent(deviation)}, best between ${from} and ${to}`;
    });
  return `Of the differences between trials: ${told.join("; ")}. Foretold of trials not seen: ${(100 * Math.max(0, foretold)).toFixed(0)} %.`;
};

const lastOfTheSame = async ({ clients }: Job, request: SearchRequest): Promise<string | null> => {
  const { searches } = await unwrap(clients.data.listSearches({}));
  const same = searches.find(({ request: other }) =>
    (["name", "split", "holdout", "seed", "engine"] as const).every((key) => other[key] === request[key]),
  );
  return same?.id ?? null;
};

const trained = async ({ clients }: Job, { request, best }: SearchReport) => {
  const training = await clients.training();
  const { name, split, holdout, seed, engine } = request;
  const params = best?.params ?? {};
  return (await unwrap(training.train({ name, split, holdout, seed, engine, params }))).card;
};

export const tune: Command = async (job) => {
  const { clients, option, say } = job;
  const started = performance.now();
  await openLibrary(job);
  const request = SearchRequest.parse({
    name: option("model", ""),
    split: option("split", splitKinds[0]),
    holdout: option("holdout", 0.1),
    seed: option("seed", 1),
    engine: option("engine", "auto"),
    trials: option("trials", 40),
    minutes: option<number>("minutes", 0) || null,
  });
  const resume = option("resume", false) ? await lastOfTheSame(job, request) : null;
  const training = await clients.training();
  let told = -1;
  const { report } = await unwrap(
    training.tune(
      { ...request, resume },
      {
        onProgress: ({ report, running, secondsLeft }) => {
          if (!report || !running || report.results.length === told) return;
          told = report.results.length;
          const last = report.results.at(-1);
          const judged = last
            ? `trial ${last.trial} at ${report.shares[last.rung]?.toFixed(2)} of its budget: ${figure(last.score)}; `
            : "";
          say(
            `${judged}best ${figure(report.best?.score)}, defaults ${figure(report.defaults?.score)}; trial ${running.trial + 1} of ${request.trials}${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`,
          );
        },
      },
    ),
  );
  const { best, defaults, metric, importance, results } = report;
  if (option("remember", false) && best && best.trial !== 0)
    await unwrap(clients.data.keepDefaults({ name: request.name, params: best.params }));
  const card = option("train", false) ? await trained(job, report) : null;
  const trials = new Set(results.map(({ trial }) => trial)).size;
  return {
    result: {
      search: report.id,
      model: request.name,
      metric,
      judging: report.judging,
      judged: report.judged,
      budget: report.budget,
      shares: report.shares,
      trials,
      complete: report.complete,
      resumed: resume !== null,
      defaults: defaults && { score: defaults.score, error: defaults.error, params: defaults.params },
      best: best && { score: best.score, error: best.error, params: best.params, trial: best.trial },
      importance,
      results,
      trained: card && { model: card.id, metrics: card.metrics },
      seconds: (performance.now() - started) / 1000,
    },
    summary: [
      `${trials} trials of ${request.name}, judged by ${metric} of ${report.judged} validation ${report.judging === "ratings" ? "ratings" : "members"}: defaults ${figure(defaults?.score)}, best ${figure(best?.score)}${best ? ` with ${numbers(best.params)}` : ""}.`,
      best?.trial === 0 ? "No trial beat the defaults." : "",
      whatMattered(importance),
      card
        ? `Trained anew with them; on ${card.data.test} held-out ratings: ${metric} ${figure(card.metrics[metric])}. Model ${card.id}.`
        : "",
    ]
      .filter(Boolean)
      .join("\n"),
  };
};
