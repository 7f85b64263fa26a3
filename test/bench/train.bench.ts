/** `npm run bench -- train <folder with MovieLens files> …`: held-out figures of every model on each data set, and the seconds. */
import { basename } from "node:path";
import { openEngines } from "../../renderer/models/engine.ts";
import { trainModel } from "../../renderer/models/train.ts";
import { modelNames, TrainRequest } from "../../shared/contract/training.ts";
import { valueOrThrow } from "../../shared/domain/result.ts";
import { readMovieLens } from "../models/movielens.ts";

const folders = process.argv.slice(2);
if (folders.length === 0) console.log("Name one or more folders with ml-latest or ml-100k files.");
const engines = openEngines({});
for (const folder of folders) {
  const { ratings, traits } = readMovieLens(folder);
  for (const name of modelNames) {
    const { card } = valueOrThrow(
      await trainModel(
        engines,
        {
          run: name,
          request: TrainRequest.parse({ name }),
          ratings,
          traits,
          fingerprint: folder,
          resumeFrom: null,
        },
        {
          signal: new AbortController().signal,
          onEngine: () => undefined,
          onEpoch: () => undefined,
          onEvaluation: () => undefined,
          checkpoint: async () => undefined,
        },
      ),
    );
    const figures = ["rmse", "mae", "accuracy", "f1_macro", "ndcg@10", "recall@10", "coverage@90", "ece"]
      .map((key) => `${key} ${card.metrics[key]?.toFixed(4) ?? "none"}`)
      .join(", ");
    console.log(
      `${basename(folder)}, ${name}, ${card.engine}, seed ${card.seed}: ${figures}; ${card.seconds.toFixed(1)} s`,
    );
  }
}
