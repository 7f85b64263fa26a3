/** Models of choices whose weights a gradient trained: how they are fitted, what is stored, how they are loaded. */
import { type Arrays, storedArray } from "../../shared/blocks/artefact.ts";
import type { ModelName } from "../../shared/contract/training.ts";
import type { RatingScale } from "../../shared/domain/interactions.ts";
import { calibrateChoices } from "./choice-calibration.ts";
import { makeChoiceModel, storedChoices } from "./choice-preferences.ts";
import {
  type Algorithm,
  type Catalogue,
  type ChoiceScorer,
  countRatings,
  type Parameters,
  type TrainingData,
} from "./model.ts";
import { type Objective, optimise, type Weights } from "./optimise.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type ChoiceObjective = Objective & { readonly vocabulary: Vocabulary };

export interface TrainedChoices {
  /** Names of the weights. */
  readonly parts: readonly string[];
  objective(data: TrainingData, parameters: Parameters, seed: number): ChoiceObjective;
  scorer(
    catalogue: Catalogue,
    scale: RatingScale,
    ratings: Int32Array,
    vocabulary: Vocabulary,
    weights: Weights,
  ): ChoiceScorer;
}

/** Expects `epochs` and `patience` among the parameters. */
export const trainedChoices = (
  name: ModelName,
  { parts, objective, scorer }: TrainedChoices,
): Pick<Algorithm, "fit" | "load"> => {
  const weightsOf = (arrays: Arrays): Weights =>
    Object.fromEntries(parts.map((part) => [part, storedArray(arrays, part, Float32Array)]));
  const stored =
    (catalogue: Catalogue, { films }: Vocabulary, weights: Weights) =>
    () => ({
      header: {},
      arrays: { vocabulary: films.map((film) => catalogue.filmIds[film] as number), ...weights },
    });
  return {
    async fit(data, parameters, seed, hooks, resumeFrom) {
      const { epochs, patience } = parameters as { epochs: number; patience: number };
      const aim = objective(data, parameters, seed);
      const { weights, curve } = await optimise(aim, { epochs, patience, seed }, hooks, resumeFrom);
      const { catalogue, scale, training } = data;
      const ratings = countRatings(training, catalogue.filmIds.length);
      const choices = scorer(catalogue, scale, ratings, aim.vocabulary, weights);
      const save = stored(catalogue, aim.vocabulary, weights);
      return { model: makeChoiceModel(name, choices, calibrateChoices(choices, data), save), curve };
    },
    load(artefact, catalogue) {
      const { scale, ratings, calibration, vocabulary: wordsOf } = storedChoices(artefact, catalogue);
      const vocabulary = wordsOf("vocabulary");
      const weights = weightsOf(artefact.arrays);
      const choices = scorer(catalogue, scale, ratings, vocabulary, weights);
      return makeChoiceModel(name, choices, calibration, stored(catalogue, vocabulary, weights));
    },
  };
};
