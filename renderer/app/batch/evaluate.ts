/** `evaluate`: a model judged by a published protocol. */

import { ConceptProtocolName } from "../../../shared/contract/concepts.ts";
import { TextProtocolName } from "../../../shared/contract/texts.ts";
import type { EngineChoice, EvaluateRequest, ProtocolName } from "../../../shared/contract/training.ts";
import { Failure } from "../../../shared/domain/fault.ts";
import { seedsOf } from "../../../shared/domain/seeds.ts";
import { unwrap } from "../../client/read.ts";
import { evaluateConcepts } from "./evaluate-concepts.ts";
import { evaluateTexts, filesOfAnother } from "./evaluate-texts.ts";
import { type Command, openToRead } from "./job.ts";

type Cold = NonNullable<EvaluateRequest["cold"]>;

/** The lists of the wanted seeds: by name, or one after the other where the file counts otherwise. */
const listsFor = (cold: Cold, seeds: readonly number[]): Cold => {
  if (seeds.every((seed) => cold.some((one) => one.seed === seed))) return cold;
  if (seeds.length > cold.length) throw new Failure({ type: "TooFewLists" });
  return seeds.map((seed, n) => ({ seed, films: (cold[n] as Cold[number]).films }));
};

export const evaluate: Command = async (job) => {
  const { clients, option, fileIfAny, say } = job;
  if (TextProtocolName.safeParse(option("protocol", "")).success) return evaluateTexts(job);
  if (ConceptProtocolName.safeParse(option("protocol", "")).success) return evaluateConcepts(job);
  const protocol = option<ProtocolName>("protocol", "surprise-5fold");
  if (fileIfAny("library") === undefined) throw filesOfAnother(protocol);
  await openToRead(job);
  const foldsFile = fileIfAny("folds");
  const splitsFile = fileIfAny("splits");
  const folds = foldsFile ? await unwrap(clients.data.protocolFolds({ file: foldsFile })) : undefined;
  const given = splitsFile ? (await unwrap(clients.data.protocolColdFilms({ file: splitsFile }))).cold : null;
  const text = option<string>("seeds", "");
  const seeds = text === "" && given ? given.map(({ seed }) => seed) : seedsOf(text === "" ? "1" : text);
  const training = await clients.training();
  const evaluated = await unwrap(
    training.evaluate(
      {
        protocol,
        model: option<EvaluateRequest["model"]>("model", "best"),
        seeds,
        engine: option<EngineChoice>("engine", "auto"),
        ...(folds ? { folds } : {}),
        ...(given ? { cold: listsFor(given, seeds) } : {}),
      },
      {
        onProgress: ({ share, secondsLeft }) =>
          say(
            `${(100 * share).toFixed(0)} %${secondsLeft === null ? "" : `, ${secondsLeft.toFixed(0)} s left`}`,
          ),
      },
    ),
  );
  const figures = Object.entries(evaluated.metrics).map(
    ([name, { mean, sd }]) => `${name} ${mean.toFixed(4)} ± ${sd.toFixed(4)}`,
  );
  return {
    result: { ...evaluated },
    summary: `${evaluated.protocol}, ${evaluated.model} on ${evaluated.engine}, seeds ${seeds.join(", ")}: ${figures.join(", ")}. Fitted in ${evaluated.seconds.fit.toFixed(1)} s, scored in ${evaluated.seconds.score.toFixed(1)} s.`,
  };
};
