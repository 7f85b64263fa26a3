/** `voices train`: encoder.ts. `voices score`: what reviews and posts say, read on this computer and kept in the library. */
import { unwrap } from "../../client/read.ts";
import { trainEncoder } from "./encoder.ts";
import { type Command, openLibrary, paced, seconds } from "./job.ts";

const score: Command = async (job) => {
  await openLibrary(job);
  const training = await job.clients.training();
  const tell = paced(job.say);
  const found = await unwrap(
    training.readTexts(
      {},
      {
        onProgress: ({ done, of, secondsLeft }) =>
          tell(`${done} of ${of} texts${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`),
      },
    ),
  );
  const { read, skipped, languages, mentions, nearDuplicates, inBursts, bursts } = found;
  return {
    result: { ...found },
    summary: [
      `${read} texts read in ${seconds(found.seconds)} (${languages.en} English, ${languages.zh} Chinese, ${languages.other} other), ${skipped} were already; ${mentions} statements on aspects.`,
      `Of all, ${nearDuplicates} are nearly equal to an earlier one; ${inBursts} came in ${bursts} campaign-like bursts.`,
    ].join("\n"),
  };
};

export const voices: Command = (job) =>
  job.option<string>("action", "score") === "train" ? trainEncoder(job) : score(job);
