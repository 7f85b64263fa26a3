/** `evaluate` with a protocol of texts: files alone, no library. */
import type { EvaluateTextsRequest } from "../../../shared/contract/texts.ts";
import type { EngineChoice } from "../../../shared/contract/training.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { seedsOf } from "../../../shared/domain/seeds.ts";
import { unwrap } from "../../client/read.ts";
import { tuningFrom } from "./encoder.ts";
import type { Command } from "./job.ts";
import { reportLines } from "./report-lines.ts";

/** The files that were given belong to another protocol. */
export const filesOfAnother = (protocol: string): Failure => {
  const fault = { type: "NotForProtocol", protocol, what: "files" };
  return new Failure(fault);
};

export const evaluateTexts: Command = async (job) => {
  const { clients, file, fileIfAny, option, say } = job;
  const protocol = option<EvaluateTextsRequest["protocol"]>("protocol", "text-split");
  const split = protocol === "text-split";
  const others = ["folds", "splits"].some((name) => fileIfAny(name) !== undefined);
  if (others || fileIfAny(split ? "train" : "source") === undefined) throw filesOfAnother(protocol);
  const texts = await unwrap(clients.data.readLabelledTexts({ file: file(split ? "train" : "source") }));
  const test = split ? await unwrap(clients.data.readLabelledTexts({ file: file("test") })) : undefined;
  const training = await clients.training();
  const evaluated = await unwrap(
    training.evaluateTexts(
      {
        protocol,
        model: option<EvaluateTextsRequest["model"]>("model", "best"),
        seeds: seedsOf(option("seeds", "1")),
        texts,
        ...(test && { test }),
        ...(fileIfAny("encoder") !== undefined && {
          encoder: {
            file: file("encoder"),
            tuning: tuningFrom(job),
            engine: option<EngineChoice>("engine", "auto"),
          },
        }),
      },
      {
        onProgress: ({ share, secondsLeft }) =>
          say(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`,
          ),
      },
    ),
  );
  const { metrics, report, model, seeds, seconds } = evaluated;
  const figures = Object.entries(metrics).map(
    ([name, { mean, sd }]) => `${name} ${mean.toFixed(4)} ± ${sd.toFixed(4)}`,
  );
  return {
    result: { ...evaluated },
    summary: [
      `${protocol}, ${model}, seeds ${seeds.join(", ")}: ${figures.join(", ")}. Fitted in ${seconds.fit.toFixed(1)} s, scored in ${seconds.score.toFixed(1)} s.`,
      ...reportLines(report),
    ].join("\n"),
  };
};
