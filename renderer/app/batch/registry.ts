/** The registry in batch: models with their champions, promoting, rolling back. */
import type { ModelTask } from "../../../shared/domain/model-tasks.ts";
import { taskOf } from "../../../shared/domain/model-tasks.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary, openToRead } from "./job.ts";

export const models: Command = async (job) => {
  await openToRead(job);
  const { data } = job.clients;
  const { cards } = await unwrap(data.listModels({}));
  const { champions, history } = await unwrap(data.champions({}));
  const listed = cards.map((card) => {
    const { id, name, createdAt, metrics, split, forgotten = 0 } = card;
    const champion = champions.find(({ model }) => model === id)?.task ?? null;
    return { model: id, name, task: taskOf(name), champion, createdAt, split, metrics, forgotten };
  });
  return {
    result: { models: listed, champions, history },
    summary: listed
      .map(
        ({ model, name, createdAt, champion }) =>
          `${model}  ${name}, ${new Date(createdAt).toISOString()}${champion ? `, champion of ${champion}` : ""}`,
      )
      .join("\n"),
  };
};

export const promote: Command = async (job) => {
  await openLibrary(job);
  const model = job.option("model", "");
  const { task, promotion, former } = await unwrap(
    job.clients.data.promote({ model, sure: job.option("anyway", false) }),
  );
  return {
    result: { model, task, promotion, former },
    summary:
      promotion === null
        ? `Model ${model} is champion of ${task} already.`
        : `Model ${model} is champion of ${task} now${former ? `, in the place of ${former}` : ""}.`,
  };
};

/** The champion before takes over. */
export const rollBackTask: Command = async (job) => {
  await openLibrary(job);
  const task = job.option<ModelTask>("task", "ratings");
  const { promotion, from, to } = await unwrap(job.clients.data.rollBackChampion({ task }));
  return {
    result: { task, promotion, from, to },
    summary: `Model ${to} is champion of ${task} again, in the place of ${from}.`,
  };
};
