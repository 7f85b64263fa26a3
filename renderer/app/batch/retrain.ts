/** `retrain`: champions trained anew, for schedulers of the system. */
import type { Retrained, TrainProgress } from "../../../shared/contract/training.ts";
import { type ModelTask, modelTasks } from "../../../shared/domain/model-tasks.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, openLibrary } from "./job.ts";

const retrainedLine = ({ task, outcome, candidate, comparison, flattered }: Retrained): string => {
  const figures = comparison
    ? ` ${comparison.metric} ${comparison.candidate.toFixed(4)} against ${comparison.champion.toFixed(4)}, gain ${comparison.gain.toFixed(4)} (${comparison.interval.map((end) => end.toFixed(4)).join(" to ")}).`
    : "";
  const end = {
    promoted: `model ${candidate} is champion now.`,
    kept: "the champion stays.",
    stored: `model ${candidate} is stored; the champion stays.`,
  }[outcome];
  return `${task}: ${end}${figures}${flattered ? " The champion was not split by time and may have learned some of these ratings." : ""}`;
};

export const retrain: Command = async (job) => {
  const { clients, option, say } = job;
  await openLibrary(job);
  const training = await clients.training();
  const wanted = option<ModelTask | "all">("task", "all");
  const { champions } = await unwrap(clients.data.champions({}));
  const tasks =
    wanted === "all" ? modelTasks.filter((each) => champions.some(({ task }) => task === each)) : [wanted];
  const retrained: Retrained[] = [];
  for (const task of tasks)
    retrained.push(
      await unwrap(
        training.retrain(
          { task, promote: option<"if-better" | "never" | "always">("promote", "if-better") },
          {
            onProgress: ({ phase, epoch, epochs }: TrainProgress) =>
              say(`${task}: ${phase}${epochs > 0 ? `, epoch ${epoch} of at most ${epochs}` : ""}`),
          },
        ),
      ),
    );
  return {
    result: { retrained },
    summary: retrained.length === 0 ? "No champion to train anew." : retrained.map(retrainedLine).join("\n"),
  };
};
