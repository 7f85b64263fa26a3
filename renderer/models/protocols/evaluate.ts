/** Runs a published protocol for every seed. */
import type {
  Evaluated,
  EvaluateRequest,
  ModelName,
  ProtocolName,
} from "../../../shared/contract/training.ts";
import { algorithms } from "../algorithms.ts";
import { coldFilms } from "./cold-films.ts";
import { type ProtocolInput, summarise, type Trial } from "./protocol.ts";
import { recboleTopN } from "./recbole.ts";
import { randomFolds, surpriseFiveFold } from "./surprise.ts";

/** What the application itself would choose for the task. */
const best: Readonly<Record<ProtocolName, ModelName>> = {
  "surprise-5fold": "bayesian-factors",
  "recbole-top-n": "choice-blend",
  "cold-films": "content-ridge",
};

const modelOf = ({ model, protocol }: EvaluateRequest): ModelName =>
  model === "best" ? best[protocol] : model;

/** What of the request its protocol cannot take; null if all is well. */
export const unfit = (request: EvaluateRequest): "model" | "folds" | "splits" | null => {
  const { protocol, folds, cold } = request;
  if (protocol === "surprise-5fold" && algorithms[modelOf(request)].unit !== "rating") return "model";
  if (folds && protocol !== "surprise-5fold") return "folds";
  return cold && protocol !== "cold-films" ? "splits" : null;
};

/** Fold of each rating out of those given by library ids; -1 where none is given. */
const givenFolds = (
  { memberIds, filmIds, member, film }: ProtocolInput["ratings"],
  folds: NonNullable<EvaluateRequest["folds"]>,
): Int32Array => {
  const key = (u: number, i: number): number => u * 2 ** 31 + i;
  const at = new Map(
    Array.from(folds.fold, (fold, n) => [key(folds.member[n] as number, folds.film[n] as number), fold]),
  );
  return Int32Array.from(
    member,
    (u, row) => at.get(key(memberIds[u] as number, filmIds[film[row] as number] as number)) ?? -1,
  );
};

export const runProtocol = async (
  request: EvaluateRequest,
  data: Omit<ProtocolInput, "algorithm">,
  told: (done: number, of: number) => void,
): Promise<Pick<Evaluated, "model" | "metrics" | "counts" | "seconds">> => {
  const model = modelOf(request);
  const input = { ...data, algorithm: algorithms[model] };
  const trials: Trial[] = [];
  const of = request.seeds.length;
  for (const [n, seed] of request.seeds.entries()) {
    if (request.protocol === "surprise-5fold") {
      const fold = request.folds
        ? givenFolds(data.ratings, request.folds)
        : randomFolds(data.ratings.value.length, seed);
      trials.push(
        ...(await surpriseFiveFold(input, fold, seed, (done, folds) => told(n + done / folds, of))),
      );
    } else if (request.protocol === "recbole-top-n") trials.push(await recboleTopN(input, seed));
    else {
      const given = request.cold?.find((one) => one.seed === seed);
      trials.push(await coldFilms(input, seed, given ? new Set(given.films) : null));
    }
    told(n + 1, of);
  }
  const total = (part: "fit" | "score"): number => trials.reduce((sum, trial) => sum + trial[part], 0);
  return {
    model,
    metrics: summarise(trials),
    counts: trials[0]?.counts ?? {},
    seconds: { fit: total("fit"), score: total("score") },
  };
};
