/** `learning-curve`: quality against the share of the ratings learned from. */
import { splitKinds } from "../../../shared/contract/evaluation.ts";
import { TrainRequest } from "../../../shared/contract/training.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openToRead } from "./job.ts";

export const learningCurve: Command = async (job) => {
  const { clients, option, say } = job;
  await openToRead(job);
  const training = await clients.training();
  const request = TrainRequest.parse({
    name: option("model", ""),
    split: option("split", splitKinds[0]),
    holdout: option("holdout", 0.1),
    seed: option("seed", 1),
    engine: option("engine", "auto"),
  });
  const { engine, points } = await unwrap(
    training.learningCurve(request, {
      onProgress: ({ share, secondsLeft }) =>
        say(
          `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`,
        ),
    }),
  );
  const { name, split, holdout, seed } = request;
  const lines = points.map(({ share, ratings, metrics }) => {
    const figures = Object.entries(metrics).flatMap(([metric, figure]) =>
      figure ? [`${metric} ${figure.value.toFixed(4)}`] : [],
    );
    return `${(100 * share).toFixed(0).padStart(4)} % (${ratings} ratings): ${figures.join(", ")}`;
  });
  return {
    result: { model: name, engine, split, holdout, seed, points },
    summary: [`${name} on ${engine} (${split} split, seed ${seed})`, ...lines].join("\n"),
  };
};
