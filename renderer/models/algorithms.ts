/** Every algorithm by the name that people and the batch interface use; scores of what they fit survive the loss of the engine. */
import type { ModelName } from "../../shared/contract/training.ts";
import { autoencoder } from "./autoencoder.ts";
import { bayesianFactors } from "./bayesian-factors.ts";
import { choiceBlend } from "./choice-blend.ts";
import { contentRidge } from "./content-ridge.ts";
import { ease } from "./ease.ts";
import { guarded } from "./engine-loss.ts";
import { implicitAls } from "./implicit-als.ts";
import { itemKnn } from "./item-knn.ts";
import { matrixFactorisation } from "./matrix-factorisation.ts";
import type { Algorithm } from "./model.ts";
import { popularity } from "./popularity.ts";
import { randomForest } from "./random-forest.ts";
import { selfAttention } from "./self-attention.ts";
import { supportVectors } from "./support-vectors.ts";

const named: Readonly<Record<ModelName, Algorithm>> = {
  "matrix-factorization": matrixFactorisation,
  "bayesian-factors": bayesianFactors,
  popularity,
  ease,
  "implicit-als": implicitAls,
  "item-knn": itemKnn,
  "choice-blend": choiceBlend,
  "self-attention": selfAttention,
  "random-forest": randomForest,
  "support-vectors": supportVectors,
  "content-ridge": contentRidge,
  autoencoder,
};

export const algorithms = Object.fromEntries(
  Object.entries(named).map(([name, algorithm]) => [
    name,
    {
      ...algorithm,
      async fit(data, parameters, seed, hooks, resumeFrom) {
        const { model, curve } = await algorithm.fit(data, parameters, seed, hooks, resumeFrom);
        return { model: guarded(model, hooks), curve };
      },
    } satisfies Algorithm,
  ]),
) as Readonly<Record<ModelName, Algorithm>>;
