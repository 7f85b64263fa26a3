/**
 * What is worth searching, by model, and how a trial can be judged before its whole budget is spent. A model trained in rounds is judged
 * after some of them; one solved in a step is solved on some of the members, and parameters counted in histories shrink with them: with a
 * share s of the rows XᵀX is about s times as large, so s λ weighs there what λ does on all.
 */
import { likenessFields, type ModelName } from "../../../shared/contract/training.ts";
import type { budgetKinds, judgingKinds, SearchRange } from "../../../shared/contract/tuning.ts";
import type { Parameters } from "../model.ts";

export interface SearchSpace {
  readonly judging: (typeof judgingKinds)[number];
  readonly budget: (typeof budgetKinds)[number];
  readonly ranges: readonly SearchRange[];
  /** The parameters as they are for a share of the budget. */
  scaled(parameters: Parameters, share: number): Parameters;
}

const log = (name: string, low: number, high: number): SearchRange => ({
  name,
  scale: "log",
  whole: false,
  low,
  high,
});
const linear = (name: string, low: number, high: number): SearchRange => ({
  ...log(name, low, high),
  scale: "linear",
});
const whole = (name: string, low: number, high: number): SearchRange => ({
  ...log(name, low, high),
  whole: true,
});

/** Numbers of rounds, by name with the fewest that make sense. */
const rounds =
  (fewest: Readonly<Record<string, number>>): SearchSpace["scaled"] =>
  (parameters, share) => ({
    ...parameters,
    ...Object.fromEntries(
      Object.entries(fewest).map(([name, few]) => [
        name,
        Math.max(few, Math.round(share * (parameters[name] as number))),
      ]),
    ),
  });
const countedInHistories =
  (...names: readonly string[]): SearchSpace["scaled"] =>
  (parameters, share) => ({
    ...parameters,
    ...Object.fromEntries(names.map((name) => [name, share * (parameters[name] as number)])),
  });

export const searchSpaces: Readonly<Partial<Record<ModelName, SearchSpace>>> = {
  "matrix-factorization": {
    judging: "ratings",
    budget: "epochs",
    ranges: [
      whole("factors", 8, 128),
      log("penalty", 0.2, 10),
      log("biasPenalty", 0.05, 5),
      linear("penaltyPower", 0, 1),
      log("learningRate", 0.02, 0.2),
    ],
    scaled: rounds({ epochs: 2 }),
  },
  "bayesian-factors": {
    judging: "ratings",
    budget: "sweeps",
    // Its sampler weighs every penalty itself.
    ranges: [whole("factors", 4, 48)],
    scaled: rounds({ sweeps: 10, burnIn: 4, draws: 4 }),
  },
  ease: {
    judging: "choices",
    budget: "members",
    ranges: [
      log("penalty", 20, 4000),
      linear("dropout", 0, 0.7),
      linear("nearness", 0, 6),
      log("reach", 3, 100),
      linear("likeness", 0, 80),
    ],
    scaled: countedInHistories("penalty", "likeness"),
  },
  "implicit-als": {
    judging: "choices",
    budget: "epochs",
    ranges: [
      whole("factors", 8, 128),
      log("penalty", 0.0005, 0.2),
      log("unseenWeight", 0.05, 5),
      linear("penaltyPower", 0, 1),
    ],
    scaled: rounds({ epochs: 2 }),
  },
  "item-knn": {
    judging: "choices",
    budget: "members",
    ranges: [whole("neighbours", 10, 1000), log("shrink", 1, 300)],
    scaled: countedInHistories("shrink"),
  },
  "content-ridge": {
    judging: "unseen",
    budget: "none",
    ranges: [log("penalty", 0.5, 100), ...likenessFields.map((field) => linear(field, 0, 1.5))],
    scaled: (parameters) => parameters,
  },
  autoencoder: {
    judging: "choices",
    budget: "epochs",
    ranges: [
      whole("hidden", 50, 600),
      linear("dropout", 0, 0.8),
      log("weightDecay", 0.001, 0.3),
      log("learningRate", 0.0003, 0.01),
    ],
    scaled: rounds({ epochs: 3 }),
  },
  "self-attention": {
    judging: "choices",
    budget: "epochs",
    ranges: [
      whole("width", 16, 128),
      whole("places", 20, 100),
      linear("dropout", 0, 0.6),
      log("weightDecay", 0.001, 0.1),
      log("learningRate", 0.001, 0.02),
    ],
    scaled: rounds({ epochs: 3 }),
  },
};
