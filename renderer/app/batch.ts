/** The batch interface: one command without a window, through the same clients as the window's pages. */

import { splitKinds } from "../../shared/contract/evaluation.ts";
import type { Task } from "../../shared/contract/host.ts";
import { TrainRequest } from "../../shared/contract/training.ts";
import { type AnyFault, Failure, faultOf } from "../../shared/domain/fault.ts";
import type { ModelTask } from "../../shared/domain/model-tasks.ts";
import type { Clients } from "../client/client.ts";
import { unwrap } from "../client/read.ts";
import { actuals } from "./batch/actuals.ts";
import { attention } from "./batch/attention.ts";
import { briefing } from "./batch/briefing.ts";
import { compare } from "./batch/compare.ts";
import { compositions } from "./batch/compositions.ts";
import { concept } from "./batch/concept.ts";
import { evaluate } from "./batch/evaluate.ts";
import { experience } from "./batch/experience.ts";
import { explain } from "./batch/explain.ts";
import { exportPlan } from "./batch/export.ts";
import { feedback } from "./batch/feedback.ts";
import { forecast } from "./batch/forecast.ts";
import { forget } from "./batch/forget.ts";
import { holidays } from "./batch/holidays.ts";
import { images } from "./batch/images.ts";
import { importFiles } from "./batch/import.ts";
import {
  type Command,
  type Job,
  openLibrary,
  openToRead,
  paced,
  seconds,
  secondsSince,
} from "./batch/job.ts";
import { learningCurve } from "./batch/learning-curve.ts";
import { list } from "./batch/list.ts";
import { matrix } from "./batch/matrix.ts";
import { overrides } from "./batch/overrides.ts";
import { plan } from "./batch/plan.ts";
import { quarantine } from "./batch/quarantine.ts";
import { models, promote, rollBackTask } from "./batch/registry.ts";
import { retention } from "./batch/retention.ts";
import { retrain } from "./batch/retrain.ts";
import { safetyCommands } from "./batch/safety.ts";
import { share } from "./batch/share.ts";
import { slate } from "./batch/slate.ts";
import { solve } from "./batch/solve.ts";
import { films, segments } from "./batch/tables.ts";
import { trailers } from "./batch/trailers.ts";
import { tune } from "./batch/tune.ts";
import { voices } from "./batch/voices.ts";
import { watch } from "./batch/watch.ts";
import { whatIf } from "./batch/what-if.ts";
import { windows } from "./batch/windows.ts";

type BatchTask = Extract<Task, { type: "batch" }>;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const fail = (fault: AnyFault): never => {
  throw new Failure(fault);
};

const sample: Command = async ({ clients, file, option, say }) => {
  const start = performance.now();
  const tell = paced(say);
  const info = await unwrap(
    clients.data.createSample(
      { file: file("out"), seed: option("seed", 1) },
      { onProgress: ({ share, phase }) => tell(`${percent(share)} ${phase}`) },
    ),
  );
  const result = { ...info.counts, path: info.path, bytes: info.bytes, seconds: secondsSince(start) };
  return {
    result,
    summary: `Sample library written in ${seconds(result.seconds)}: ${info.counts.films} films, ${info.counts.members} members, ${info.counts.interactions} interactions, ${info.counts.showings} showings, ${info.counts.reviews} reviews.\n${info.path}`,
  };
};

const imports: Command = async (job) => {
  await openToRead(job);
  const { runs } = await unwrap(job.clients.data.importRuns({}));
  return {
    result: { runs },
    summary: runs
      .map(
        ({ importRun, source, system, added, updated, rejected, rolledBackAt }) =>
          `${String(importRun).padStart(4)}. ${source} (${system}): ${added} added, ${updated} updated, ${rejected} rejected${rolledBackAt === null ? "" : "; taken back"}`,
      )
      .join("\n"),
  };
};

const rollback: Command = async (job) => {
  if (job.option("task", "") !== "") return rollBackTask(job);
  await openLibrary(job);
  const importRun = job.option("run", 0);
  const { removes, restores, keeps } = await unwrap(job.clients.data.rollBackImport({ importRun }));
  const removed = Object.values(removes).reduce((sum, rows) => sum + rows, 0);
  const kept = keeps.reduce((sum, { rows }) => sum + rows, 0);
  return {
    result: { importRun, removes, restores, keeps },
    summary: `Import ${importRun} was taken back: ${removed} rows removed, ${restores} restored, ${kept} kept because later data rests on them or they changed since.`,
  };
};

const info: Command = async (job) => {
  const found = await openToRead(job);
  return { result: { ...found }, summary: JSON.stringify(found, null, 2) };
};

