/** Options of commands that fine-tune an encoder from the disk. */
import type { TuningMethod, TuningRequest } from "../../../shared/contract/encoders.ts";
import type { EngineChoice } from "../../../shared/contract/training.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { unwrap } from "../../client/read.ts";
import { type Command, type Job, openLibrary, paced, seconds } from "./job.ts";
import { reportLines } from "./report-lines.ts";

const numbers = {
  layers: "layers",
  rank: "rank",
  epochs: "epochs",
  "learning-rate": "learningRate",
} as const;

export const tuningFrom = ({ option, has }: Job): TuningRequest => ({
  method: option<TuningMethod>("method", "adapters"),
  ...Object.fromEntries(
    Object.entries(numbers)
      .filter(([name]) => has(name))
      .map(([name, key]) => [key, option(name, 0)]),
  ),
});

/** `voices train`: fine-tunes and keeps in the library. */
export const trainEncoder: Command = async (job) => {
  const { clients, file, fileIfAny, option, say } = job;
  for (const name of ["encoder", "source"])
    if (fileIfAny(name) === undefined) {
      const fault = { type: "Usage", detail: `voices train needs --${name}` };
      throw new Failure(fault);
    }
  await openLibrary(job);
  const texts = await unwrap(clients.data.readLabelledTexts({ file: file("source") }));
  const training = await clients.training();
  const tell = paced(say);
  const card = await unwrap(
    training.tuneEncoder(
      {
        encoder: file("encoder"),
        tuning: tuningFrom(job),
        engine: option<EngineChoice>("engine", "auto"),
        seed: option("seed", 1),
        name: "",
        texts,
      },
      {
        onProgress: ({ phase, share, secondsLeft, loss }) =>
          tell(
            `${phase} ${(100 * share).toFixed(0)} %${loss ? `, epoch ${loss.epoch}: loss ${loss.training.toFixed(4)}, validation ${loss.validation.toFixed(4)}` : ""}${secondsLeft === null ? "" : `, ${seconds(secondsLeft)} left`}`,
          ),
      },
    ),
  );
  const { report, classes, curve, ...rest } = card;
  const named = Object.fromEntries(
    classes.map((name, c) => [name, report.classes[c] as (typeof report.classes)[number]]),
  );
  const { accuracy, micro, macro, weighted } = report;
  return {
    result: { ...rest, accuracy, report: { classes: named, micro, macro, weighted }, curve },
    summary: [
      `${card.encoder.name} fine-tuned (${card.tuning.method}, ${card.parameters} numbers) on ${card.learned} texts in ${seconds(card.seconds)} on ${card.engine}; kept as ${card.id}, ${(card.bytes / 1024).toFixed(0)} KB. On the ${micro.support} texts that chose the epoch:`,
      ...reportLines({ classes: named, micro, macro, weighted }),
    ].join("\n"),
  };
};