const train: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const training = await clients.training();
  const tell = paced(say);
  const { card } = await unwrap(
    training.train(
      TrainRequest.parse({
        name: option("model", ""),
        split: option("split", splitKinds[0]),
        holdout: option("holdout", 0.1),
        seed: option("seed", 1),
        engine: option("engine", "auto"),
      }),
      {
        onProgress: ({ phase, engine, epoch, epochs, loss, secondsLeft }) =>
          tell(
            `${phase} on ${engine ?? "?"}: epoch ${epoch} of at most ${epochs}${loss ? `, training loss ${loss.training.toFixed(4)}, validation loss ${loss.validation.toFixed(4)}` : ""}${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const { id, name, engine, device, metrics, split, holdout, seed, report, evaluation, data, params } = card;
  const figures = Object.entries(metrics).flatMap(([metric, value]) =>
    value === null ? [] : [`${metric} ${value.toFixed(4)}`],
  );
  return {
    result: {
      model: id,
      name,
      engine,
      device,
      metrics,
      split,
      holdout,
      seed,
      seconds: card.seconds,
      report,
      evaluation,
      data,
      params,
    },
    summary: `Trained ${name} on ${engine} in ${seconds(card.seconds)}; on ${data.test} held-out ratings (${split} split, seed ${seed}): ${figures.join(", ")}. Model ${id}.`,
  };
};

const peopleOptions = [
  { by: "ageBand", name: "age-band" },
  { by: "gender", name: "gender" },
  { by: "occupation", name: "occupation" },
  { by: "area", name: "area" },
  { by: "segment", name: "segment" },
] as const;

/** Films for a member by a model, or for somebody of whom no more is known than the options say. */
const recommended = async ({ clients, option }: Job) => {
  const training = await clients.training();
  const top = option("top", 10);
  const member = option("member", 0);
  if (member > 0) {
    const model = option("model", "");
    const task = option<ModelTask | "">("task", "");
    const answer = await unwrap(
      training.recommend({ ...(model ? { model } : {}), ...(task ? { task } : {}), member, top }),
    );
    return { model: answer.model, member, items: answer.items };
  }
  const groups = peopleOptions.flatMap(({ by, name }) => {
    const value = option(name, "");
    return value === "" ? [] : [{ by, name: value }];
  });
  const { items } = await unwrap(training.recommendForPeople({ groups, top }));
  return { model: null, member: null, items };
};

const recommend: Command = async (job) => {
  const { clients } = job;
  await openToRead(job);
  const { model, member, items } = await recommended(job);
  const titles = await filmTitles(clients, [
    ...items.map(({ film }) => film),
    ...items.flatMap(({ reasons }) =>
      reasons.flatMap((reason) => (reason.kind === "film" ? [reason.film] : [])),
    ),
  ]);
  const titled = items.map((item) => ({
    ...item,
    title: titles.get(item.film) ?? "",
    reasons: item.reasons.map((reason) =>
      reason.kind === "film" ? { ...reason, title: titles.get(reason.film) ?? "" } : reason,
    ),
  }));
  const lines = titled.map(
    ({ title, score, interval: [low, high] }, rank) =>
      `${String(rank + 1).padStart(3)}. ${title}  ${score.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
  );
  return { result: { model, member, items: titled }, summary: lines.join("\n") };
};

const filmTitles = async (
  clients: Clients,
  films: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const { rows } = await unwrap(clients.data.filmTitles({ films: [...new Set(films)].slice(0, 5000) }));
  return new Map(rows.map(({ id, title }) => [id, title]));
};

const commands: Readonly<Record<string, Command>> = {
  sample,
  import: importFiles,
  imports,
  rollback,
  quarantine,
  train,
  tune,
  evaluate,
  compare,
  "learning-curve": learningCurve,
  recommend,
  matrix,
  list,
  feedback,
  models,
  promote,
  retrain,
  watch,
  explain,
  "what-if": whatIf,
  attention,
  experience,
  briefing,
  retention,
  images,
  trailers,
  voices,
  forecast,
  holidays,
  overrides,
  plan,
  slate,
  windows,
  export: exportPlan,
  actuals,
  compositions,
  solve,
  info,
  concept,
  films,
  segments,
  ...safetyCommands,
  forget,
  share,
};

/** Runs the command and hands its outcome to the main process, which prints it and ends. */
export const runBatch = async (clients: Clients, task: BatchTask): Promise<void> => {
  const { host } = clients;
  const job: Job = {
    clients,
    say: (line) => void host.batchProgress({ line }),
    has: (name) => Object.hasOwn(task.files, name),
    file: (name) => task.files[name] ?? fail({ type: "UnknownFile" }),
    fileIfAny: (name) => task.files[name],
    option: <T extends string | number | boolean>(name: string, otherwise: T) =>
      (task.options[name] ?? otherwise) as T,
  };
  try {
    const command = commands[task.command] ?? fail({ type: "UnknownCommand" });
    const { result, summary, failed = false } = await command(job);
    await host.batchDone({ exitCode: failed ? 1 : 0, result: { ...result }, summary });
  } catch (error) {
    if (!(error instanceof Failure) && error instanceof Error)
      await host.report({ message: error.message, stack: error.stack ?? "" });
    const fault = faultOf(error);
    await host.batchDone({
      exitCode: 1,
      result: { error: fault },
      summary: `failed: ${JSON.stringify(fault)}`,
    });
  }
};
